"""Codes mean what their scheme says, and a scheme is never read as another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from posdiag.profile.library import Library
from tests.profile.conftest import Write

CODES = Library.load().codes
CAUSES = Path(__file__).parents[3] / "shared" / "data" / "causes.tsv"
HEAD = "scheme: mine\nkind: reference\nsource: made up\nname: {ko: 가, en: a}\n"


def test_a_code_has_a_cause_and_a_message_in_both_languages() -> None:
    (meaning,) = CODES.reading("iso8583", "51")
    assert meaning.cause == "coupon.insufficient_balance"
    assert meaning.message["ko"] == "잔액이 부족합니다"
    assert meaning.place.startswith("profiles/codes/iso8583.yaml:")


def test_codes_of_other_schemes_are_not_mixed_in() -> None:
    assert CODES.reading("reference-van", "51") == ()
    assert [meaning.scheme for meaning in CODES.reading(None, "P1")] == ["reference-van"]
    assert CODES.reading(None, "??") == ()


def test_every_code_of_the_run_is_known() -> None:
    host = "00 10 03 12 13 14 25 30 33 41 43 51 54 55 57 58 61 62 68 75 91 94 96"
    assert all(CODES.reading("iso8583", code) for code in host.split())
    assert all(CODES.reading("reference-van", f"P{number}") for number in range(1, 10))
    assert all(
        CODES.reading("reference-terminal", code)
        for code in ["C1", "C2", "C3", "T1", "T2", "T3", "F1", "K1", "N1", "U1"]
    )


def test_schemes_and_codes_can_be_walked() -> None:
    assert CODES.schemes() == ("iso8583", "reference-terminal", "reference-van", "terse-terminal")
    assert len(list(CODES)) == len(CODES)


def test_causes_are_those_of_the_taxonomy() -> None:
    if not CAUSES.is_file():
        pytest.skip(f"the taxonomy {CAUSES} is not here")
    known = {line.split("\t")[0] for line in CAUSES.read_text(encoding="utf-8").splitlines()[1:]}
    assert {meaning.cause for meaning in CODES} <= known | {"approved"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "`codes` is missing"),
        (HEAD + 'codes: {"51": {cause: x}}\n', "`message` is missing"),
        (HEAD + 'codes: {"51": {message: {ko: 가, en: a}}}\n', "`cause` is missing"),
        (HEAD + 'codes: {"51": {cause: x, message: {ko: 가, en: a}, odd: 1}}\n', "unknown key `odd`"),
        (HEAD.replace("mine", "yours") + "codes: {}\n", "is not the file's name"),
        ("- a\n", "must be a mapping"),
    ],
)
def test_a_faulty_file_is_a_fault(
    write: Write, faults: Callable[[], list[str]], text: str, message: str
) -> None:
    write("codes/mine", text)
    assert any(message in fault and fault.startswith("profiles/codes/mine.yaml") for fault in faults())
