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

from collections.abc import Container, Iterator, Mapping

from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.sayings import SAYINGS
from posdiag.errors import InputError
from posdiag.guidance.cards import INSTRUMENTS, LINKS
from posdiag.guidance.deeds import problem_of
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import Roots
from posdiag.reenact.way import Choice, Parameter, Reenactment, Span, Way, slots_of

MAX_THEN = 5
_MOST = 10**9


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
                entry.fault(f"`{cause}` stands twice", f"the other: {found[cause].place}")
            found[cause] = _read(cause, entry)
        document.no_other_keys()
    if faults is None and collected:
        raise InputError(collected.problems)
    return Reenactments(found)


def lint_reenactments(
    known: Reenactments, causes: CauseTable, scenarios: Container[str], faults: Faults
) -> None:
    """Every cause has ways or a reason for none; names of causes and scenarios exist."""
    for one in known:
        if one.cause not in causes:
            faults.add(one.place, f"no cause is called `{one.cause}`", "see profiles/causes.yaml")
        for way in one.ways:
            for name in way.scenarios:
                if name not in scenarios:
                    faults.add(way.place, f"no scenario is called `{name}`", "see profiles/scenarios")
    for cause in causes.ids():
        if known.of(cause) is None:
            faults.add("profiles/reenactments", f"nothing is said of `{cause}`", "write `ways` or `not_here`")


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
        entry.fault(f"`{cause}` needs either `ways` or `not_here`", "write one of them")
    names = [way.id for way in ways]
    for name in {name for name in names if names.count(name) > 1}:
        entry.fault(f"two ways are called `{name}`", "call one otherwise")
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
        then=entry.integer("then", 0, at_least=0, at_most=MAX_THEN),
        links=tuple(one.as_choice(LINKS, "ecr") for one in entry.list("links")),
        kinds=tuple(one.as_choice(INSTRUMENTS, "card") for one in entry.list("kinds")),
        scenarios=tuple(one.as_text() for one in entry.list("scenarios")),
        parameters={} if given is None else {name: _parameter(one) for name, one in given.pairs()},
        place=entry.place,
    )
    entry.no_other_keys()
    _check(entry, way)
    return way


def _check(entry: Marked, way: Way) -> None:
    changes = (way.faults, way.traits, way.state, way.balances, way.shop, way.date, way.then, way.scenarios)
    if not any(changes):
        entry.fault(f"way `{way.id}` changes nothing", "give it faults, traits, state, shop, date or then")
    used = set(slots_of(repr(changes)))
    for name in sorted(used - set(way.parameters)):
        entry.fault(f"`{{{name}}}` is no parameter of way `{way.id}`", "add it to `with`")
    for name in sorted(set(way.parameters) - used):
        entry.fault(f"the parameter `{name}` of way `{way.id}` is not used", "leave it out")
    wrong = None if slots_of(repr(way.traits)) else problem_of(way.traits)
    if wrong is not None:
        entry.fault(f"way `{way.id}`: {wrong.what}", wrong.remedy)


def _texts(entry: Marked | None) -> Mapping[str, str]:
    return {} if entry is None else {name: value.as_text() for name, value in entry.pairs()}


def _parameter(entry: Marked) -> Parameter:
    if entry.get("of") is not None:
        usual = entry.need("of").texts()
        wide = entry.need("wide").texts() if entry.get("wide") is not None else usual
        if not usual or not wide:
            entry.fault("a choice of nothing", "list at least one text")
        choice = Choice(usual or ("",), wide or ("",))
        entry.no_other_keys()
        return choice
    usual_span = _span(entry.need("usual"))
    wide_span = _span(entry.need("wide")) if entry.get("wide") is not None else usual_span
    by_factor = entry.choice("by", ("step", "factor"), "step") == "factor"
    if wide_span[0] > usual_span[0] or wide_span[1] < usual_span[1]:
        entry.fault("`wide` is narrower than `usual`", "let it hold all that is usual")
    entry.no_other_keys()
    return Span(usual_span, wide_span, by_factor)


def _span(entry: Marked) -> tuple[int, int]:
    ends = [one.as_int(0, at_least=-_MOST, at_most=_MOST) for one in entry.items()]
    if len(ends) != 2 or ends[0] > ends[1]:
        entry.fault("a span has a least and a most", "write such as [1000, 60000]")
        return (0, 0)
    return ends[0], ends[1]
