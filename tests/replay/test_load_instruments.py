"""Instruments: like another, with only synthetic numbers, purses and states that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.marked import Faults, parse_yaml
from posdiag.payment.numbers import number_fault
from posdiag.profile.roots import Roots
from posdiag.replay.load_instruments import Shared, load_instruments, read_instrument
from posdiag.replay.scenario import Instrument

SHARED = Shared(
    {
        "prepaid": Instrument(
            "prepaid", "p", "9400001200004047", {"coupon": 5}, ("chip",), {"region": "seoul"}
        )
    },
    frozenset({"p", "q"}),
)


def instrument_of(text: str) -> tuple[Instrument, list[str]]:
    faults = Faults()
    document = parse_yaml(text, "f.yaml", faults)
    assert document is not None
    return read_instrument(document, SHARED), [str(problem) for problem in faults.problems]


def test_state_adds_to_the_other_and_the_rest_replaces_it() -> None:
    made, faults = instrument_of(
        "{like: prepaid, balances: {policy: 7}, media: [stripe], state: {used: 'yes'}}"
    )
    assert faults == []
    assert made == Instrument(
        "prepaid", "p", "9400001200004047", {"policy": 7}, ("stripe",), {"region": "seoul", "used": "yes"}
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{number: '9400001200004047'}", "`kind` is missing"),
        ("{like: nobody}", "`like` is `nobody`"),
        ("{like: prepaid, kind: sock}", "one of: coupon-credit"),
        ("{like: prepaid, number: '4000000000000000'}", "outside the synthetic range"),
        ("{like: prepaid, balances: {sock: 1}}", "unknown key `sock`"),
        ("{like: prepaid, balances: {coupon: -1}}", "outside 0 to"),
        ("{like: prepaid, media: [telepathy]}", "one of: chip"),
        ("{like: prepaid, state: {mood: good}}", "unknown key `mood`"),
        ("{like: prepaid, programme: r}", "one of: p, q"),
        ("{like: prepaid, colour: red}", "unknown key `colour`"),
    ],
)
def test_each_fault_is_named(text: str, message: str) -> None:
    assert any(message in fault for fault in instrument_of(text)[1])


def test_shipped_instruments_are_sound_and_synthetic() -> None:
    faults = Faults()
    shared = load_instruments(Roots.of(), faults)
    assert faults.problems == []
    assert len(shared.instruments) >= 12
    for name, instrument in shared.instruments.items():
        assert number_fault(instrument.kind, instrument.number) == "", name


def test_numbers_of_shipped_instruments_differ_where_they_may_meet() -> None:
    instruments = load_instruments(Roots.of(), Faults()).instruments
    assert instruments["card"].number != instruments["second-card"].number


def test_a_users_instruments_may_be_like_shipped_ones_but_not_take_their_names(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "instruments.yaml").write_text(
        "kind: reference\nsource: s\ninstruments:\n  mine: {like: prepaid}\n  card: {like: prepaid}\n",
        encoding="utf-8",
    )
    faults = Faults()
    shared = load_instruments(Roots.of([tmp_path]), faults)
    assert shared.instruments["mine"].kind == "prepaid"
    assert [problem.what for problem in faults.problems] == ["instrument `card` stands in another file too"]
