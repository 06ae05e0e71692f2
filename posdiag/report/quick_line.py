"""Plain payments of a capture as JSON lines, written at once: the line that `json_run.run_line` would give.

Card data is masked as `redact` does it: by fields of the frame's shape, in its hex. What is not written in
a way that is known here is masked by the careful way.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from posdiag.explain.episode import Episode
from posdiag.explain.examine import SCENARIO, UNKNOWN, clean_end, place_of, time_of
from posdiag.explain.plain import Plain
from posdiag.explain.turns import Turn
from posdiag.masking import mask_text
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.profile.model import PosRelease
from posdiag.report.columns import shown
from posdiag.report.json_run import RUN_SCHEMA
from posdiag.report.words import say
from posdiag.wire.codec import Codec
from posdiag.wire.iso8583.codec import IsoCodec
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
from posdiag.wire.message import Kind

#: Stretches between fields that are searched for card numbers (wire/masked.py).
_SHORTEST_GAP = 8
_MOST_SHAPES = 4096
_STAR = "2a"

_unmasked = lru_cache(maxsize=50_000)(lambda text: mask_text(text) == text)


class _Hidden(NamedTuple):
    """A field to be hidden: its number among the values and its bytes. `how`: secret, card or text."""

    number: int
    start: int
    end: int
    how: str


class _Plan(NamedTuple):
    """How frames of one shape are shown. `hidden` is None where only the careful way can mask them."""

    hidden: tuple[_Hidden, ...] | None
    words: str  # message type and kind
    result: int  # number of the response code, -1 where there is none


class QuickLines:
    """Writes the plain payments of one capture. `name` is the capture's, `release` the POS if it was named."""

    def __init__(self, name: str, lang: str, release: PosRelease | None = None) -> None:
        self._name = name
        self._lang = lang
        self._plans: dict[tuple[Shape, Kind], _Plan] = {}
        id_, version = (UNKNOWN, UNKNOWN) if release is None else (release.id, release.release)
        self._pos = f'"pos":{{"id":{_text(id_)},"release":{_text(version)}}}'
        self._second = -1
        self._moment = ""

    def line(self, episode: Episode, plain: Plain) -> str:
        """One line of JSON, without its end."""
        asked, answer, kind, amount_krw = plain
        assert episode.way is not None
        codec = episode.way.codec
        delay_ms = max(0, answer.at_us - episode.began_us) // 1000
        stan = "" if asked.words is None else asked.words.stan
        why, money = _outcome(kind is Kind.APPROVE, amount_krw)
        ends = _frame(1, 0, '"pos","to":"van"', *self._frame(codec, asked, kind, amount_krw))
        ends += "," + _frame(2, delay_ms, '"van","to":"pos"', *self._frame(codec, answer, kind, amount_krw))
        return (
            f'{{"schema":"{RUN_SCHEMA}","scenario":"{SCENARIO}",'
            f'"scenario_name":{{"en":{_text("STAN " + stan)},"ko":{_text("거래번호 " + stan)}}},'
            f'{self._pos},"terminal":{_text(episode.ends)},"faults":[],"seed":0,"verdict":"compatible",'
            f'"why":{why},"error":"","money":{money},"findings":[],"causes":[],"guidance":[],"command":"",'
            f'"place":{_text(self._place(episode))},"transcript":[{ends}],"observations":[],"statement":null}}'
        )

    def _place(self, episode: Episode) -> str:
        """`place_of`, the second's text made once."""
        second = episode.began_us // 1_000_000
        if second != self._second:
            moment = time_of(second * 1_000_000)
            self._second, self._moment = second, moment[:19] if moment.endswith("000 UTC") else ""
        if not self._moment or not episode.place:
            return place_of(episode, self._name)
        return f"{self._name}: {episode.place} {self._moment}.{episode.began_us // 1000 % 1000:03d} UTC"

    def _frame(self, codec: Codec, turn: Turn, kind: Kind, amount_krw: int) -> tuple[str, str]:
        """Hex and text of one frame."""
        assert turn.glance is not None
        shape, values = turn.glance
        plan = self._plans.get((shape, kind))
        if plan is None:
            plan = self._learn(codec, shape, values, kind)
        data = turn.data
        hidden = None if plan.hidden is None else _masked(data, values, plan.hidden)
        words = plan.words
        if plan.result >= 0 and values[plan.result].rstrip(" "):
            words += " " + values[plan.result].rstrip(" ")
        if amount_krw:
            words += f" {_won(self._lang, amount_krw)}"
        return hidden or mask_frame(codec, data).hex(), words

    def _learn(self, codec: Codec, shape: Shape, values: Sequence[str], kind: Kind) -> _Plan:
        assert isinstance(codec, IsoCodec)
        if len(self._plans) >= _MOST_SHAPES:
            self._plans.clear()
        mti = values[shape.paths.index("mti")]
        reply = ".reply" if mti[2] in "13" else ""
        words = f"{mti} {say(self._lang, f'kind.{kind}{reply}')}"
        result = str(codec.spec.places.get("result", ""))
        number = shape.paths.index(result) if result in shape.paths else -1
        plan = self._plans[shape, kind] = _Plan(_hidden(shape, values), words, number)
        return plan


def _hidden(shape: Shape, values: Sequence[str]) -> tuple[_Hidden, ...] | None:
    """The fields of a shape that hold card data, secrets or free text; None where bytes lie outside fields."""
    fields = shape.fields(values)
    found = []
    end = 0
    for field in sorted(fields, key=lambda item: item.offset):
        if field.offset - end >= _SHORTEST_GAP:
            return None
        end = max(end, field.offset + field.length)
    if shape.stop - end >= _SHORTEST_GAP:
        return None
    for number, field in enumerate(fields):
        tag = field.path.rpartition(".")[2].upper()
        whole = tag if "." not in field.path else ""
        how = ""
        if whole in SECRET_PATHS or (tag in SECRET_TAGS and not whole):
            how = "secret"
        elif whole in CARD_PATHS or field.name == "card" or tag in CARD_TAGS:
            how = "card"
        elif field.name in TEXT_NAMES or whole in TEXT_PATHS:
            how = "text"
        if how:
            found.append(_Hidden(number, field.offset, field.offset + field.length, how))
    return tuple(found)


def _masked(data: bytes, values: Sequence[str], hidden: tuple[_Hidden, ...]) -> str:
    """The frame's hex with the fields hidden; empty where one is written in a way not known here."""
    digits = data.hex()
    for number, start, end, how in hidden:
        value = values[number]
        if how == "text":
            if not _unmasked(value):
                return ""
            continue
        size = end - start
        if how == "secret":
            inside = "00" * size
        elif data[start:end] == value.encode("utf-8") and len(value) >= 13 and value.isascii():
            pan, separator, rest = value.partition("=")
            if len(pan) < 13 or not pan.isdigit():
                return ""
            raw = digits[2 * start : 2 * start + 2 * len(pan)]
            inside = raw[:12] + _STAR * (len(pan) - 10) + raw[-8:]
            if separator:
                inside += "3d" + _STAR * len(rest)
        else:
            return ""
        digits = digits[: 2 * start] + inside + digits[2 * end :]
    return digits


@lru_cache(maxsize=20_000)
def _outcome(sale: bool, amount_krw: int) -> tuple[str, str]:
    """Verdict in words and money, as JSON."""
    belief = Belief.APPROVED if sale else Belief.UNKNOWN
    words = clean_end(MoneyAccount(int(sale), amount_krw, {}, belief, amount_krw))
    why = f'{{"en":{_text(words["en"])},"ko":{_text(words["ko"])}}}'
    money = (
        f'{{"charges":{int(sale)},"charged":{amount_krw},"from":{{}},"pos_believes":"{belief}",'
        f'"booked":{amount_krw},"agrees":true,"seen_by":"messages"}}'
    )
    return why, money


@lru_cache(maxsize=20_000)
def _won(lang: str, amount_krw: int) -> str:
    return shown(say(lang, "money.amount", amount=f"{amount_krw:,}"))


def _frame(number: int, t_ms: int, ends: str, digits: str, words: str) -> str:
    return (
        f'{{"n":{number},"t_ms":{t_ms},"link":"host","from":{ends},"hex":"{digits}",'
        f'"text":"{words}","note":""}}'
    )


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
