"""A scenario written as the YAML file that `posdiag diagnose` reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from posdiag.errors import InputError
from posdiag.marked import Faults, parse_yaml
from posdiag.profile.trait_types import ENTRY_WORDS
from posdiag.replay.load_instruments import Shared
from posdiag.replay.load_scenario import read_scenario
from posdiag.replay.load_steps import implied_needs
from posdiag.replay.scenario import DEFAULT_DATE, Do, Expect, Instrument, Scenario, Step

_WORDS = {entry: word for word, entry in ENTRY_WORDS.items()}


def shrunk_scenario(smallest: Scenario, before: Scenario, id_: str, source: str) -> Scenario:
    """The smallest scenario as one of its own: its id, its name, and needs that it does not imply."""
    implied = implied_needs(before.steps, before.instruments)
    name = {
        "ko": f"{before.name.get('ko', before.id)} (줄임)",
        "en": f"{before.name.get('en', before.id)} (shrunk)",
    }
    needs = tuple(need for need in before.needs if need not in implied)
    tags = tuple(dict.fromkeys((*before.tags, "shrunk")))
    return replace(smallest, id=id_, name=name, needs=needs, tags=tags, source=source)


def scenario_text(scenario: Scenario, remark: str = "") -> str:
    """The file's text, `remark` as a comment above it."""
    head = "".join(f"# {row}\n" for row in remark.splitlines())
    body = yaml.safe_dump(
        _plain(scenario), allow_unicode=True, sort_keys=False, default_flow_style=None, width=100
    )
    return head + str(body)


def read_back(text: str, id_: str) -> Scenario:
    """The scenario of such a text; InputError with every fault, which would be a mistake of the writer."""
    faults = Faults()
    document = parse_yaml(text, f"{id_}.yaml", faults)
    scenario = None if document is None else read_scenario(document, Shared({}), id_)
    if faults or scenario is None:
        raise InputError(faults.problems)
    return scenario


def _plain(scenario: Scenario) -> dict[str, Any]:
    """Lists and dicts of the scenario, whatever is as usual left out."""
    plain: dict[str, Any] = {
        "id": scenario.id,
        "kind": "reference",
        "source": scenario.source,
        "name": {"ko": scenario.name["ko"], "en": scenario.name["en"]},
        "tags": list(scenario.tags),
    }
    if scenario.needs:
        plain["needs"] = list(scenario.needs)
    if scenario.date != DEFAULT_DATE:
        plain["date"] = scenario.date
    if scenario.shop:
        plain["shop"] = dict(scenario.shop)
    plain["instruments"] = {name: _instrument(one) for name, one in scenario.instruments.items()}
    plain["steps"] = [_step(step) for step in scenario.steps]
    if scenario.faults:
        plain["faults"] = list(scenario.faults)
    plain["expect"] = _expect(scenario.expect)
    return plain


def _instrument(shown: Instrument) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": shown.kind}
    if shown.programme:
        plain["programme"] = shown.programme
    if shown.number:
        plain["number"] = shown.number
    if shown.balances:
        plain["balances"] = dict(shown.balances)
    plain["media"] = list(shown.media)
    if shown.state:
        plain["state"] = dict(shown.state)
    return plain


def _step(step: Step) -> dict[str, Any]:
    plain: dict[str, Any] = {"do": step.do.value}
    if step.do is Do.PAY:
        plain["amount_krw"] = step.amount_krw
    if step.do is Do.CANCEL:
        plain["of"] = step.of
    if step.tax_krw:
        plain["tax_krw"] = step.tax_krw
    if step.do in (Do.PAY, Do.BALANCE):
        plain["entry"] = _WORDS[step.entry]
    if step.instalment:
        plain["instalment"] = step.instalment
    if step.instrument != "main":
        plain["instrument"] = step.instrument
    if step.omit:
        plain["omit"] = list(step.omit)
    if step.items:
        plain["items"] = [
            {"name": item.name, "amount_krw": item.amount_krw}
            | ({"tags": list(item.tags)} if item.tags else {})
            for item in step.items
        ]
    return plain


def _expect(expect: Expect) -> dict[str, Any]:
    plain: dict[str, Any] = {"outcome": list(expect.outcome)}
    if expect.money:
        plain["money"] = [
            {"charges": money.charges, "charged_krw": money.charged_krw} | _purses(money.from_purse)
            for money in expect.money
        ]
    if expect.reply:
        plain["reply"] = list(expect.reply)
    if expect.shows_balance:
        plain["shows_balance"] = "yes"
    return plain


def _purses(from_purse: Mapping[str, int]) -> dict[str, Any]:
    drawn = {purse: won for purse, won in from_purse.items() if won}
    return {"from_purse": drawn} if drawn else {}
