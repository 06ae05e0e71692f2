"""The cards for a named cause, by audience, instrument and way of paying."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from posdiag.diagnose.causes import load_causes
from posdiag.entitle.vocabulary import Vocabulary, load_vocabulary
from posdiag.guidance.cards import READERS, Cards, load_cards
from posdiag.guidance.guide import guide, leaves_money_open, lint_routes
from posdiag.profile.roots import Roots


@lru_cache
def shipped() -> tuple[Cards, Vocabulary]:
    return load_cards(Roots.of()), load_vocabulary(Roots.of())


def ids(cause: str, audience: str = "", instrument: str = "", route: str = "") -> list[str]:
    return [card.id for card in guide(*shipped(), cause, audience, instrument, route)]


def test_every_cause_has_a_card_for_every_reader_in_both_languages() -> None:
    for cause in load_causes(Roots.of()).ids():
        for reader in READERS:
            found = guide(*shipped(), cause, reader)
            assert found, (cause, reader)
            assert all(card.text["ko"] and card.text["en"] for card in found)


def test_routes_on_cards_are_known() -> None:
    cards, words = shipped()
    assert lint_routes(cards, words).problems == []
    wrong = Cards(replace(card, routes=("tunnel",)) for card in list(cards)[:1])
    assert "tunnel" in str(lint_routes(wrong, words).problems[0])


@pytest.mark.parametrize("cause", ["comm.timeout", "unknown", "txn.late_response", "host.unavailable"])
def test_the_standing_order_comes_first_where_money_may_be_open(cause: str) -> None:
    assert leaves_money_open(cause)
    assert ids(cause, "merchant")[0].startswith("standing-order")


def test_a_refused_coupon_leaves_no_money_open() -> None:
    assert not leaves_money_open("coupon.expired")
    assert not any(id_.startswith("standing-order") for id_ in ids("coupon.expired"))


def test_the_instrument_chooses_its_own_card_first() -> None:
    linked = ids("coupon.insufficient_balance", "customer", "voucher-linked")
    assert linked[0] == "customer-short-linked"
    assert "customer-short-alone" not in linked
    assert ids("coupon.insufficient_balance", "customer", "prepaid")[0] == "customer-short-alone"


def test_the_route_brings_its_cards_and_only_where_it_is_known() -> None:
    assert ids("channel.unsupported", "customer", route="kiosk-pg")[0] == "customer-route-table"
    assert ids("channel.unsupported", "customer", route="delivery-app")[0] == "customer-route-delivery"
    assert ids("channel.unsupported", "customer") == ["customer-route"]
    assert ids("channel.unsupported", "customer", route="counter") == ["customer-route"]


def test_a_detail_borrows_the_cards_of_its_class() -> None:
    assert ids("pos.message_format.bitmap", "customer") == ["customer-till"]


def test_phishing_and_no_cash_are_told_where_they_belong() -> None:
    cards, words = shipped()

    def told(cause: str, audience: str) -> str:
        return " ".join(card.text["ko"] for card in guide(cards, words, cause, audience))

    for cause in ("fraud.suspected", "enquiry.application", "enquiry.balance"):
        assert "인증번호" in told(cause, "agent")
        assert "112" in told(cause, "agent")
    for cause in ("coupon.not_applied", "txn.duplicate", "txn.reversal_failed"):
        assert "현금" in told(cause, "merchant")
    for cause in ("txn.duplicate", "comm.timeout", "unknown"):
        for audience in ("merchant", "customer"):
            first = guide(cards, words, cause, audience)[0].text["ko"]
            assert "다시 결제" not in first or "조회" in first, (cause, audience)
