"""Coupon programmes from YAML: dated rules with sources, conflicts kept, every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from posdiag.marked import Faults, Marked, read_yaml
from posdiag.payment.instrument import PURSES
from posdiag.payment.programme import (
    FORMS,
    UNDOING,
    Conflict,
    Grade,
    Level,
    Programme,
    Rule,
    RuleKind,
    Source,
)
from posdiag.profile.header import read_header
from posdiag.profile.lint import is_date
from posdiag.profile.roots import Roots
from posdiag.worded import worded

_NAMED = (
    RuleKind.SECTORS_OUT,
    RuleKind.SECTORS_ONLY,
    RuleKind.ITEMS_OUT,
    RuleKind.ITEMS_ONLY,
    RuleKind.ROUTES_OUT,
)
_COSTED = {RuleKind.SALES_CAP: "a sales cap", RuleKind.MINIMUM: "a minimum"}
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def load_programmes(roots: Roots, faults: Faults) -> dict[str, Programme]:
    """The programmes of every root by id; faults go to `faults`."""
    programmes: dict[str, Programme] = {}
    for file in roots.files("programmes"):
        document = read_yaml(file.path, faults, file.shown_as)
        programme = None if document is None else read_programme(document, file.id)
        if programme is None:
            continue
        if file.id in programmes:
            other = programmes[file.id].place
            faults.add(
                programme.place,
                worded("programme `{id}` stands in {other} too", id=file.id, other=other),
                worded("rename one"),
            )
            continue
        programmes[file.id] = programme
    return programmes


def read_programme(document: Marked, file_id: str) -> Programme | None:
    """The programme in a document; None where the document is not a mapping."""
    if not isinstance(document.raw, dict):
        document.fault(
            worded("a programme file must be a mapping of keys to values"), worded("begin it with `id: …`")
        )
        return None
    head = read_header(document, "programme", file_id)
    entries = document.need("rules").items()
    if not entries:
        document.fault(worded("no rules"), worded("a programme has at least its period"))
    programme = Programme(
        id=head.id,
        name=head.name,
        kind=head.kind,
        source=head.source,
        rules=tuple(_rule(entry) for entry in entries),
        words=tuple(word.as_text() for word in document.list("words")),
        for_all=document.flag("for_all", False),
        place=document.place,
    )
    document.no_other_keys()
    _no_rule_twice(programme, document)
    return programme


def _rule(entry: Marked) -> Rule:
    kind = RuleKind(entry.need("kind").as_choice([known.value for known in RuleKind], "draw"))
    rule = Rule(
        id=_stated(entry, "id"),
        kind=kind,
        text=entry.languages("text"),
        source=_source(entry),
        since=_day(entry, "since", timed=True),
        until=_day(entry, "until"),
        krw=entry.integer("krw", 0, at_least=0),
        days=entry.integer("days", 0, at_least=0),
        names=_texts(entry, "names"),
        instruments=_known(entry, "instruments", FORMS),
        purses=_known(entry, "purses", PURSES),
        regions=_texts(entry, "regions"),
        routes=_texts(entry, "routes"),
        sectors=_texts(entry, "sectors"),
        level=Level(entry.choice("level", [known.value for known in Level], Level.SAME.value)),
        firm=entry.flag("firm", True),
        allows=entry.flag("allows", True),
        found=entry.flag("found", True),
        ask=entry.languages("ask") if entry.get("ask") is not None else {},
        conflicts=tuple(_conflict(conflict) for conflict in entry.list("conflicts")),
        place=entry.place,
    )
    entry.no_other_keys()
    _check(entry, rule)
    return rule


def _conflict(entry: Marked) -> Conflict:
    conflict = Conflict(
        entry.languages("says"), _source(entry), entry.choice("disputes", ("no", "yes"), "no")
    )
    entry.no_other_keys()
    return conflict


def _source(entry: Marked) -> Source:
    grade = entry.need("grade").as_choice([known.value for known in Grade], "C")
    return Source(_stated(entry, "source"), Grade(grade))


def _stated(entry: Marked, key: str) -> str:
    found = entry.need(key)
    text = found.as_text()
    if entry.get(key) is not None and not text.strip():
        found.fault(worded("`{key}` is empty", key=key), worded("every rule names where it was read"))
    return text


def _texts(entry: Marked, key: str) -> tuple[str, ...]:
    return tuple(item.as_text() for item in entry.list(key))


def _day(entry: Marked, key: str, timed: bool = False) -> str:
    found = entry.get(key)
    if found is None:
        return ""
    day, _, time = found.as_text().partition("T")
    if not is_date(day) or (time and not (timed and _TIME.fullmatch(time))):
        found.fault(
            worded("`{key}` is `{found}`", key=key, found=found.as_text()[:30]), worded("write YYYY-MM-DD")
        )
        return ""
    return found.as_text()


def _known(entry: Marked, key: str, known: Iterable[str]) -> tuple[str, ...]:
    names = list(known)
    return tuple(item.as_choice(names, names[0]) for item in entry.list(key))


def _check(entry: Marked, rule: Rule) -> None:
    if rule.since and rule.until and rule.since > rule.until:
        entry.fault(worded("`since` is after `until`"), worded("correct one of them"))
    if rule.kind is RuleKind.PERIOD and not (rule.since or rule.until):
        entry.fault(worded("a period without `since` or `until`"), worded("give at least one of them"))
    if rule.kind in _COSTED and not rule.krw:
        entry.fault(worded("{costed} without `krw`", costed=_COSTED[rule.kind]), worded("give it in won"))
    if not rule.found and rule.kind not in UNDOING:
        entry.fault(
            worded("a rule of kind `{kind}` that was not found", kind=rule.kind),
            worded("leave it out, or write a note"),
        )
    if rule.kind in _NAMED and not rule.names:
        entry.fault(
            worded("a rule of kind `{kind}` without `names`", kind=rule.kind), worded("name what is meant")
        )


def _no_rule_twice(programme: Programme, document: Marked) -> None:
    seen: dict[str, str] = {}
    for rule in programme.rules:
        if rule.id in seen:
            document.fault(
                worded(
                    "rule `{id}` stands at {seen} and {place}",
                    id=rule.id,
                    seen=seen[rule.id],
                    place=rule.place,
                ),
                worded("rename one"),
            )
        seen[rule.id] = rule.place
