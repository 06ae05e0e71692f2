"""Cards, terms, enquiries and the self-check as they are written."""

from __future__ import annotations

import json
from functools import lru_cache

from posdiag.checks.selfcheck import gather, load_selfcheck, steps_for
from posdiag.diagnose.causes import load_causes
from posdiag.entitle.enquiries import load_enquiries, route_enquiry
from posdiag.entitle.rulebook import Rulebook, load_rulebook
from posdiag.guidance.cards import load_cards
from posdiag.guidance.guide import guide
from posdiag.guidance.terms import load_terms
from posdiag.profile.roots import Roots
from posdiag.report.advised import (
    gathered_lines,
    gathered_object,
    guide_lines,
    guide_object,
    self_check_lines,
    self_check_object,
    terms_lines,
    terms_object,
)
from posdiag.report.lines import plain

ROOTS = Roots.of()
TERMS = load_terms(ROOTS)
STEPS = steps_for(load_selfcheck(ROOTS), "merchant")


@lru_cache
def book() -> Rulebook:
    return load_rulebook(ROOTS)


@lru_cache
def names() -> dict[str, dict[str, str]]:
    return {cause.id: dict(cause.name) for cause in load_causes(ROOTS)}


def test_cards_stand_by_reader_and_their_terms_are_explained() -> None:
    cards = guide(load_cards(ROOTS), book().words, "pos.config.pg_before_van")
    rows = list(plain(guide_lines("pos.config.pg_before_van", cards, None, TERMS, "ko", 100, names())))
    assert rows[0] == "PG TID 우선 설정 [pos.config.pg_before_van]"
    assert [row for row in rows if row in ("매장", "기사", "상담원", "손님")] == [
        "매장",
        "기사",
        "상담원",
        "손님",
    ]
    assert any(row.startswith("  - PG(결제대행사): ") for row in rows)
    told = guide_object("pos.config.pg_before_van", cards, None, TERMS, names())
    assert told["schema"] == "posdiag/guide/1"
    assert any("pg" in one["terms"] for one in told["guidance"])
    assert told["enquiry"] is None


def test_an_enquiry_names_offices_rules_and_what_to_ask() -> None:
    routed = route_enquiry(load_enquiries(ROOTS), book(), "enquiry.policy", "", "")
    rows = list(plain(guide_lines("enquiry.policy", (), routed, TERMS, "en", 100, names())))
    assert any("☎ 110" in row for row in rows)
    assert any(row.startswith("  - ask: Which programme") for row in rows)
    of_coupon = route_enquiry(load_enquiries(ROOTS), book(), "enquiry.policy", "consumption-coupon-2025", "")
    told = json.loads(json.dumps(guide_object("enquiry.policy", (), of_coupon, TERMS, names())))
    assert {one["rule"] for one in told["enquiry"]["rules"]} >= {"period", "cancel", "refund"}
    assert all(one["source"] for one in told["enquiry"]["offices"])


def test_terms() -> None:
    rows = list(plain(terms_lines(TERMS.all, "ko", 60)))
    assert "망취소" in rows
    assert all(len(row) <= 60 for row in rows)
    assert len(terms_object(TERMS.all)["terms"]) == len(TERMS.all)


def test_the_self_check_as_a_list_and_as_steps() -> None:
    rows = list(plain(self_check_lines(STEPS, "merchant", "ko", 80)))
    assert rows[2].startswith(" 1. ")
    assert rows[3].startswith("    1) ")
    told = json.loads(json.dumps(self_check_object(STEPS, "merchant")))
    assert (told["schema"], told["for"]) == ("posdiag/self-check/1", "merchant")
    assert [step["id"] for step in told["steps"]] == [step.id for step in STEPS]


def test_what_answers_came_to() -> None:
    got = gather(STEPS, {"shop": "absent", "message": "거절 54"})
    rows = list(plain(gathered_lines(got, "ko", 80, names())))
    assert "짚이는 원인: 미가맹점 [merchant.not_enrolled]" in rows
    assert "  message = 거절 54" in rows
    nothing = gather(STEPS, {})
    assert any("짚이는 원인이 없습니다" in row for row in plain(gathered_lines(nothing, "ko", 100, names())))
    told = gathered_object(got, "merchant")
    assert (told["schema"], told["checks"]) == ("posdiag/self-checked/1", {"shop-list": "absent"})
