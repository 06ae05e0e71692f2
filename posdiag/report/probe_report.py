"""What a probe found, for people and as `posdiag/probe/1`: hypotheses, evidence, and the URL to use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from posdiag.probe.claims import Evidence, Hypothesis, What
from posdiag.probe.found import ProbeRecord
from posdiag.probe.settings import LineSettings
from posdiag.report.columns import shown, wrap
from posdiag.report.lines import Line, Span, line
from posdiag.report.probe_words import PROBE_PHRASES, probe_say

PROBE_SCHEMA = "posdiag/probe/1"
#: POS products by the dialect they speak.
Speakers = Mapping[str, Sequence[str]]

_INDENT = " " * 9
_MOST_POS = 4
#: From here on a hypothesis is told without a doubt.
_SURE = 0.9


def probe_object(record: ProbeRecord, speakers: Speakers) -> dict[str, Any]:
    """The whole record. `found`: the first hypothesis names what to speak and stands alone."""
    return {
        "schema": PROBE_SCHEMA,
        "address": record.address,
        "found": record.found,
        "opened": record.opened,
        "asked": record.asked,
        "heard_bytes": record.heard_bytes,
        "no_wire": record.no_wire,
        "cut_short": record.done.cut_short,
        "tried": [_settings(each) for each in record.done.tried if each is not None],
        "questions": list(record.done.asked),
        "hypotheses": [
            _hypothesis(record, each, url, speakers)
            for each, url in zip(record.hypotheses, record.urls, strict=True)
        ],
    }


def _hypothesis(record: ProbeRecord, each: Hypothesis, url: str, speakers: Speakers) -> dict[str, Any]:
    no_wire = _unset(record, each)
    return {
        "what": each.what.value,
        "probability": each.probability,
        "dialects": list(each.dialects),
        "protocol": each.protocol,
        "tls": each.tls,
        "settings": _settings(each.settings) if each.settings else None,
        "differs": each.differs,
        "url": url,
        "pos": _pos(each, speakers),
        "text": {lang: shown(title(each, lang, no_wire)) for lang in ("ko", "en")},
        "advice": {lang: _advice(record, each, lang) for lang in ("ko", "en")},
        "evidence": [
            {
                "code": sign.code,
                "weight": sign.weight,
                "times": times,
                "facts": {name: shown(value) for name, value in sign.facts.items()},
                "text": {lang: shown(text) for lang, text in sign.text.items()},
            }
            for sign, times in _counted(each.evidence)
        ],
    }


def _settings(settings: LineSettings) -> dict[str, Any]:
    return {
        "baud": settings.baud,
        "bits": settings.bits,
        "parity": settings.parity,
        "stop": settings.stop,
    }


def _pos(each: Hypothesis, speakers: Speakers) -> list[str]:
    return [pos for dialect in each.dialects for pos in speakers.get(dialect, ())]


def _counted(evidence: Sequence[Evidence]) -> list[tuple[Evidence, int]]:
    """Each sign once, with how often it was seen."""
    times: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], Evidence] = {}
    for sign in evidence:
        key = (sign.code, sign.text["en"])
        times[key] = times.get(key, 0) + 1
        first.setdefault(key, sign)
    return [(first[key], count) for key, count in times.items()]


def _advice(record: ProbeRecord, each: Hypothesis, lang: str) -> str:
    if each.what is What.UNKNOWN and not record.asked:
        return probe_say(lang, "do.ask")
    return probe_say(lang, f"do.{each.what}")


def _unset(record: ProbeRecord, each: Hypothesis) -> bool:
    """Whether settings mean nothing: there is no wire, and the bytes do not speak of other ones."""
    return record.no_wire and each.settings in record.done.tried[:1]


def title(each: Hypothesis, lang: str, no_wire: bool = False) -> str:
    """A hypothesis in a few words, without settings where there is no wire."""
    name = ", ".join(each.dialects)
    if each.protocol:
        key = f"protocol.{each.protocol}"
        name = probe_say(lang, key) if key in PROBE_PHRASES else each.protocol
    if each.what is What.UNKNOWN:
        name = f": {name}" if name else ""
    if each.tls:
        name += probe_say(lang, "name.tls")
    if each.settings is not None and not no_wire:
        name = " · ".join(filter(None, (name, str(each.settings))))
        name = f": {name}" if each.what is What.UNKNOWN and not name.startswith(":") else name
    elif each.what is What.WRONG_SPEED and each.settings is None:
        name = probe_say(lang, "name.faster")
    return probe_say(lang, f"what.{each.what}", name=name)


def probe_lines(record: ProbeRecord, lang: str, width: int, speakers: Speakers) -> Iterator[Line]:
    """The same for people: what to use first, then each hypothesis with its evidence."""
    yield from _head(record, lang, width, speakers)
    for number, (each, url) in enumerate(zip(record.hypotheses, record.urls, strict=True), 1):
        yield line()
        style = "mark" if number == 1 else ""
        yield (
            Span(f"{number:>2}  {each.probability:>4.0%} ", "head"),
            Span(shown(title(each, lang, _unset(record, each))), style),
        )
        if each.differs:
            yield line(_INDENT + probe_say(lang, "probe.differs", differs=each.differs), "unsure")
        for sign, times in _counted(each.evidence):
            often = f" (×{times})" if times > 1 else ""
            yield from _wrapped(f"{'+' if sign.weight > 0 else '-'} {sign.text[lang]}{often}", width)
        if url:
            yield line(f"{_INDENT}{probe_say(lang, 'probe.use')}: {url}", "dim")
        yield from _wrapped(f"{probe_say(lang, 'probe.do')}: {_advice(record, each, lang)}", width)
    yield line()
    yield from _foot(record, lang, width)


def _head(record: ProbeRecord, lang: str, width: int, speakers: Speakers) -> Iterator[Line]:
    if not record.hypotheses:
        yield line(f"{record.address}: {probe_say(lang, 'probe.nothing')}", "bad")
        return
    first = record.hypotheses[0]
    told = shown(title(first, lang, _unset(record, first)))
    if record.found:
        told = f"{probe_say(lang, 'probe.found')}: {told}"
    elif first.probability < _SURE:
        told = f"{probe_say(lang, 'probe.unsure')}: {told}"
    yield line(f"{record.address}: {told}", "good" if record.found else "bad")
    if not record.found:
        return
    url = record.urls[0]
    yield line(f"  {probe_say(lang, 'probe.use')}: {url}", "head")
    if first.dialects:
        yield line(f"  {probe_say(lang, 'probe.as')}: {', '.join(first.dialects)}")
    pos = _pos(first, speakers)[:_MOST_POS]
    if pos:
        yield line(f"  {probe_say(lang, 'probe.pos')}: {', '.join(pos)}")
        command = f"posdiag diagnose --pos {pos[0]}@newest --terminal '{url}'"  # to be copied: never broken
        yield line(f"  {probe_say(lang, 'probe.next')}: {command}", "dim")


def _foot(record: ProbeRecord, lang: str, width: int) -> Iterator[Line]:
    settings = [str(each) for each in record.done.tried if each is not None]
    if settings and not record.no_wire:
        yield from _dim(f"{probe_say(lang, 'probe.tried')}: {', '.join(settings)}", width)
    if record.done.asked:
        yield from _dim(f"{probe_say(lang, 'probe.asked')}: {', '.join(record.done.asked)}", width)
    if record.opened:
        yield from _dim(probe_say(lang, "probe.heard", count=record.heard_bytes), width)
    said = [each for each in record.hypotheses if each.settings is not None and not _unset(record, each)]
    if record.no_wire and settings and not said:
        yield from _dim(probe_say(lang, "probe.no_wire"), width)
    if record.opened and not record.asked and not record.found:
        yield from _dim(probe_say(lang, "probe.listened_only"), width)
    if record.done.cut_short:
        yield from (line(part, "unsure") for part in wrap(probe_say(lang, "probe.cut_short"), width, "  "))


def _wrapped(text: str, width: int) -> Iterator[Line]:
    for part in wrap(shown(text), width - len(_INDENT), "  "):
        yield line(_INDENT + part)


def _dim(text: str, width: int) -> Iterator[Line]:
    yield from (line(part, "dim") for part in wrap(shown(text), width, "  "))
