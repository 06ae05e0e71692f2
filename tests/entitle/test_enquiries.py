"""Questions that are no payment error go to rules and offices, each with its source."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from posdiag.entitle.enquiries import ENQUIRIES, Enquiries, lint_enquiries, load_enquiries, route_enquiry
from posdiag.entitle.rulebook import Rulebook, load_rulebook
from posdiag.errors import InputError
from posdiag.marked import Faults
from posdiag.profile.roots import Roots


@lru_cache
def shipped() -> tuple[Enquiries, Rulebook]:
    return load_enquiries(Roots.of()), load_rulebook(Roots.of())


def test_the_shipped_routes_lint() -> None:
    assert lint_enquiries(*shipped()).problems == []


@pytest.mark.parametrize("cause", ENQUIRIES)
def test_every_enquiry_is_answered_for_every_programme_and_without_one(cause: str) -> None:
    enquiries, book = shipped()
    for programme in ("", *book.programmes):
        routed = route_enquiry(enquiries, book, cause, programme, "2025-08-01")
        assert routed.offices
        assert all(office.source.text for office in routed.offices)
        assert bool(routed.ask) is (not programme)
        assert "112" in routed.warning["ko"]


def test_the_narrower_route_wins_and_brings_the_rules() -> None:
    enquiries, book = shipped()
    routed = route_enquiry(enquiries, book, "enquiry.application", "consumption-coupon-2025", "2025-08-01")
    assert [rule.id for rule in routed.rules] == ["apply-first-round", "apply-second-round"]
    assert [o.phone for o in routed.offices if o.id == "government-call"] == ["110"]


def test_only_rules_of_the_day_are_shown() -> None:
    enquiries, book = shipped()

    def ids(date: str) -> set[str]:
        routed = route_enquiry(enquiries, book, "enquiry.where_to_use", "consumption-coupon-2025", date)
        return {rule.id for rule in routed.rules}

    assert "hanaro-list" in ids("2025-08-01")
    assert "hanaro-list" not in ids("2025-08-22")


def test_what_is_no_enquiry_or_programme_is_told_with_the_nearest() -> None:
    enquiries, book = shipped()
    with pytest.raises(InputError, match=r"enquiry\.balance"):
        route_enquiry(enquiries, book, "enquiry.balanc")
    with pytest.raises(InputError, match="onnuri"):
        route_enquiry(enquiries, book, "enquiry.balance", "onnurie")


def test_faults_have_their_line(tmp_path: Path) -> None:
    (tmp_path / "pos").mkdir()
    (tmp_path / "enquiries.yaml").write_text(
        "source: s\noffices:\n  a: {ko: 가, en: a, source: s, grade: A, hue: red}\nroutes:\n"
        "  - {cause: enquiry.mood, text: {ko: 가, en: a}, offices: [b]}\n",
        encoding="utf-8",
    )
    faults = Faults()
    load_enquiries(Roots.of([tmp_path]), faults)
    told = "\n".join(map(str, faults.problems))
    for word in ("hue", "enquiry.mood", "`offices` is `b`"):
        assert word in told
