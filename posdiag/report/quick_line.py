"""Plain payments of a capture as JSON lines, written at once: the line that `json_run.run_line` would give.

Card data is masked as `redact` does it: by fields of the frame's shape, in its hex. What is not written in
a way that is known here is masked by the careful way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from posdiag.diagnose.finding import Severity
from posdiag.explain.episode import Episode
from posdiag.explain.examine import SCENARIO, UNKNOWN, clean_end, place_of, time_of
from posdiag.explain.plain import KINDS, Plain
from posdiag.explain.turns import Turn
from posdiag.masking import mask_text
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.profile.model import PosRelease
from posdiag.record import RunRecord
from posdiag.report.columns import shown
from posdiag.report.frames import Codecs
from posdiag.report.json_run import RUN_SCHEMA, dump, run_object
from posdiag.report.redact import masked
from posdiag.report.words import say
from posdiag.wire.codec import Codec
from posdiag.wire.iso8583.codec import Glance, IsoCodec
from posdiag.wire.iso8583.quick import Shape
from posdiag.wire.masked import (
    CARD_PATHS,
    CARD_TAGS,
    SECRET_PATHS,
    SECRET_TAGS,
    TEXT_NAMES,
    TEXT_PATHS,
    mask_frame,
)
from posdiag.wire.message import Field, Kind

_SHORTEST_GAP = 8  # of a stretch outside fields that is searched for card numbers (wire/masked.py)
_MOST_SHAPES = 4096
NO_FINDING = 9  # the rank of a record without findings
_STARS = b"*" * 1_000
#: The facts of a refusal by code alone; what stands for two of them until they are known.
_FACTS = {"code", "may_be", "stan", "tid"}
_TID, _STAN = "@TID@", "@STAN@"
_ANY_KRW = 987_654_321
_SIMPLE = re.compile(r"[ -!#-\[\]-~]+").fullmatch
#: The money of a refused sale.
_REFUSED = (
    '{"charges":0,"charged":0,"from":{},"pos_believes":"declined","booked":0,"agrees":true,'
    '"seen_by":"messages"}'
)

_unmasked = lru_cache(maxsize=50_000)(lambda text: mask_text(text) == text)


class _Hidden(NamedTuple):
    """The bytes of a field to be hidden. `how`: secret or card."""

    start: int
    end: int
    how: str


class _Plan(NamedTuple):
    """How frames of one shape are shown. `pick` takes the response code, nothing, and the free texts."""

    hidden: list[_Hidden]
    by_fields: bool  # hiding those fields is enough
    words: str  # message type and kind
    pick: Callable[[str | Sequence[str]], Sequence[str]]
    reply: bool
    tells_amount: bool


class QuickLines:
    """Writes the plain payments of one capture.

    `name` is the capture's. `examine` gives the whole record of an episode: it is asked once for each code
    of refusal, whose findings and causes are the same but for the numbers in them.
    """

    def __init__(
        self,
        name: str,
        lang: str,
        examine: Callable[[Episode], tuple[RunRecord, Codecs]],
        release: PosRelease | None = None,
    ) -> None:
        self._name = name
        self._examine = examine
        self._refusals: dict[str, _Refusal | None] = {}
        self._lang = lang
        self._plans: dict[tuple[Shape, Kind], _Plan] = {}
        id_, version = (UNKNOWN, UNKNOWN) if release is None else (release.id, release.release)
        self._pos = f'"pos":{{"id":{_text(id_)},"release":{_text(version)}}}'
        self._why = {kind: _why_of(kind) for kind in KINDS}
        self._won = shown(say(lang, "money.amount", amount="@")).partition("@")
        self._opening = _text(f"{name}: ")[:-1]
        self._second = -1
        self._moment = ""

    def line(self, episode: Episode, plain: Plain) -> tuple[str, str, int] | None:
        """One line of JSON, without its end, its verdict, and the rank of its worst finding.

        None where it must be written carefully.
        """
        asked, answer, kind, amount_krw, code = plain
        assert episode.way is not None
        assert asked.words is not None
        codec = episode.way.codec
        stan = asked.words.stan
        verdict, rank, findings, causes, advice = "compatible", NO_FINDING, "", "[]", "[]"
        if code:
            refusal = self._refusal(code, episode)
            if refusal is None:
                return None
            verdict, rank, why, findings, causes, advice = refusal
            findings = findings.replace(_TID, asked.words.tid).replace(_STAN, stan)
            money = _REFUSED
        else:
            begin, middle, end = self._why[kind]
            amount = f"{amount_krw:,}"
            why, money = f"{begin}{amount}{middle}{amount}{end}", _money_of(kind, amount_krw)
        delay_ms = max(0, answer.at_us - episode.began_us) // 1000
        ends = _frame(1, 0, '"pos","to":"van"', *self._frame(codec, asked, kind, amount_krw))
        ends += "," + _frame(2, delay_ms, '"van","to":"pos"', *self._frame(codec, answer, kind, amount_krw))
        line = (
            f'{{"schema":"{RUN_SCHEMA}","scenario":"{SCENARIO}",'
            f'"scenario_name":{{"en":"STAN {stan}","ko":"거래번호 {stan}"}},'
            f'{self._pos},"terminal":{_text(episode.ends)},"faults":[],"seed":0,"verdict":"{verdict}",'
            f'"why":{why},"error":"","money":{money},"findings":[{findings}],"causes":{causes},'
            f'"guidance":{advice},"command":"","place":{self._place(episode)},'
            f'"transcript":[{ends}],"observations":[],"statement":null}}'
        )
        return line, verdict, rank

    def _refusal(self, code: str, episode: Episode) -> _Refusal | None:
        """What the first refusal with a code was found to be; None where the code does not tell all."""
        if code not in self._refusals:
            self._refusals[code] = _refusal_of(*self._examine(episode), self._lang)
        return self._refusals[code]

    def _place(self, episode: Episode) -> str:
        """`place_of` as JSON, the second's text made once."""
        second = episode.began_us // 1_000_000
        if second != self._second:
            moment = time_of(second * 1_000_000)
            self._second, self._moment = second, moment[:19] if moment.endswith("000 UTC") else ""
        place = episode.place
        if self._moment and _SIMPLE(place):
            return f'{self._opening}{place} {self._moment}.{episode.began_us // 1000 % 1000:03d} UTC"'
        return _text(place_of(episode, self._name))

    def _frame(self, codec: Codec, turn: Turn, kind: Kind, amount_krw: int) -> tuple[str, str]:
        """Hex and text of one frame."""
        assert turn.glance is not None
        shape, source = turn.glance
        plan = self._plans.get((shape, kind))
        if plan is None:
            plan = self._learn(codec, turn.data, turn.glance, kind)
        result, _, *texts = plan.pick(source)
        hidden = ""
        if plan.by_fields and all(map(_unmasked, texts)):
            hidden = _masked(turn.data, plan.hidden)
        words = plan.words
        if result := result.rstrip(" "):
            words += " " + result
        if amount_krw and (plan.tells_amount or not plan.reply):
            words += f" {self._won[0]}{amount_krw:,}{self._won[2]}"
        return hidden or mask_frame(codec, turn.data).hex(), words

    def _learn(self, codec: Codec, data: bytes, glance: Glance, kind: Kind) -> _Plan:
        assert isinstance(codec, IsoCodec)
        if len(self._plans) >= _MOST_SHAPES:
            self._plans.clear()
        shape, source = glance
        fields = shape.fields(shape.all(source))
        mti = next(field.value for field in fields if field.path == "mti")
        reply = mti[2] in "13"
        words = f"{mti} {say(self._lang, f'kind.{kind}.reply' if reply else f'kind.{kind}')}"
        numbers = {field.path: number for number, field in enumerate(fields)}
        places = codec.spec.places
        result = numbers.get(str(places.get("result", "")), -1)
        hidden, texts, known = _hidden(fields, data)
        pick = shape.picker([result, -1, *texts])
        amount = str(places.get("amount", "")) in numbers
        plan = _Plan(hidden, known and _no_gaps(fields, shape.stop), words, pick, reply, amount)
        self._plans[shape, kind] = plan
        return plan


def _no_gaps(fields: Sequence[Field], stop: int) -> bool:
    """Whether no stretch outside the fields is long enough to hold a card number."""
    end = 0
    for field in sorted(fields, key=lambda item: item.offset):
        if field.offset - end >= _SHORTEST_GAP:
            return False
        end = max(end, field.offset + field.length)
    return stop - end < _SHORTEST_GAP


def _hidden(fields: Sequence[Field], data: bytes) -> tuple[list[_Hidden], list[int], bool]:
    """Fields with card data or secrets, the numbers of those with free text, and whether that is all.

    It is not where a card number is written otherwise than in ASCII.
    """
    found, texts, known = [], [], True
    for number, field in enumerate(fields):
        tag = field.path.rpartition(".")[2].upper()
        whole = tag if "." not in field.path else ""
        end = field.offset + field.length
        if whole in SECRET_PATHS or (tag in SECRET_TAGS and not whole):
            found.append(_Hidden(field.offset, end, "secret"))
        elif whole in CARD_PATHS or field.name == "card" or tag in CARD_TAGS:
            found.append(_Hidden(field.offset, end, "card"))
            known = known and data[field.offset : end] == field.value.encode()
        elif field.name in TEXT_NAMES or whole in TEXT_PATHS:
            texts.append(number)
    return found, texts, known


def _masked(data: bytes, hidden: Sequence[_Hidden]) -> str:
    """The frame's hex with card data and secrets hidden; empty where one is no card number as usual."""
    masked = bytearray(data)
    for start, end, how in hidden:
        if how == "secret":
            masked[start:end] = bytes(end - start)
            continue
        number, _, rest = data[start:end].partition(b"=")
        size = len(number)
        if size < 13 or not number.isdigit():
            return ""
        masked[start + 6 : start + size - 4] = _STARS[: size - 10]
        if rest:
            masked[end - len(rest) : end] = _STARS[: len(rest)]
    return masked.hex()


class _Refusal(NamedTuple):
    """What all refusals with one code have in common, as JSON; in `finding` two numbers are left open."""

    verdict: str
    rank: int  # of the finding's severity
    why: str
    finding: str
    causes: str
    advice: str


def _refusal_of(record: RunRecord, codecs: Codecs, lang: str) -> _Refusal | None:
    """The common part of a refusal; None where there is more to it than its code."""
    told = run_object(masked(record, codecs), lang)
    findings = told["findings"]
    if len(findings) != 1 or not findings[0]["code"].startswith("decline."):
        return None
    facts = findings[0]["facts"]
    numbers = (facts.get("tid"), facts.get("stan"))
    if set(facts) != _FACTS or any(number and number in findings[0]["summary"] for number in numbers):
        return None
    facts["tid"], facts["stan"] = _TID, _STAN
    severity = findings[0]["severity"]
    parts = (dump(told["why"]), dump(findings[0]), dump(told["causes"]), dump(told["guidance"]))
    return _Refusal(told["verdict"], Severity(severity).rank, *parts)


def _money_of(kind: Kind, amount_krw: int) -> str:
    charges, belief = (1, Belief.APPROVED) if kind is Kind.APPROVE else (0, Belief.UNKNOWN)
    return (
        f'{{"charges":{charges},"charged":{amount_krw},"from":{{}},"pos_believes":"{belief.value}",'
        f'"booked":{amount_krw},"agrees":true,"seen_by":"messages"}}'
    )


def _why_of(kind: Kind) -> list[str]:
    """The verdict in words, as JSON: three pieces around the amount, which is in it twice."""
    belief = Belief.APPROVED if kind is Kind.APPROVE else Belief.UNKNOWN
    words = clean_end(MoneyAccount(0, _ANY_KRW, {}, belief, 0))
    return dump(dict(sorted(words.items()))).split(f"{_ANY_KRW:,}")


def _frame(number: int, t_ms: int, ends: str, digits: str, words: str) -> str:
    opening = f'{{"n":{number},"t_ms":{t_ms},"link":"host","from":{ends},'
    return f'{opening}"hex":"{digits}","text":"{words}","note":""}}'


@lru_cache(maxsize=10_000)
def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
