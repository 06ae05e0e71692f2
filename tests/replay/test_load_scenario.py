"""Scenario files: the shipped ones lint clean, broken ones give every fault with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.errors import InputError, NothingSelected
from posdiag.marked import Faults, parse_yaml
from posdiag.profile.roots import Roots
from posdiag.profile.traits import Entry
from posdiag.replay.load_instruments import Shared
from posdiag.replay.load_scenario import (
    lint_scenarios,
    load_scenario_file,
    load_scenarios,
    read_scenario,
    read_scenarios,
    select_scenarios,
)
from posdiag.replay.scenario import DEFAULT_DATE, Instrument, Scenario

SHARED = Shared({"prepaid": Instrument("prepaid", "p", "9400001200004047", {"coupon": 100})})
TEXT = """\
id: sale
kind: reference
source: made up for a test
name: {ko: 결제, en: Sale}
tags: [sale, short]
needs: [partial-approval]
date: 2025-09-11T09:00:00
shop: {region: busan}
instrument: {like: prepaid}
steps:
  - {do: pay, amount_krw: 100, entry: qr, items: [{name: 김밥, amount_krw: 100, tags: [food]}]}
  - {do: cancel, of: 1}
faults: ["host-slow:ms=40000,from=1", "platform-outage"]
expect:
  outcome: [approved]
  money: [{charges: 0, charged_krw: 0}]
"""


def scenario_of(text: str) -> tuple[Scenario | None, list[str]]:
    faults = Faults()
    document = parse_yaml(text, "f.yaml", faults)
    scenario = None if document is None else read_scenario(document, SHARED, "sale")
    return scenario, [str(problem) for problem in faults.problems]


def test_every_shipped_scenario_lints_clean() -> None:
    assert [str(problem) for problem in lint_scenarios(Roots.of())] == []


def test_at_least_twenty_eight_scenarios_are_shipped() -> None:
    assert len(load_scenarios()) >= 28


def test_the_scenarios_of_the_issue_are_all_there() -> None:
    scenarios = load_scenarios()
    entries = {step.entry for found in scenarios.values() for step in found.steps}
    assert entries == set(Entry) - {Entry.FALLBACK, Entry.STRIPE}
    kinds = {instrument.kind for found in scenarios.values() for instrument in found.instruments.values()}
    assert kinds == {
        "coupon-credit", "coupon-check", "voucher-linked", "prepaid", "voucher-qr", "voucher-barcode", "card",
    }  # fmt: skip


def test_a_scenario_is_read_whole() -> None:
    scenario, faults = scenario_of(TEXT)
    assert faults == []
    assert scenario is not None
    assert (scenario.id, scenario.date, scenario.shop) == ("sale", "2025-09-11T09:00:00", {"region": "busan"})
    assert scenario.instruments["main"].balances == {"coupon": 100}
    assert scenario.faults == ("host-slow:ms=40000,from=1", "platform-outage")
    assert scenario.steps[0].items[0].tags == ("food",)
    assert scenario.needs == ("partial-approval", "entry:qr", "route:van", "approval-digits:8")


def test_a_date_may_be_left_out() -> None:
    scenario, _ = scenario_of(TEXT.replace("date: 2025-09-11T09:00:00\n", ""))
    assert scenario is not None
    assert scenario.date == DEFAULT_DATE


@pytest.mark.parametrize(
    ("sound", "broken", "line", "message"),
    [
        ("id: sale", "id: sail", 1, "write `id: sale`"),
        ("kind: reference", "kind: dream", 2, "one of: documented"),
        ("source: made up for a test", "source: ''", 3, "`source` is empty"),
        ("en: Sale", "fr: Vente", 4, "no text in `en`"),
        ("needs: [partial-approval]", "needs: [partial-aproval]", 6, "did you mean `partial-approval`?"),
        ("date: 2025-09-11T09:00:00", "date: someday", 7, "write YYYY-MM-DDThh:mm:ss"),
        ("region: busan", "planet: mars", 8, "unknown key `planet`"),
        ("like: prepaid", "like: prepayed", 9, "did you mean `prepaid`?"),
        (
            "instrument: {like: prepaid}",
            "instruments: {other: {like: prepaid}}",
            9,
            "no instrument is called `main`",
        ),
        ("instrument: {like: prepaid}\n", "", 1, "no instrument"),
        ("do: cancel", "do: vanish", 12, "one of: pay, cancel"),
        ("of: 1", "of: 2", 12, "no payment before this step"),
        ("host-slow:ms=40000,from=1", "host slow", 13, "is no fault"),
        ("host-slow:ms=40000,from=1", "host-slow:ms", 13, "is no fault"),
        ("outcome: [approved]", "outcome: [happy]", 15, "one of: approved, declined, unknown"),
        ("  money: [{charges: 0, charged_krw: 0}]\n", "", 15, "no `money`"),
        ("faults:", "fawlts:", 13, "did you mean `faults`?"),
        ("id: sale", "schema: posdiag/scenario/2\nid: sale", 1, "reads `posdiag/scenario/1`"),
    ],
)
def test_each_fault_names_its_line_and_mend(sound: str, broken: str, line: int, message: str) -> None:
    assert sound in TEXT
    found = [fault for fault in scenario_of(TEXT.replace(sound, broken, 1))[1] if message in fault]
    assert len(found) == 1
    assert found[0].startswith(f"f.yaml:{line}: ")


def test_both_spellings_of_instruments_are_one_too_many() -> None:
    _, faults = scenario_of(TEXT.replace("steps:", "instruments: {main: {like: prepaid}}\nsteps:"))
    assert any("both `instrument` and `instruments`" in fault for fault in faults)


def test_all_faults_of_a_folder_come_at_once(tmp_path: Path) -> None:
    shelf = tmp_path / "scenarios"
    shelf.mkdir()
    (shelf / "torn.yaml").write_text("id: [", encoding="utf-8")
    (shelf / "list.yaml").write_text("- a\n", encoding="utf-8")
    (shelf / "sale-within-balance.yaml").write_text(
        TEXT.replace("id: sale", "id: sale-within-balance"), encoding="utf-8"
    )
    with pytest.raises(InputError) as error:
        load_scenarios([tmp_path])
    text = str(error.value)
    assert text.count("\n") == 2
    assert "torn.yaml:1: not YAML" in text
    assert "list.yaml:1: a scenario file must be a mapping" in text
    assert "stands in profiles/scenarios/sale-within-balance.yaml:1 too" in text


def test_a_scenario_may_lie_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "sale.yaml"
    path.write_text(TEXT, encoding="utf-8")
    scenario = load_scenario_file(path)
    assert scenario.id == "sale"
    assert scenario.place == f"{path}:1"
    assert select_scenarios(load_scenarios(), [str(path)])[0].id == "sale"


def test_a_missing_or_faulty_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "sale.yaml"
    with pytest.raises(InputError, match="no such file"):
        load_scenario_file(path)
    path.write_text("- a\n", encoding="utf-8")
    with pytest.raises(InputError, match="must be a mapping"):
        load_scenario_file(path)


def test_scenarios_are_selected_by_id_glob_and_tag() -> None:
    every = load_scenarios()

    def ids(*wanted: str) -> set[str]:
        return {scenario.id for scenario in select_scenarios(every, wanted)}

    assert ids() == set(every)
    assert ids("expired", "barcode*") == {"expired", "barcode", "barcode-new-prefix"}
    assert ids("tag:qr") == {"qr-customer", "qr-shop"}


@pytest.mark.parametrize(
    ("wanted", "error", "message"),
    [
        ("expird", InputError, "did you mean `expired`?"),
        ("none-*", NothingSelected, "no scenario matches"),
        ("tag:none", NothingSelected, "no scenario matches"),
        ("nowhere.yaml", InputError, "no such file"),
    ],
)
def test_what_nobody_knows_is_a_clear_error(wanted: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message.replace("?", r"\?")):
        select_scenarios(load_scenarios(), [wanted])


def test_reading_gives_scenarios_in_order_of_their_ids() -> None:
    found = list(read_scenarios(Roots.of(), Faults()))
    assert found == sorted(found)


BITS: Callable[[], st.SearchStrategy[str]] = lambda: st.sampled_from(  # noqa: E731
    [
        "[]",
        "{}",
        "''",
        "-1",
        "chip",
        "{a: [b]}",
        "[[1]]",
        "{do: pay}",
        "[{do: pay}]",
        "99999999999999",
        "null",
    ]
)


@given(st.sampled_from(TEXT.splitlines()[4:]), BITS())
def test_any_value_under_any_key_gives_a_scenario_or_faults(line: str, value: str) -> None:
    key = line.split(":")[0]
    scenario, faults = scenario_of(TEXT.replace(line, f"{key}: {value}", 1))
    assert scenario is not None or faults


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_gives_a_scenario_or_faults(text: str) -> None:
    scenario, faults = scenario_of(text)
    assert scenario is not None or faults
