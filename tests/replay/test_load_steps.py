"""Steps from YAML, and what each asks of a release."""

from __future__ import annotations

import pytest

from posdiag.marked import Faults, parse_yaml
from posdiag.profile.abilities import ABILITIES
from posdiag.profile.traits import Entry
from posdiag.replay.load_steps import MAX_STEPS, implied_needs, read_needs, read_steps
from posdiag.replay.scenario import Do, Instrument, Step

MAIN = {"main": Instrument("prepaid", number="9400001200004047"), "card": Instrument("card")}


def steps_of(text: str) -> tuple[tuple[Step, ...], list[str]]:
    faults = Faults()
    document = parse_yaml(text, "f.yaml", faults)
    assert document is not None
    return read_steps(document, MAIN), [str(problem) for problem in faults.problems]


def test_a_step_is_read_with_its_defaults() -> None:
    steps, faults = steps_of(
        "- {do: pay, amount_krw: 1_000}\n- {do: balance, entry: T}\n- {do: cancel, of: 1}\n"
    )
    assert faults == []
    assert steps[0] == Step(Do.PAY, 1_000)
    assert steps[1].entry is Entry.CONTACTLESS
    assert steps[2].of == 1


def test_fields_of_its_request_may_be_left_out_each_once() -> None:
    steps, faults = steps_of("- {do: pay, amount_krw: 10, omit: [text, tax, text]}\n")
    assert faults == []
    assert steps[0].omit == ("text", "tax")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "no steps"),
        ("- {do: pay}", "`amount_krw` is missing"),
        ("- {do: pay, amount_krw: 0}", "outside 1 to"),
        ("- {do: pay, amount_krw: 10, tax_krw: 11}", "the tax is more than the amount"),
        ("- {do: pay, amount_krw: 10, items: [{name: a, amount_krw: 9}]}", "do not add up"),
        ("- {do: pay, amount_krw: 10, entry: fallback}", "chosen by the POS"),
        ("- {do: pay, amount_krw: 10, instalment: 100}", "outside 0 to 99"),
        ("- {do: pay, amount_krw: 10, instrument: watch}", "one of: main, card"),
        ("- {do: cancel}", "no payment before this step"),
        ("- {do: check}\n- {do: cancel, of: 1}", "no payment before this step"),
        ("- {do: pay, amount_krw: 10, omit: [amount]}", "one of: sent_at, "),
        ("- {do: pay, amount_krw: 10, colour: red}", "unknown key `colour`"),
        ("- {do: check}\n" * (MAX_STEPS + 1), f"more than {MAX_STEPS} steps"),
    ],
)
def test_each_fault_is_named(text: str, message: str) -> None:
    _, faults = steps_of(text)
    assert len(faults) == 1
    assert message in faults[0]


@pytest.mark.parametrize(
    ("step", "needs"),
    [
        (Step(Do.PAY, 1), {"entry:chip", "route:van"}),
        (Step(Do.PAY, 1, instrument="card"), {"entry:chip"}),
        (Step(Do.PAY, 1, instalment=38), {"entry:chip", "route:van", "instalment:38"}),
        (Step(Do.CANCEL, of=1), {"approval-digits:8"}),
        (Step(Do.BALANCE, entry=Entry.QR), {"balance", "entry:qr"}),
        (Step(Do.INQUIRE), set()),
        (Step(Do.CHECK), set()),
    ],
)
def test_a_step_implies_what_it_needs(step: Step, needs: set[str]) -> None:
    found = set(implied_needs((step,), MAIN))
    assert found == needs
    assert found <= set(ABILITIES)


def test_a_card_without_a_chip_needs_the_fallback() -> None:
    stripe = {"main": Instrument("prepaid", media=("stripe",))}
    assert {"fallback", "entry:stripe"} <= set(implied_needs((Step(Do.PAY, 1),), stripe))


def test_a_barcode_needs_its_prefix() -> None:
    shown = {"main": Instrument("voucher-barcode", number="411234567890123456")}
    assert "barcode:41" in implied_needs((Step(Do.PAY, 1, entry=Entry.BARCODE),), shown)


def test_stated_needs_are_known_abilities() -> None:
    faults = Faults()
    document = parse_yaml("[fallback, flying]", "f.yaml", faults)
    assert document is not None
    assert read_needs(document)[0] == "fallback"
    assert len(faults.problems) == 1
    assert read_needs(None) == ()
