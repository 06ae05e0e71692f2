"""Rulings and programmes as they are written, for people and for programs."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import pytest

from posdiag.entitle.decide import may_use
from posdiag.entitle.question import Do, Question
from posdiag.entitle.rulebook import Rulebook, load_rulebook
from posdiag.profile.roots import Roots
from posdiag.report.lines import plain
from posdiag.report.ruled import (
    programme_lines,
    programmes_lines,
    programmes_object,
    ruling_lines,
    ruling_object,
)

COUPON = "consumption-coupon-2025"


@lru_cache
def book() -> Rulebook:
    return load_rulebook(Roots.of())


def text(lang: str = "en", **facts: Any) -> str:
    asked = Question(COUPON, facts.pop("date", "2025-08-01"), **facts)
    return "\n".join(plain(ruling_lines(may_use(book(), asked), book().programmes[COUPON], lang, 300)))


def test_the_answer_comes_first_and_what_it_depends_on_is_asked() -> None:
    rows = text(instrument="prepaid").splitlines()
    assert rows[1] == "It depends"
    assert "depends on" in rows
    assert any("[route]" in row for row in rows)


def test_a_no_names_rule_dates_and_source() -> None:
    told = text(date="2025-12-01")
    assert "No, it may not be used" in told
    assert "[period, 2025-07-21 to 2025-11-30]" in told
    assert "source A: KBS" in told


def test_what_no_source_says_is_said_and_shown() -> None:
    told = text(date="2025-12-01", do=Do.CANCEL)
    assert "No certain answer" in told
    assert "[cancel-after-the-end, from 2025-12-01]" in told
    assert "(no source)" in told


def test_sources_that_disagree_are_shown() -> None:
    assert "sources that disagree" in text(route="kiosk-pg", instrument="prepaid")
    assert "다르게 말하는 근거" in text("ko", route="kiosk-pg", instrument="prepaid")


def test_the_object_says_the_same() -> None:
    facts: dict[str, Any] = {
        "route": "kiosk-pg",
        "items": frozenset({"meal", "alcohol"}),
        "shop_region": "서울",
    }
    ruling = may_use(book(), Question(COUPON, "2025-08-01", **facts))
    told = json.loads(json.dumps(ruling_object(ruling, book().programmes[COUPON])))
    assert told["schema"] == "posdiag/ruling/1"
    assert told["answer"] == "depends"
    assert told["facts"]["items"] == ["alcohol", "meal"]
    assert {one["fact"] for one in told["on"]} >= {"gateway", "instrument"}
    assert all(one["ask"]["ko"] and one["ask"]["en"] for one in told["on"])
    assert all(one["source"] and one["grade"] in "ABCI" for one in told["because"])


def test_a_number_pasted_as_a_region_is_masked() -> None:
    number = "94000100" + "00001012"
    ruling = may_use(book(), Question(COUPON, "2025-08-01", shop_region=number))
    assert number not in json.dumps(ruling_object(ruling, book().programmes[COUPON]))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_programme_is_listed_and_shown(lang: str) -> None:
    programmes = book().programmes
    listed = "\n".join(plain(programmes_lines(programmes.values(), lang, 100)))
    assert all(id_ in listed for id_ in programmes)
    for programme in programmes.values():
        told = "\n".join(plain(programme_lines(programme, programme.rules, lang, 100)))
        assert all(f"[{rule.id}" in told for rule in programme.rules)


def test_programmes_as_an_object() -> None:
    programme = book().programmes["onnuri"]
    told = programmes_object([(programme, programme.rules)], "2025-08-01")
    assert (told["schema"], told["date"]) == ("posdiag/programmes/1", "2025-08-01")
    assert len(told["programmes"][0]["rules"]) == len(programme.rules)
    assert programmes_object([], "")["date"] is None
