"""The shipped cards, and what the linter says of bad ones."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from posdiag.diagnose.causes import CauseTable, load_causes
from posdiag.errors import InputError
from posdiag.guidance.cards import AUDIENCES, Card, Cards, lint_cards, load_cards
from posdiag.marked import Faults
from posdiag.profile.roots import Roots


@lru_cache
def shipped() -> tuple[Cards, CauseTable]:
    return load_cards(Roots.of()), load_causes(Roots.of())


def test_the_shipped_cards_lint() -> None:
    assert lint_cards(*shipped()).problems == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_cause_has_a_card_for_each_audience_in_both_languages(audience: str) -> None:
    cards, causes = shipped()
    for cause in causes.ids():
        found = [card for card in cards.of(cause) if card.audience == audience]
        assert found, cause
        assert all(card.text["ko"] and card.text["en"] for card in found)


def test_korean_advice_is_korean_and_polite() -> None:
    cards, _ = shipped()
    for card in cards:
        assert card.text["ko"].rstrip(".").endswith(("요", "다", "시오")), card.id
        assert not any("가" <= letter <= "힣" for letter in card.text["en"]), card.id


def test_no_advice_retries_first_where_money_may_be_open() -> None:
    cards, _ = shipped()
    for card in cards:
        order = card.act.get("on_timeout", [])
        if order:
            assert isinstance(order, list)
            assert order[0] == "inquire", card.id
        money = any(
            cause.startswith(("txn.dup", "txn.late", "txn.rev", "comm.timeout")) for cause in card.causes
        )
        if money and card.audience == "merchant" and "다시 결제" in card.text["ko"]:
            assert "조회" in card.text["ko"].split("다시 결제해")[0], card.id


def test_bad_cards_are_reported_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "guidance").mkdir()
    (tmp_path / "guidance" / "bad.yaml").write_text(
        f"""cards:
  - id: one
    causes: [no.such]
    kind: hint
    audience: merchant
    text: {{ko: "{"가" * 200}", en: short}}
    act: {{fly: high}}
    colour: red
  - id: one
    causes: [unknown]
    kind: fix
    audience: agent
    text: {{ko: 가, en: a}}
    act: {{traits: {{no_such_trait: 1}}}}
""",
        encoding="utf-8",
    )
    faults = Faults()
    roots = Roots.of([tmp_path])
    cards = load_cards(roots, faults)
    told = [str(problem) for problem in (*faults.problems, *lint_cards(cards, shipped()[1]).problems)]
    for word in ("hint", "longer than 160", "fly", "colour", "stands twice", "no.such"):
        assert any(word in line and "bad.yaml" in line for line in told), word
    with pytest.raises(InputError):
        load_cards(roots)


def test_a_cause_without_a_card_is_reported() -> None:
    cards, causes = shipped()
    lonely = Cards(card for card in cards if "coupon.expired" not in card.causes)
    assert len(lint_cards(lonely, causes).problems) == len(AUDIENCES)


def test_deed_and_words_must_go_together() -> None:
    cards, causes = shipped()

    def told(**keys: object) -> str:
        base = Card("one", ("unknown",), "fix", "technician", {"ko": "가", "en": "a"}, place="x.yaml:1")
        return " ".join(map(str, lint_cards(Cards([*cards, replace(base, **keys)]), causes).problems))  # type: ignore[arg-type]

    assert told(act={"release": "next"}, proven={"ko": "{release}", "en": "{release}"}) == ""
    assert "name ['seconds']" in told(act={"release": "next"}, proven={"ko": "{seconds}", "en": "x"})
    assert "in one deed" in told(act={"release": "next", "timer": "timers.gap_ms"})
    assert "cannot be proven" in told(only_proven=True)
    assert "no known card: `two`" in told(instead_of="two")
    assert "no timer" in told(act={"timer": "timers.tea_ms"})


def test_what_is_shown_only_with_a_proof_does_not_count_as_a_card_for_an_audience() -> None:
    cards, causes = shipped()
    hidden = Cards(
        replace(card, only_proven=True) if "coupon.expired" in card.causes and card.act else card
        for card in cards
    )
    assert any("coupon.expired" in str(one) for one in lint_cards(hidden, causes).problems)
