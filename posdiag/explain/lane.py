"""The short way of a host's line: a frame of a known shape, whole in one chunk, is half of a plain payment.

Nearly all frames of a large capture go this way. A request that begins a payment is kept as a `Plain`, and
the answer is put to it if with it the payment is plain. Whatever is not surely so is left alone, and the
careful way takes over: it finds what this one has filed on the cutter's shelves, and makes an episode of
what it touches (`shelf.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from posdiag.capture.events import Chunk, Line, Place
from posdiag.explain.cut import Cutter
from posdiag.explain.glance import Glances
from posdiag.explain.listen import Ear
from posdiag.explain.looks import Look, Looks
from posdiag.explain.plain import APPROVED, KINDS, NUMBER, REFUSAL, Plain, close
from posdiag.explain.shelf import MAX_OPEN
from posdiag.wire.iso8583.pattern import Matching
from posdiag.wire.iso8583.quick import Shape
from posdiag.wire.message import Kind

#: So many heads of frames, processing codes of a shape, and terminals' numbers are remembered.
_MOST_HEADS, _MOST_CODES, _MOST_TIDS = 1024, 256, 4096
_APPROVED = APPROVED.encode()
_APPROVE = Kind.APPROVE


@dataclass(slots=True, eq=False)
class Plan:
    """What is to be known of frames of one shape.

    `asks` and `tells` are the kinds of requests and answers by processing code, None where none is plain.
    """

    shape: Shape
    matching: Matching
    groups: Sequence[int]
    look: Look
    asks: dict[bytes, Kind | None] = field(default_factory=dict)
    tells: dict[bytes, Kind | None] = field(default_factory=dict)


class Plans:
    """The plans of one codec's shapes, for all its lines in a capture, by the first bytes of a frame."""

    def __init__(self, glances: Glances, looks: Looks) -> None:
        self.head = glances.codec.head
        self.by_head: dict[bytes, list[Plan]] = {}
        self._glances = glances
        self._looks = looks
        self._plans: dict[Shape, Plan] = {}
        self.tids: dict[bytes, str] = {}

    def learn(self, data: bytes) -> None:
        """Take in what is known by now of frames like this one."""
        if len(self.by_head) >= _MOST_HEADS:
            self.by_head.clear()
            self._plans.clear()
        codec = self._glances.codec
        plans = []
        for shape in codec.matched(data):
            plan = self._plans.get(shape)
            if plan is None and shape.matching is not None:
                look = self._looks.of(codec, shape, data)
                plan = self._plans[shape] = Plan(shape, shape.matching, shape.groups, look)
            if plan is not None:
                plans.append(plan)
        if plans:
            self.by_head[data[: self.head]] = plans

    def learn_code(self, plan: Plan, code: bytes, data: bytes) -> None:
        """Take in what kind of message a processing code makes of frames of a shape."""
        if len(plan.asks) >= _MOST_CODES:
            plan.asks.clear()
            plan.tells.clear()
        known = self._glances.kind_of(plan.shape, code[:2].decode("latin-1"), data)
        plan.asks[code] = plan.tells[code] = None
        if known is not None and known[0] in KINDS and plan.look.plain:
            (plan.tells if known[1] else plan.asks)[code] = known[0]

    def tid(self, raw: bytes) -> str:
        """A terminal's number, the same text each time."""
        if len(self.tids) >= _MOST_TIDS:
            self.tids.clear()
        self.tids[raw] = raw.decode("latin-1").rstrip(" ")
        return self.tids[raw]


@dataclass(slots=True, eq=False)
class Heard:
    """What was heard of a line so far, by its short way and its careful one.

    `place` is that of the frame filed last; `holds` says that an end's frame is not whole yet, as far as is
    known.
    """

    frames: int = 0
    size: int = 0
    place: Place = ""
    holds: bool = False


class Lane:
    """One line's. `way` is the key of its way (`Ways.key_of`); `ears` are those of its ends a and b."""

    __slots__ = (
        "_by_head",
        "_ears",
        "_head",
        "_line",
        "_plans",
        "_pos_is_a",
        "_tids",
        "_way",
        "cutter",
        "heard",
    )

    def __init__(
        self,
        line: Line,
        pos_is_a: bool,
        way: str,
        ears: tuple[Ear, Ear],
        cutter: Cutter,
        plans: Plans,
        heard: Heard,
    ) -> None:
        self.heard = heard
        self._line = line
        self._pos_is_a = pos_is_a
        self._way = way
        self._ears = ears
        self.cutter = cutter
        self._plans = plans
        self._head = plans.head
        self._by_head = plans.by_head
        self._tids = plans.tids

    def file(self, chunk: Chunk) -> bool:
        """File the frame that a chunk is, if it is half of a plain payment; whether it was."""
        data, from_a = chunk.data, chunk.from_a
        ear = self._ears[0] if from_a else self._ears[1]
        if ear.held or not ear.sure:
            return False
        for plan in self._by_head.get(data[: self._head], ()):
            found = plan.matching(data)
            if found is not None:
                half = self._asks if from_a is self._pos_is_a else self._tells
                if not half(chunk, plan, found.group(*plan.groups)):
                    return False
                heard = self.heard
                heard.frames += 1
                heard.size += len(data)
                heard.place = chunk.place
                return True
        self._plans.learn(data)
        return False

    def _asks(self, chunk: Chunk, plan: Plan, values: Sequence[bytes]) -> bool:
        """A request: it begins a payment, if nothing with its numbers is open."""
        code, stan, raw_tid, amount, result, original, sent_at, options = values
        kind = plan.asks.get(code)
        cutter, at_us = self.cutter, chunk.at_us
        if kind is None or original or result or at_us <= 0 or not stan.isalnum():
            if code not in plan.asks:
                self._plans.learn_code(plan, code, chunk.data)
            return False
        amount_krw = 0
        if kind is _APPROVE:
            if not amount.isdigit() or not (amount_krw := int(amount)):
                return False
        elif amount.strip(b"0"):
            return False
        tid = self._tids.get(raw_tid) or self._plans.tid(raw_tid)
        key = tid, stan.decode("latin-1")
        if options[3:4] == b"P" or tid in cutter.waiting or key in cutter.by_key:
            return False
        if at_us > cutter.last_us:
            cutter.last_us = at_us
        line = self._line
        cutter.room.count += 1
        cutter.counted = number = cutter.counted + 1
        plain = Plain(
            self._way, line, chunk.place, cutter.leads_to, at_us, chunk.data, 0, b"", plan.look.number, 0,
            kind, key[1], tid, amount_krw, "", number, sent_at, not options[:2].strip(b"0 "),
        )  # fmt: skip
        cutter.unanswered[number] = cutter.by_key[key] = plain
        cutter.waiting[tid] = cutter.current[line.number] = plain
        return True

    def _tells(self, chunk: Chunk, plan: Plan, values: Sequence[bytes]) -> bool:
        """An answer: it ends a payment that is plain with it."""
        code, stan, raw_tid, amount, result, _, sent_at, _ = values
        kind = plan.tells.get(code)
        if kind is None:
            if code not in plan.tells:
                self._plans.learn_code(plan, code, chunk.data)
            return False
        cutter, at_us = self.cutter, chunk.at_us
        tid = self._tids.get(raw_tid) or self._plans.tid(raw_tid)
        plain = cutter.by_key.get((tid, stan.decode("latin-1")))
        if type(plain) is not Plain or plain.answered_us or plain.kind is not kind:
            return False
        if plain.line is not self._line or at_us < plain.asked_us:
            return False
        if sent_at != plain.sent_at and not close(sent_at.decode("latin-1"), plain.sent_at.decode("latin-1")):
            return False
        refusal = ""
        if result != _APPROVED:
            if not (kind is _APPROVE and plain.refusable and not plan.look.tells_balance):
                return False
            if not (REFUSAL(refusal := result.decode("latin-1")) and NUMBER(tid)):
                return False
        if kind is not _APPROVE:
            if amount.strip(b"0"):
                return False
        elif not (amount.isdigit() and int(amount) == plain.amount_krw) and (amount or not refusal):
            return False
        if at_us > cutter.last_us:
            cutter.last_us = at_us
        plain.answered_us, plain.answer = at_us, chunk.data
        plain.answer_shape, plain.refusal = plan.look.number, refusal
        cutter.current[self._line.number] = plain
        if cutter.waiting.get(tid) is plain:
            del cutter.waiting[tid]
        del cutter.unanswered[plain.number]
        cutter.answered[plain.number] = plain
        if len(cutter.answered) > MAX_OPEN:
            cutter.due_us = 0
        return True
