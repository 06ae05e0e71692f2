"""Outages for people and programs: what is down, since when, in how many shops, and how it is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from posdiag.diagnose.outage import NO_SERVICE, SHOP, Outage, Sales
from posdiag.masking import mask_text
from posdiag.report.columns import shown, wrap
from posdiag.report.json_run import dump
from posdiag.report.lines import Line, line
from posdiag.report.words import pick, say, say_or

SCHEMA = "posdiag/outages/1"
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Outages:
    """What was read and what was found. `undated` runs say no time and were left out."""

    sales: Sales
    found: tuple[Outage, ...]
    undated: int = 0


def outage_lines(outages: Outages, lang: str, width: int, names: Names) -> Iterator[Line]:
    """The report, a paragraph for each outage."""
    sales = outages.sales
    day = _moment(sales.first_s), _moment(sales.last_s)
    failed = len(sales.failures)
    yield line(
        say(lang, "outage.summary", sales=f"{sales.count:,}", failed=f"{failed:,}", begin=day[0], end=day[1]),
        "head",
    )
    if outages.undated:
        yield line(say(lang, "outage.undated", count=outages.undated), "unsure")
    yield line()
    if not outages.found:
        yield line(say(lang, "outage.none"), "good")
    for number, one in enumerate(outages.found, 1):
        style = "unsure" if one.kind == SHOP else "bad"
        head = say(lang, f"outage.kind.{one.kind}", value=_value(one))
        for part in wrap(f"{number}. {head} · {_symptom(one, lang, names)}", width, "   "):
            yield line(part, style)
        for text in _sentences(one, lang):
            for part in wrap(text, width - 3):
                yield line(f"   {part}")
        yield line()


def outage_json(outages: Outages, names: Names) -> str:
    """The same for programs: one object, times in UTC."""
    sales = outages.sales
    told = {
        "schema": SCHEMA,
        "sales": sales.count,
        "failed": len(sales.failures),
        "undated": outages.undated,
        "from": _iso(sales.first_s),
        "to": _iso(sales.last_s),
        "counted_by_s": sales.width_s,
        "found": [_object(one, names) for one in outages.found],
    }
    return dump(told) + "\n"


def _object(one: Outage, names: Names) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "value": _value(one),
        "symptom": one.symptom,
        "party": one.party,
        "from": _iso(one.from_s),
        "to": _iso(one.to_s),
        "failed": one.failed,
        "of": one.of,
        "shops": one.shops,
        "elsewhere": {"failed": one.else_failed, "of": one.else_of},
        "log10_p": round(one.log10_p, 2),
        "also": [{"kind": kind, "value": mask_text(value)} for kind, value in one.also],
        "text": {
            lang: " ".join(
                [
                    say(lang, f"outage.kind.{one.kind}", value=_value(one))
                    + f" · {_symptom(one, lang, names)}.",
                    *_sentences(one, lang),
                ]
            )
            for lang in ("en", "ko")
        },
    }


def _sentences(one: Outage, lang: str) -> list[str]:
    counts = {"failed": f"{one.failed:,}", "of": f"{one.of:,}", "shops": f"{one.shops:,}"}
    begin, end = _moment(one.from_s), _moment(one.to_s)
    end = end[11:] if end[:10] == begin[:10] else end
    other = {"failed": f"{one.else_failed:,}", "of": f"{one.else_of:,}"}
    told = [
        say(
            lang,
            "outage.counts" if one.kind != SHOP else "outage.shop_counts",
            begin=begin,
            end=end,
            **counts,
        ),
        say(lang, "outage.elsewhere", **other),
    ]
    if one.also:
        places = [say(lang, f"outage.place.{kind}", value=mask_text(value)) for kind, value in one.also]
        told.append(say(lang, "outage.also", places=", ".join(places)))
    told.append(say(lang, f"outage.so.{one.kind}"))
    return told


def _value(one: Outage) -> str:
    return f"{one.value}**" if one.kind == "bin" else shown(mask_text(one.value))


def _symptom(one: Outage, lang: str, names: Names) -> str:
    name = say_or(lang, f"outage.symptom.{one.symptom}", pick(names.get(one.symptom, {}), lang))
    return f"{name} [{one.symptom}]" if name and one.symptom != NO_SERVICE else name or one.symptom


def _moment(at_s: float) -> str:
    return f"{datetime.fromtimestamp(at_s, UTC):%Y-%m-%d %H:%M:%S}"


def _iso(at_s: float) -> str:
    return datetime.fromtimestamp(at_s, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def found_lines(found: Sequence[Outage], lang: str) -> Iterator[str]:
    """One line for each outage, for the end of another report."""
    for one in found:
        yield say(lang, f"outage.kind.{one.kind}", value=_value(one)) + f": {_sentences(one, lang)[0]}"
