"""Re-enactments from YAML, by cause, and what is wrong with them as a whole.

```yaml
reenactments:
  comm.timeout.host_slow:
    told_by: [timing.host_slow]
    apart: {ko: …, en: …}
    ways:
      - id: host-slow
        links: [ecr, host]                       # of: ecr, host, agent; all where nothing is said
        faults: ["host-slow:ms={ms},from={from}"]
        with:
          ms: {usual: [31000, 60000], wide: [31000, 120000], by: factor}
          from: {of: ["1"], wide: ["1", "2"]}
  enquiry.balance:
    not_here: {ko: …, en: …}
```
"""

from __future__ import annotations

import random
from collections.abc import Callable, Container, Iterator, Mapping

from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.channels import Channel
from posdiag.diagnose.sayings import SAYINGS
from posdiag.errors import InputError
from posdiag.guidance.cards import INSTRUMENTS, LINKS
from posdiag.guidance.deeds import problem_of
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.abilities import ABILITIES
from posdiag.profile.roots import Roots
from posdiag.profile.trait_types import ENTRY_WORDS, TRAIT_READERS
from posdiag.reenact.way import (
    STEP_KEYS,
    THEN,
    Breadth,
    Choice,
    Parameter,
    Reenactment,
    Span,
    Way,
    filled,
    slots_of,
)
from posdiag.worded import worded

MAX_THEN = 5
#: Values of each way that are tried on the world by the linter.
DRAWS = 4
MEDIA = ("chip", "stripe", "contactless", "qr", "barcode")
_MOST = 10**12


class Reenactments:
    """All re-enactments by cause, in the order of their files."""

    def __init__(self, by_cause: Mapping[str, Reenactment]) -> None:
        self._by_cause = dict(by_cause)

    def __iter__(self) -> Iterator[Reenactment]:
        return iter(self._by_cause.values())

    def __len__(self) -> int:
        return len(self._by_cause)

    def of(self, cause: str) -> Reenactment | None:
        return self._by_cause.get(cause)

    def ways(self, cause: str = "") -> tuple[Way, ...]:
        """The ways of one cause, or of all."""
        wanted = self._by_cause.values() if not cause else filter(None, (self._by_cause.get(cause),))
        return tuple(way for one in wanted for way in one.ways)


def load_reenactments(roots: Roots, faults: Faults | None = None) -> Reenactments:
    """The re-enactments of every root.

    Faults go to `faults`; without such a list they are raised together as an InputError.
    """
    collected = Faults() if faults is None else faults
    found: dict[str, Reenactment] = {}
    for file in roots.files("reenactments"):
        document = read_yaml(file.path, collected, file.shown_as)
        if document is None:
            continue
        for cause, entry in document.need("reenactments").pairs():
            if cause in found:
                entry.fault(
                    worded("`{cause}` stands twice", cause=cause),
                    worded("the other: {place}", place=found[cause].place),
                )
            found[cause] = _read(cause, entry)
        document.no_other_keys()
    if faults is None and collected:
        raise InputError(collected.problems)
    return Reenactments(found)


def lint_reenactments(
    known: Reenactments,
    causes: CauseTable,
    scenarios: Container[str],
    faults: Faults,
    refusal_of: Callable[[str, str], str] = lambda fault, link: "",
) -> None:
    """Every cause has ways or a reason for none; causes, scenarios and faults exist.

    `refusal_of` says what is wrong with a fault on a link of this kind, or nothing.
    """
    for one in known:
        if one.cause not in causes:
            faults.add(
                one.place,
                worded("no cause is called `{cause}`", cause=one.cause),
                worded("see profiles/causes.yaml"),
            )
        for way in one.ways:
            for name in way.scenarios:
                if name not in scenarios:
                    faults.add(
                        way.place,
                        worded("no scenario is called `{name}`", name=name),
                        worded("see profiles/scenarios"),
                    )
            for name in way.also:
                if name not in causes or name == one.cause:
                    faults.add(
                        way.place,
                        worded("`also: {name}` is no other cause", name=name),
                        worded("see profiles/causes.yaml"),
                    )
            for what in _refused(way, refusal_of):
                faults.add(
                    way.place,
                    worded("way `{id}`: {what}", id=way.id, what=what),
                    worded("name faults that the simulated world has"),
                )
    for cause in causes.ids():
        if known.of(cause) is None:
            faults.add(
                "profiles/reenactments",
                worded("nothing is said of `{cause}`", cause=cause),
                worded("write `ways` or `not_here`"),
            )


def _refused(way: Way, refusal_of: Callable[[str, str], str]) -> tuple[str, ...]:
    """What the world says against the faults of a way, with the values that it tries."""
    rng = random.Random(way.name)
    tried = [way.typical(), *(way.draw(rng, Breadth.WIDE) for _ in range(DRAWS if way.parameters else 0))]
    told = (
        refusal_of(str(filled(fault, values)), link)
        for link in way.links or LINKS
        for fault in way.faults
        for values in tried
    )
    return tuple(dict.fromkeys(filter(None, told)))


def _read(cause: str, entry: Marked) -> Reenactment:
    ways = tuple(_way(cause, one) for one in entry.list("ways"))
    reason = entry.get("not_here")
    told_by = tuple(one.as_choice(SAYINGS, "") for one in entry.list("told_by"))
    found = Reenactment(
        cause,
        ways,
        told_by,
        entry.languages("apart") if entry.get("apart") is not None else {},
        {} if reason is None else entry.languages("not_here"),
        entry.place,
    )
    entry.no_other_keys()
    if bool(ways) == (reason is not None):
        entry.fault(
            worded("`{cause}` needs either `ways` or `not_here`", cause=cause), worded("write one of them")
        )
    names = [way.id for way in ways]
    for name in {name for name in names if names.count(name) > 1}:
        entry.fault(worded("two ways are called `{name}`", name=name), worded("call one otherwise"))
    return found


def _way(cause: str, entry: Marked) -> Way:
    traits = entry.get("traits")
    plain = {} if traits is None else traits.plain()
    given = entry.get("with")
    way = Way(
        id=entry.need("id").as_text(),
        cause=cause,
        faults=tuple(one.as_text() for one in entry.list("faults")),
        traits=plain if isinstance(plain, dict) else {},
        state=_texts(entry.get("state")),
        balances=_texts(entry.get("balances")),
        shop=_texts(entry.get("shop")),
        date=entry.text("date"),
        step=_texts(entry.get("step")),
        media=tuple(one.as_choice(MEDIA, "chip") for one in entry.list("media")),
        then=tuple(one.as_choice(THEN, "cancel") for one in entry.list("then")),
        needs=tuple(one.as_choice(ABILITIES, "wire") for one in entry.list("needs")),
        where=_where(entry.get("where")),
        links=tuple(one.as_choice(LINKS, "ecr") for one in entry.list("links")),
        kinds=tuple(one.as_choice(INSTRUMENTS, "card") for one in entry.list("kinds")),
        scenarios=tuple(one.as_text() for one in entry.list("scenarios")),
        also=tuple(one.as_text() for one in entry.list("also")),
        seen_with=tuple(one.as_choice(list(Channel), "statement") for one in entry.list("seen_with")),
        papers=tuple(one.as_text() for one in entry.list("papers")),
        parameters={} if given is None else {name: _parameter(one) for name, one in given.pairs()},
        place=entry.place,
    )
    entry.no_other_keys()
    _check(entry, way)
    return way


def _check(entry: Marked, way: Way) -> None:
    changes = (
        way.faults, way.traits, way.state, way.balances, way.shop, way.date, way.step, way.media, way.then,
        way.scenarios,
    )  # fmt: skip
    if not any(changes):
        entry.fault(
            worded("way `{id}` changes nothing", id=way.id),
            worded("give it faults, traits, state, shop, step, date or then"),
        )
    for key in sorted(set(way.step) - set(STEP_KEYS)):
        entry.fault(
            worded("a step of way `{id}` has no `{key}`", id=way.id, key=key),
            worded("one of: {step_keys}", step_keys=", ".join(STEP_KEYS)),
        )
    if way.step.get("entry", "chip") not in ENTRY_WORDS and not slots_of(way.step["entry"]):
        entry.fault(
            worded("nothing is read by `{step}`", step=way.step["entry"]),
            worded("one of: {entry_words}", entry_words=", ".join(ENTRY_WORDS)),
        )
    for key in sorted(set(way.papers) - set(way.shop)):
        entry.fault(
            worded("`papers` of way `{id}` names `{key}`", id=way.id, key=key),
            worded("one of the keys that `shop` changes"),
        )
    if len(way.then) > MAX_THEN:
        entry.fault(
            worded("way `{id}` has {then} deeds in `then`", id=way.id, then=len(way.then)),
            worded("at most {max_then}", max_then=MAX_THEN),
        )
    for path in sorted(set(way.where) - set(TRAIT_READERS)):
        entry.fault(
            worded("no trait is called `{path}`", path=path), worded("see posdiag/profile/trait_types.py")
        )
    used = set(slots_of(repr(changes)))
    for name in sorted(used - set(way.parameters)):
        entry.fault(
            worded("`{{{name}}}` is no parameter of way `{id}`", name=name, id=way.id),
            worded("add it to `with`"),
        )
    for name in sorted(set(way.parameters) - used):
        entry.fault(
            worded("the parameter `{name}` of way `{id}` is not used", name=name, id=way.id),
            worded("leave it out"),
        )
    wrong = None if slots_of(repr(way.traits)) else problem_of(way.traits)
    if wrong is not None:
        entry.fault(worded("way `{id}`: {what}", id=way.id, what=wrong.what), wrong.remedy)


def _texts(entry: Marked | None) -> Mapping[str, str]:
    return {} if entry is None else {name: value.as_text() for name, value in entry.pairs()}


def _where(entry: Marked | None) -> Mapping[str, tuple[str, ...]]:
    return {} if entry is None else {path: value.texts() for path, value in entry.pairs()}


def _parameter(entry: Marked) -> Parameter:
    if entry.get("of") is not None:
        usual = entry.need("of").texts()
        wide = entry.need("wide").texts() if entry.get("wide") is not None else usual
        if not usual or not wide:
            entry.fault(worded("a choice of nothing"), worded("list at least one text"))
        choice = Choice(usual or ("",), wide or ("",))
        entry.no_other_keys()
        return choice
    usual_span = _span(entry.need("usual"))
    wide_span = _span(entry.need("wide")) if entry.get("wide") is not None else usual_span
    by_factor = entry.choice("by", ("step", "factor"), "step") == "factor"
    if wide_span[0] > usual_span[0] or wide_span[1] < usual_span[1]:
        entry.fault(worded("`wide` is narrower than `usual`"), worded("let it hold all that is usual"))
    entry.no_other_keys()
    return Span(usual_span, wide_span, by_factor)


def _span(entry: Marked) -> tuple[int, int]:
    ends = [one.as_int(0, at_least=-_MOST, at_most=_MOST) for one in entry.items()]
    if len(ends) != 2 or ends[0] > ends[1]:
        entry.fault(worded("a span has a least and a most"), worded("write such as [1000, 60000]"))
        return (0, 0)
    return ends[0], ends[1]
