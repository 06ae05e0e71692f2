"""A message field by field: where each one stands, what it holds, and every fault beside its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from posdiag.report.columns import columns, pad, shown, wrap
from posdiag.report.lines import Line, Span, line
from posdiag.report.words import say
from posdiag.wire.message import Decoded
from posdiag.worded import in_language

DECODE_SCHEMA = "posdiag/decode/1"

#: Dialects with how well each fits (1: no fault, 0: not at all), best first; empty where one was named.
Ranking = Sequence[tuple[str, float]]

#: What is worth a word without being wrong: `bare`, a message without the framing of its dialect.
Notes = Sequence[str]

_WIDEST_PATH = 24
_MOST_DIALECTS = 5


def decoded_object(
    decoded: Decoded, size: int, ranking: Ranking = (), notes: Notes = (), lang: str = "en"
) -> dict[str, Any]:
    """DESIGN section 6: `posdiag/decode/1`.

    `ambiguous` names the dialects that fit equally well, where there are two. `size` is the whole
    input's; `consumed` tells how much of it belongs to the message.
    """
    return {
        "schema": DECODE_SCHEMA,
        "dialect": decoded.dialect,
        "kind": _kind(decoded),
        "fields": [
            {
                "path": field.path,
                "offset": field.offset,
                "length": field.length,
                "value": field.value,
                "name": field.name,
            }
            for field in decoded.fields
        ],
        "faults": [
            {"offset": fault.offset, "code": fault.code, "message": in_language(fault.message, lang)}
            for fault in decoded.faults
        ],
        "notes": [{"code": note, "message": say(lang, f"decode.note.{note}")} for note in notes],
        "size": size,
        "consumed": decoded.consumed,
        "ranking": [{"dialect": name, "score": score} for name, score in ranking],
        "ambiguous": _equal(ranking),
    }


def decoded_lines(
    decoded: Decoded, size: int, lang: str, width: int, ranking: Ranking = (), notes: Notes = ()
) -> Iterator[Line]:
    """The same for people: a table of fields, then the faults."""
    kind = _kind(decoded)
    name = f" · {say(lang, f'kind.{kind}')}" if kind else ""
    yield line(f"{say(lang, 'decode.dialect')}: {decoded.dialect}{name}", "head")
    doubt = _doubt(ranking, lang)
    if doubt:
        yield from (line(part, "unsure") for part in wrap(doubt, width, "  "))
    for note in notes:
        yield from (line(part, "unsure") for part in wrap(say(lang, f"decode.note.{note}"), width, "  "))
    yield line()
    yield from _fields(decoded, lang, width)
    if decoded.consumed < size and decoded.fields:
        yield line(say(lang, "decode.rest", count=size - decoded.consumed), "unsure")
    yield line()
    if not decoded.faults:
        yield line(say(lang, "decode.no_faults"), "good")
        return
    yield line(say(lang, "decode.faults", count=len(decoded.faults)), "bad")
    for fault in sorted(decoded.faults, key=lambda found: found.offset):
        opening = f"{fault.offset:>6}  "
        for part in wrap(f"{shown(in_language(fault.message, lang))} [{fault.code}]", width - len(opening)):
            yield line(opening + part, "bad")
            opening = " " * len(opening)


def _equal(ranking: Ranking) -> list[str]:
    """The dialects at the top, where there is more than one."""
    names = [name for name, score in ranking if score and score == ranking[0][1]]
    return names if len(names) > 1 else []


def _doubt(ranking: Ranking, lang: str) -> str:
    """What is to be said about the choice of the dialect; nothing where only one fits."""
    equal = _equal(ranking)
    if equal:
        return say(lang, "decode.two_fit", count=len(equal), names=", ".join(equal))
    if ranking and not ranking[0][1]:
        return say(lang, "decode.none_fit")
    if len(ranking) > 1:
        fits = ", ".join(f"{name} {score:.2f}" for name, score in ranking[:_MOST_DIALECTS])
        return f"{say(lang, 'decode.ranking')}: {fits}"
    return ""


def _fields(decoded: Decoded, lang: str, width: int) -> Iterator[Line]:
    if not decoded.fields:
        return
    label = say(lang, "decode.field")
    wide = min(max(columns(label), *(columns(field.path) for field in decoded.fields)), _WIDEST_PATH)
    offset, length = say(lang, "decode.offset"), say(lang, "decode.length")
    yield line(
        f"{_right(offset, 6)}  {_right(length, 6)}  {pad(label, wide)}  {say(lang, 'decode.value')}", "dim"
    )
    opening = 6 + 2 + 6 + 2 + wide + 2
    for field in sorted(decoded.fields, key=lambda read: read.offset):
        places = f"{field.offset:>6}  {field.length:>6}  {pad(field.path, wide)}  "
        name = f"  ({field.name})" if field.name and field.name != field.path else ""
        first, *rest = wrap(shown(field.value), max(width - opening - columns(name), 20)) or [""]
        yield (Span(places), Span(first, "mark"), Span(name, "dim"))
        for part in rest:
            yield line(" " * opening + part, "mark")


def _right(text: str, width: int) -> str:
    return " " * (width - columns(text)) + text


def _kind(decoded: Decoded) -> str:
    message = decoded.message
    if message is None:
        return ""
    return f"{message.kind}.reply" if message.reply else str(message.kind)
