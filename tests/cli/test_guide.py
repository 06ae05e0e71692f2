"""guide: cards by cause, reader, instrument and route, and the office of an enquiry."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from posdiag.cli.guide import _READERS
from posdiag.cli.phrases.guide import TEXTS
from posdiag.guidance.cards import READERS

Posdiag = Callable[..., Any]


def test_the_readers_are_those_of_the_cards() -> None:
    assert READERS == _READERS
    assert TEXTS


def test_cards_of_one_reader(posdiag: Posdiag) -> None:
    ran = posdiag("guide", "coupon.expired", "--audience", "customer")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[2] == "customer"
    assert "merchant" not in ran.out


def test_a_cause_may_be_given_by_name(posdiag: Posdiag) -> None:
    out = posdiag("guide", "이중 결제", "--audience", "merchant", lang="ko").out
    assert "조회" in out
    assert "현금" in out


def test_the_route_brings_its_card(posdiag: Posdiag) -> None:
    told = json.loads(posdiag("guide", "channel.unsupported", "--route", "배민", "--format", "json").out)
    assert told["schema"] == "posdiag/guide/1"
    assert "customer-route-delivery" in [card["id"] for card in told["guidance"]]


def test_an_enquiry_tells_the_rules_of_the_day(posdiag: Posdiag) -> None:
    out = posdiag("guide", "enquiry.where_to_use", "--programme", "소비쿠폰", "--on", "2025-08-25").out
    assert "02-2011-0700" in out
    assert "[hanaro-list-longer, A]" in out


def test_wrong_names_are_told(posdiag: Posdiag) -> None:
    assert "coupon.expired" in posdiag("guide", "coupon.expird").err
    assert posdiag("guide", "unknown", "--instrument", "cheque").code == 2
