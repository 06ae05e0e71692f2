"""The words of host messages whose shape is known, without making messages of them: for very many frames."""

from __future__ import annotations

from collections.abc import Sequence

from posdiag.explain.turns import Words, words_of
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.quick import Shape
from posdiag.wire.message import Kind

#: Shapes remembered; a host has a few dozen.
_MOST_SHAPES = 4096
#: Length of DE90, where the original's trace number stands, and its place there.
_ORIGINAL, _ORIGINAL_STAN = 42, slice(4, 10)


class _Plan:
    """Where the words stand among the values of one shape; -1 where there is no such field."""

    __slots__ = ("amount", "card", "kinds", "original", "processing", "reply", "result", "stan", "tid")

    def __init__(self, codec: IsoCodec, shape: Shape, reply: bool) -> None:
        places = codec.spec.places
        numbers = {path: number for number, path in enumerate(shape.paths)}

        def at(place: str) -> int:
            return numbers.get(str(places.get(place, "")), -1)

        self.reply = reply
        self.stan, self.tid, self.amount, self.result = at("stan"), at("tid"), at("amount"), at("result")
        self.processing, self.original = at("processing"), at("original")
        cards = ("card", "card_text") if reply else ("track", "card", "card_text")
        self.card = tuple(number for number in map(at, cards) if number >= 0)
        self.kinds: dict[str, Kind] = {}  # by the first digits of the processing code


class Glances:
    """Reads the words of one codec's frames by their shape."""

    def __init__(self, codec: IsoCodec) -> None:
        self.codec = codec
        self._plans: dict[Shape, _Plan | None] = {}

    def words(self, shape: Shape, values: Sequence[str]) -> Words | None:
        """What `words_of` would give for the message, or None where it is no message of a known kind."""
        plan = self._plans.get(shape)
        if plan is None:
            return self._learn(shape, values)
        code = values[plan.processing][:2] if plan.processing >= 0 else ""
        kind = plan.kinds.get(code)
        if kind is None:
            return self._learn(shape, values)
        stan = values[plan.stan].rstrip(" ") if plan.stan >= 0 else ""
        tid = values[plan.tid].rstrip(" ") if plan.tid >= 0 else ""
        amount = values[plan.amount] if plan.amount >= 0 else ""
        if amount:
            amount = amount.lstrip("0") or "0"
        card = ""
        for number in plan.card:
            card = values[number]
            if card:
                break
        if not plan.reply:
            card = card.replace("D", "=")
        original = ""
        if plan.original >= 0 and len(values[plan.original]) == _ORIGINAL:
            original = values[plan.original][_ORIGINAL_STAN]
            original = original if original.strip("0 ") else ""
        result = values[plan.result].rstrip(" ") if plan.result >= 0 else ""
        return Words(kind, plan.reply, stan, tid, amount, card, original, result)

    def _learn(self, shape: Shape, values: Sequence[str]) -> Words | None:
        message = self.codec.told(shape, values).message
        if message is None:
            return None
        if len(self._plans) >= _MOST_SHAPES:
            self._plans.clear()
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plans[shape] = _Plan(self.codec, shape, message.reply)
        code = values[plan.processing][:2] if plan.processing >= 0 else ""
        plan.kinds[code] = message.kind
        return words_of(message)
