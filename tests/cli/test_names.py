"""Names on the command line: found in both languages, and told with the nearest where wrong."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.cli.names import a_cause, a_flag, a_moment, a_name, a_programme, a_region, an_amount
from posdiag.diagnose.causes import CauseTable, load_causes
from posdiag.entitle.rulebook import Rulebook, load_rulebook
from posdiag.entitle.vocabulary import Sort
from posdiag.errors import InputError
from posdiag.profile.roots import Roots


@lru_cache
def book() -> Rulebook:
    return load_rulebook(Roots.of())


@lru_cache
def causes() -> CauseTable:
    return load_causes(Roots.of())


def test_names_are_found_in_both_languages() -> None:
    assert a_programme(book(), "소비쿠폰", "ko").id == "consumption-coupon-2025"
    assert a_name(book(), Sort.ROUTE, "--route", "배민", "ko") == "delivery-app"
    assert a_cause(causes(), "이중 결제", "ko") == "txn.duplicate"
    assert a_cause(causes(), "Charged twice", "en") == "txn.duplicate"
    assert a_region(book().regions, "--region", "수원", "ko") == "수원"


@pytest.mark.parametrize(
    ("call", "near"),
    [
        (lambda: a_programme(book(), "onnurie", "en"), "onnuri"),
        (lambda: a_programme(book(), "zzzz", "en"), "known: "),
        (lambda: a_name(book(), Sort.SECTOR, "--sector", "restarant", "en"), "restaurant"),
        (lambda: a_cause(causes(), "coupon.expird", "en"), r"coupon\.expired"),
        (lambda: a_region(book().regions, "--region", "seol", "en"), "seoul"),
        (lambda: a_region(book().regions, "--region", "####", "en"), "province"),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest(call: object, near: str) -> None:
    assert callable(call)
    with pytest.raises(InputError, match=near):
        call()


@pytest.mark.parametrize(
    ("text", "iso"),
    [("2025-08-01", "2025-08-01"), ("2025.8.1", "2025-08-01"), ("2025-08-01T23:00", "2025-08-01T23:00")],
)
def test_days_and_minutes(text: str, iso: str) -> None:
    assert a_moment("--on", text, "en") == iso


@pytest.mark.parametrize(
    ("text", "krw"),
    [
        ("3,000,000,000", 3 * 10**9),
        ("30억", 3 * 10**9),
        ("2억5천만", 250_000_000),
        ("1.5억", 150_000_000),
        ("1만2천원", 12_000),
    ],
)
def test_amounts_in_korean_units(text: str, krw: int) -> None:
    assert an_amount("--sales", text, "en") == krw


def test_what_is_no_date_flag_or_amount_is_told() -> None:
    for call, message in (
        (lambda: a_moment("--on", "soon", "en"), "no date"),
        (lambda: a_flag("--direct", "perhaps", "en"), "neither yes nor no"),
        (lambda: an_amount("--sales", "much", "en"), "no amount"),
    ):
        with pytest.raises(InputError, match=message):
            call()
    assert a_flag("--direct", "예", "ko") is True
    assert a_flag("--direct", "no", "ko") is False


@given(st.text(max_size=30))
def test_no_text_raises_anything_else(text: str) -> None:
    for call in (
        lambda: an_amount("--sales", text, "ko"),
        lambda: a_moment("--on", text, "ko"),
        lambda: a_flag("--direct", text, "ko"),
        lambda: a_region(book().regions, "--region", text, "ko"),
    ):
        with suppress(InputError):
            call()
