"""A case seen through fewer channels keeps what they show, and nothing that follows from the others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from posdiag.diagnose.case import Case
from posdiag.diagnose.channels import EVERYTHING, HOST_PATIENCE_MS, Channel, channels_of, narrowed
from posdiag.payment.money import Belief, MoneyAccount, SeenBy
from posdiag.profile.traits import Traits
from posdiag.transcript import Frame, LinkName, Party, Seen
from posdiag.wire.codec import Codec
from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, Play, charge, codec, reply, request


def whole() -> Case:
    """A sale over a terminal of which everything was seen: both links, the screen, the statement."""
    play = Play("iso87-ascii", LinkName.ECR, traits=Traits())
    play.says(request()).hears(ACK).host(request()).after(900).host(reply())
    play.hears(reply()).says(ACK).sees(Seen.BELIEF, "approved 8800").statement(charge())
    money = MoneyAccount(1, 8800, {"coupon": 8800}, Belief.APPROVED, 8800, True, SeenBy.STATEMENT)
    return play.case(money)


def test_a_case_knows_its_channels() -> None:
    assert channels_of(whole()) == EVERYTHING
    assert channels_of(Play("iso87-ascii", LinkName.HOST).says(request()).case()) == {Channel.HOST}


def test_with_all_channels_nothing_changes() -> None:
    case = whole()
    assert narrowed(case, EVERYTHING) is case


@pytest.mark.parametrize("kept", [{Channel.ECR}, {Channel.HOST}, {Channel.ECR, Channel.STATEMENT}])
def test_what_is_left_has_no_other_channel(kept: set[Channel]) -> None:
    assert channels_of(narrowed(whole(), kept)) == kept


def test_the_ecr_link_alone_tells_the_money_by_its_messages() -> None:
    case = narrowed(whole(), {Channel.ECR, Channel.PROFILE})
    assert {frame.link for frame in case.transcript.frames} == {LinkName.ECR}
    assert case.observed(Seen.BELIEF) == ()
    assert (case.money.seen_by, case.money.charged_krw, case.money.from_purse) == (SeenBy.MESSAGES, 8800, {})


def test_the_statement_without_the_screen_tells_the_charges_and_not_the_books() -> None:
    play = Play("iso87-ascii", LinkName.ECR).says(request()).hears(ACK).silence("answer", 35_000)
    play.sees(Seen.BELIEF, "approved 8800").statement(charge())
    told = MoneyAccount(1, 8800, {"coupon": 8800}, Belief.APPROVED, 8800, True, SeenBy.STATEMENT)
    case = narrowed(play.case(told), {Channel.ECR, Channel.STATEMENT, Channel.PROFILE})
    assert (case.money.charges, case.money.from_purse) == (1, {"coupon": 8800})
    assert (case.money.pos_believes, case.money.booked_krw, case.money.agrees) == (Belief.UNKNOWN, 0, False)


def test_on_the_host_link_alone_the_terminal_is_the_end_that_asks() -> None:
    case = narrowed(whole(), {Channel.HOST})
    assert [frame.sender for frame in case.transcript.frames] == [Party.POS, Party.VAN]
    (exchange,) = case.exchanges
    assert exchange.kind is Kind.APPROVE
    assert exchange.answer is not None
    assert exchange.in_time


def test_on_the_host_link_alone_an_answer_that_hosts_may_not_be_so_late_with_was_silence_first() -> None:
    play = Play("iso87-ascii", LinkName.ECR)
    play.says(request()).host(request()).after(HOST_PATIENCE_MS + 5_000).host(reply())
    (exchange,) = narrowed(play.case(), {Channel.HOST}).exchanges
    assert [silence.wait_ms for silence in exchange.silences] == [HOST_PATIENCE_MS]
    assert not exchange.in_time


def test_without_the_profile_the_codec_is_what_the_frames_tell() -> None:
    found = codec("kr-fs")
    asked: list[int] = []

    def recognise(frames: Sequence[Frame]) -> Codec:
        asked.append(len(frames))
        return found

    case = narrowed(whole(), {Channel.ECR}, recognise)
    assert case.ecr_codec is found
    assert case.decoded == {}
    assert asked == [4]
