"""From steps to requests: what is written, and what is refused before it is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.profile.traits import Entry, Traits
from posdiag.replay.books import Sale
from posdiag.replay.requests import Requests
from posdiag.replay.scenario import Do, Instrument, Item, Step
from posdiag.replay.steps import Came, Told
from posdiag.wire.message import Kind

DATE = "2025-09-10T12:30:00"
CARD = Instrument("prepaid", number="9400001234567890")
STEP = Step(Do.PAY, 8_800, 800, Entry.CHIP, items=(Item("김밥", 8_800, ("food", "rice")),))


def requests(**changes: object) -> Requests:
    return Requests(replace(Traits(), **changes), DATE)  # type: ignore[arg-type]


def sale(**changes: object) -> Sale:
    known = Sale(1, Do.PAY, "000007", 8_800, Entry.CHIP)
    for name, value in changes.items():
        setattr(known, name, value)
    return known


def test_a_sale_says_amount_entry_items_and_the_time_of_the_replay() -> None:
    writer = requests()
    writer.now_ms = 61_000
    message = writer.sale(sale(), STEP, CARD, "van")
    assert message.kind is Kind.APPROVE
    assert message.get("sent_at") == "20250910123101"
    assert (message.get("amount"), message.get("tax"), message.get("entry")) == ("8800", "800", "C")
    assert message.get("items") == "food/rice"
    assert message.get("card") == ""  # the terminal reads the card


def test_what_a_step_leaves_out_is_in_none_of_its_requests() -> None:
    fewer = replace(STEP, omit=("sent_at", "tax", "orig_date"))
    sold = sale()
    whole, less = (requests().sale(sold, step, CARD, "van").fields for step in (STEP, fewer))
    assert set(whole) - set(less) == {"sent_at", "tax"}
    assert sold.sent_at  # the POS knows the time all the same, for a later cancel
    cancel = requests().cancel(Sale(2, Do.CANCEL, "000008", 8_800, Entry.CHIP), sold, fewer)
    assert not {"sent_at", "tax", "orig_date"} & set(cancel.fields)
    assert "sent_at" not in requests().plain(Kind.CHECK, fewer, CARD, None).fields


def test_a_clock_that_is_wrong_shows_in_the_request() -> None:
    message = requests(clock_offset_s=-3600).sale(sale(), STEP, CARD, "van")
    assert message.get("sent_at") == "20250910113000"


def test_a_pos_with_its_own_reader_names_the_card() -> None:
    assert requests(reader="pos").sale(sale(), STEP, CARD, "van").get("card") == CARD.number


def test_a_gateway_route_uses_the_gateways_tid() -> None:
    message = requests().sale(sale(), STEP, CARD, "pg")
    assert (message.get("tid"), message.get("route")) == ("19000001", "P")


def test_a_cancel_names_the_original_and_asks_no_tax_back() -> None:
    original = sale(approval="12345678", booked_krw=8_800, sent_at="20250910123000")
    message = requests().cancel(
        Sale(2, Do.CANCEL, "000008", 8_800, Entry.CHIP), original, Step(Do.CANCEL, of=1)
    )
    assert message.get("orig_approval") == "12345678"
    assert message.get("orig_stan") == "000007"
    assert message.get("orig_date") == "250910"
    assert (message.get("amount"), message.get("tax")) == ("8800", "0")


def test_a_network_cancel_needs_no_approval_number() -> None:
    message = requests().reverse(sale(), again=True)
    assert message.repeat
    assert message.get("orig_stan") == "000007"
    assert "orig_approval" not in message.fields


def test_trace_numbers_go_round_and_never_become_zero() -> None:
    writer = Requests(Traits(), DATE, first_stan=999_999)
    assert [writer.next_stan(), writer.next_stan()] == ["999999", "000001"]


@pytest.mark.parametrize(
    ("digits", "end", "kept"), [(12, "first", "12345678"), (6, "first", "123456"), (6, "last", "345678")]
)
def test_an_approval_number_is_kept_as_the_release_keeps_it(digits: int, end: str, kept: str) -> None:
    assert requests(approval_digits=digits, approval_keep=end).keep("12345678") == kept


def test_a_bin_table_of_six_digits_knows_what_it_lists_and_nothing_else() -> None:
    known = requests(reader="pos", bin_digits=6, bin_table=frozenset({"940000"}))
    strange = requests(reader="pos", bin_digits=8, bin_table=frozenset({"94000099"}))
    assert known.refusal(STEP, CARD) == ""
    assert "BIN" in strange.refusal(STEP, CARD)


def test_a_bin_table_says_nothing_where_the_terminal_reads_the_card() -> None:
    assert requests(bin_table=frozenset({"94000099"})).refusal(STEP, CARD) == ""


def test_whether_bytes_left_is_remembered_by_trace_number() -> None:
    writer = requests()
    writer.note("000007", Told(0, Came.CLOSED, sent=False))
    assert not writer.sent_before("000007")
    writer.note("000007", Told(0, Came.CLOSED, sent=True))
    assert writer.sent_before("000007")


def test_a_till_whose_link_has_no_field_for_goods_tells_nothing_of_them() -> None:
    assert requests(tells_items=False).sale(sale(), STEP, CARD, "van").get("items") == ""


def test_trace_numbers_count_repeat_or_restart_at_each_payment() -> None:
    told = {}
    for way in ("counts", "repeats", "restarts"):
        writer = requests(stan=way)
        first = [writer.next_stan(), writer.next_stan()]
        writer.restart()
        told[way] = [*first, writer.next_stan()]
    assert told == {
        "counts": ["000001", "000002", "000003"],
        "repeats": ["000001"] * 3,
        "restarts": ["000001", "000002", "000001"],
    }
