"""A scenario's YAML file to a Scenario, and the selection of scenarios; every fault with its place.

```yaml
id: sale-within-balance      # = the file's name
kind: reference
source: …                    # where the pattern was met
name: {ko: …, en: …}
tags: [sale]
needs: [partial-approval]    # beside what the steps imply (entry, instalment, cancel, route)
date: 2025-09-10T12:30:00
shop: {region: busan}        # what differs from the rig's shop
instrument: {like: prepaid, balances: {coupon: 10000}}      # or `instruments: {main: …, rest: …}`
steps: [{do: pay, amount_krw: 8000, entry: chip, items: [{name: 김밥, amount_krw: 8000}]}]
faults: ["host-slow:ms=40000"]
expect:
  outcome: [approved]
  money: [{charges: 1, charged_krw: 8000, from_purse: {coupon: 8000}}]
  reply: []
  shows_balance: true
```
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

from posdiag.errors import InputError, NothingSelected, Problem
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.header import read_header
from posdiag.profile.roots import Roots
from posdiag.profile.select import nearest
from posdiag.replay.load_expect import read_expect
from posdiag.replay.load_instruments import Shared, load_instruments, read_instrument
from posdiag.replay.load_steps import implied_needs, read_needs, read_steps
from posdiag.replay.scenario import DEFAULT_DATE, Instrument, Scenario
from posdiag.worded import worded

SHOP_KEYS = (
    "tid",
    "business_no",
    "merchant",
    "region",
    "sector",
    "annual_sales_krw",
    "programmes",
    "enrolled",
)


def load_scenarios(extra: Sequence[Path] = ()) -> dict[str, Scenario]:
    """All scenarios by id, the shipped ones and those of the user's folders; InputError with all faults."""
    faults = Faults()
    scenarios = read_scenarios(Roots.of(extra), faults)
    if faults:
        raise InputError(faults.problems)
    return scenarios


def lint_scenarios(roots: Roots) -> tuple[Problem, ...]:
    """Every fault of every scenario file and of the shared instruments."""
    faults = Faults()
    read_scenarios(roots, faults)
    return tuple(faults.problems)


def read_scenarios(roots: Roots, faults: Faults) -> dict[str, Scenario]:
    """The scenarios of all roots; faults go to `faults`."""
    shared = load_instruments(roots, faults)
    scenarios: dict[str, Scenario] = {}
    for file in roots.files("scenarios"):
        document = read_yaml(file.path, faults, file.shown_as)
        scenario = None if document is None else read_scenario(document, shared, file.id)
        if scenario is None:
            continue
        if file.id in scenarios:
            other = scenarios[file.id].place
            faults.add(
                scenario.place,
                worded("scenario `{id}` stands in {other} too", id=file.id, other=other),
                worded("rename one"),
            )
            continue
        scenarios[file.id] = scenario
    return dict(sorted(scenarios.items()))


def load_scenario_file(path: Path, extra: Sequence[Path] = (), file_id: str = "") -> Scenario:
    """The scenario of one file anywhere; InputError with all its faults.

    `file_id` is the id that it must have, by default the file's name.
    """
    faults = Faults()
    shared = load_instruments(Roots.of(extra), faults)
    document = read_yaml(path, faults)
    scenario = None if document is None else read_scenario(document, shared, file_id or path.stem)
    if faults or scenario is None:
        raise InputError(faults.problems)
    return scenario


def select_scenarios(
    scenarios: Mapping[str, Scenario], wanted: Sequence[str], extra: Sequence[Path] = ()
) -> tuple[Scenario, ...]:
    """The scenarios meant by ids, globs, `tag:NAME` or paths of YAML files; all where nothing is asked."""
    problems: list[Problem] = []
    chosen: dict[str, Scenario] = {}
    for text in wanted:
        if text.endswith((".yaml", ".yml")):
            try:
                scenario = load_scenario_file(Path(text), extra)
            except InputError as error:
                problems += error.problems
            else:
                chosen[scenario.id] = scenario
        elif text.startswith("tag:"):
            tag = text.removeprefix("tag:")
            chosen |= {known: found for known, found in scenarios.items() if tag in found.tags}
        elif any(mark in text for mark in "*?["):
            chosen |= {known: found for known, found in scenarios.items() if fnmatchcase(known, text)}
        elif text in scenarios:
            chosen[text] = scenarios[text]
        else:
            problems.append(
                Problem(text, worded("no scenario `{text}`", text=text), nearest(text, scenarios))
            )
    if problems:
        raise InputError(problems)
    picked = tuple(chosen.values()) if wanted else tuple(scenarios.values())
    if not picked:
        raise NothingSelected(
            Problem(", ".join(wanted), worded("no scenario matches"), worded("see `posdiag profiles list`"))
        )
    return picked


def read_scenario(document: Marked, shared: Shared, file_id: str) -> Scenario | None:
    """The scenario in a document; None where the document is not a mapping."""
    if not isinstance(document.raw, dict):
        document.fault(
            worded("a scenario file must be a mapping of keys to values"), worded("begin it with `id: …`")
        )
        return None
    head = read_header(document, "scenario", file_id)
    instruments = _instruments(document, shared)
    steps = read_steps(document.need("steps"), instruments)
    stated = read_needs(document.get("needs"))
    expect = read_expect(document.need("expect"), steps)
    needs = tuple(dict.fromkeys((*stated, *implied_needs(steps, instruments))))
    scenario = Scenario(
        id=head.id,
        name=head.name,
        steps=steps,
        instruments=instruments,
        expect=expect,
        date=_moment(document),
        tags=tuple(tag.as_text() for tag in document.list("tags")),
        needs=needs,
        shop=_shop(document.get("shop")),
        faults=_faults(document.list("faults")),
        source=head.source,
        place=document.place,
    )
    document.no_other_keys()
    return scenario


def _instruments(document: Marked, shared: Shared) -> dict[str, Instrument]:
    one, many = document.get("instrument"), document.get("instruments")
    if one is not None and many is not None:
        many.fault(
            worded("both `instrument` and `instruments`"),
            worded("keep one; `instrument` is short for `main`"),
        )
    if one is not None:
        return {"main": read_instrument(one, shared)}
    if many is None:
        document.fault(worded("no instrument"), worded("add `instrument: {like: …}`"))
        return {}
    instruments = {name: read_instrument(entry, shared) for name, entry in many.pairs()}
    if instruments and "main" not in instruments:
        many.fault(worded("no instrument is called `main`"), worded("call the first one `main`"))
    return instruments


def _moment(document: Marked) -> str:
    found = document.get("date")
    if found is None:
        return DEFAULT_DATE
    try:
        return datetime.fromisoformat(found.as_text()).strftime("%Y-%m-%dT%H:%M:%S")
    except ValueError:
        found.fault(
            worded("`date` is `{found}`", found=found.as_text()[:40]), worded("write YYYY-MM-DDThh:mm:ss")
        )
        return DEFAULT_DATE


def _shop(value: Marked | None) -> dict[str, str]:
    shop = {}
    for key, entry in value.pairs() if value is not None else ():
        if key not in SHOP_KEYS:
            entry.unknown(SHOP_KEYS)
        shop[key] = entry.as_text()
    return shop


def _faults(values: Sequence[Marked]) -> tuple[str, ...]:
    """Faults as `--fault` spells them; the simulated world knows their names, this only their form."""
    for value in values:
        name, colon, settings = value.as_text().partition(":")
        pairs = [setting.partition("=") for setting in settings.split(",")] if colon else []
        if not name.replace("-", "").isalnum() or any(not (key and at) for key, at, _ in pairs):
            value.fault(
                worded("`{value}` is no fault", value=value.as_text()[:60]),
                worded("write it like host-slow:ms=40000,from=1"),
            )
    return tuple(value.as_text() for value in values)
