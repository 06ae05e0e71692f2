"""Judging approvals, open sales and money: by the program's words, the bytes and the statement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.audit.evidence import Evidence
from posdiag.audit.judge_sale import account_of, judge_sales
from posdiag.audit.outcome import Printed, Ran
from posdiag.diagnose.finding import Severity
from posdiag.payment.money import Belief, SeenBy
from tests.audit.made import (
    ACK,
    approved,
    charges,
    declined,
    inquired,
    inquiry,
    played,
    reversal,
    reversed_,
    sale,
    wrong,
)

ASKED = (("pos", sale()), ("far", ACK))
YES, NO = ("APPROVED",), ("DECLINED",)


def codes(seen: Evidence) -> list[str]:
    return [finding.code for finding in judge_sales(seen, account_of(seen))]


def test_what_is_right_gives_nothing() -> None:
    took = (*ASKED, ("far", approved()), ("pos", ACK))
    assert codes(played(*took, said=YES, statement=charges(8800))) == []
    assert codes(played(*ASKED, ("far", declined()), ("pos", ACK), said=NO, statement=charges())) == []
    assert codes(played(("pos", sale()), said=NO, statement=charges())) == []  # nobody took it


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("far", wrong(approved())), ("pos", ACK)), "audit.took_damaged"),
        ((("far", approved()[:40]), ("pos", ACK)), "audit.took_half"),
        ((("far", declined()), ("pos", ACK)), "audit.took_refusal"),
        ((("far", approved("000009")), ("pos", ACK)), "txn.answer_mismatched"),
        ((), "audit.took_nothing"),
    ],
)
def test_an_approval_without_ground_is_named_by_what_was_taken_for_it(
    rows: tuple[tuple[str, bytes], ...], code: str
) -> None:
    seen = played(*ASKED, *rows, said=YES, statement=charges(8800))
    assert codes(seen) == [code]
    uncharged = played(*ASKED, *rows, said=YES, statement=charges())
    first, second = judge_sales(uncharged, account_of(uncharged))
    assert (first.code, first.severity) == (code, Severity.CRITICAL)
    assert second.code == "money.booked_uncharged"


def test_an_approval_that_is_not_taken_for_one_is_worse_when_it_came_in_pieces() -> None:
    rows = (*ASKED, ("far", approved()), ("pos", ACK))
    seen = played(*rows, said=NO, statement=charges(8800))
    assert codes(seen) == ["till.approved_as_declined", "money.charged_unbooked"]
    whole = approved()
    pieces = (*ASKED, ("far", whole[:40]), ("far", whole[40:]), ("pos", ACK))
    assert codes(played(*pieces, said=NO))[0] == "wire.segment"


def test_an_approval_after_the_program_spoke_proves_nothing() -> None:
    other = (*ASKED, ("far", approved("000009")), ("pos", ACK), ("far", approved()))
    assert codes(played(*other, said=YES, statement=charges(8800))) == ["txn.answer_mismatched"]


def test_a_program_that_speaks_before_the_answer_came_had_no_ground() -> None:
    rows = (*ASKED, ("far", approved()), ("pos", ACK))
    hasty = Ran(0, 9000, 0, (Printed(150, "APPROVED"),))
    seen = replace(played(*rows, said=YES, statement=charges(8800)), ran=(hasty,))
    assert codes(seen) == ["audit.took_nothing"]
    slow = replace(seen, ran=(replace(hasty, printed=(Printed(8000, "APPROVED"),)),))
    assert codes(slow) == []


def test_a_lost_answer_wants_an_inquiry_or_a_reversal() -> None:
    assert codes(played(*ASKED, said=NO, statement=charges(8800))) == [
        "txn.missing_reversal",
        "money.charged_unbooked",
    ]
    asked = (*ASKED, ("pos", inquiry()), ("far", inquired()), ("pos", ACK))
    assert codes(played(*asked, said=YES, statement=charges(8800))) == ["txn.found_by_inquiry"]
    undone = (*ASKED, ("pos", reversal()), ("far", reversed_()), ("pos", ACK))
    assert codes(played(*undone, said=NO, statement=charges())) == ["txn.reversed"]


def test_an_inquiry_after_a_sound_approval_is_told() -> None:
    rows = (*ASKED, ("far", approved()), ("pos", ACK), ("pos", inquiry()), ("far", inquired()), ("pos", ACK))
    assert codes(played(*rows, said=YES, statement=charges(8800))) == [
        "audit.asked_though_answered",
        "txn.found_by_inquiry",
    ]


def test_a_sale_sent_again_and_charged_twice_is_both() -> None:
    rows = (*ASKED, ("pos", sale("000002")), ("far", ACK), ("far", approved("000002")), ("pos", ACK))
    seen = played(*rows, said=YES, statement=charges(8800, 8800))
    assert codes(seen)[0] == "txn.retry_before_inquiry"
    assert codes(seen)[-1] == "money.charged_twice"


def test_without_words_the_bytes_say_what_the_pos_believes() -> None:
    took = played(*ASKED, ("far", approved()), ("pos", ACK), statement=charges(8800))
    assert codes(took) == []
    assert account_of(took).pos_believes is Belief.APPROVED
    lost = played(*ASKED, statement=charges(8800))
    assert codes(lost) == ["txn.missing_reversal", "money.left_open"]


def test_without_a_statement_the_messages_are_counted() -> None:
    money = account_of(played(*ASKED, ("far", approved()), ("pos", ACK), said=YES))
    assert (money.charges, money.charged_krw, money.seen_by) == (1, 8800, SeenBy.MESSAGES)


def test_a_program_that_hung_or_crashed_is_not_blamed_for_what_it_left_open() -> None:
    assert codes(played(*ASKED, said=(), code=None)) == []
    assert codes(played(*ASKED, said=("Traceback (most recent call last):",), code=1)) == []
