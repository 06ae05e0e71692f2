"""Refusals by code."""

from __future__ import annotations

import pytest

from posdiag.diagnose.detect_decline import detect_decline
from posdiag.diagnose.finding import Severity
from posdiag.replay.scenario import Money
from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, Play, healthy_sale, refused, reply, request, story

CODES = {
    "51": ("coupon.insufficient_balance",),
    "54": ("coupon.expired", "card.expired"),
    "P9": ("pos.version_incompatible.instalment_code",),
    "Z9": ("comm.timeout.host_slow",),
}


def declines(play: Play) -> list[tuple[str, Severity]]:
    play.codes = CODES
    return [(finding.code, finding.severity) for finding in detect_decline(play.case(refused()))]


def test_an_approval_is_no_refusal() -> None:
    assert declines(healthy_sale(Play())) == []


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("51", "decline.coupon.insufficient_balance"),
        ("54", "decline.coupon.expired"),
        ("77", "decline.unexplained"),
    ],
)
def test_a_code_is_read_by_its_likeliest_meaning(code: str, finding: str) -> None:
    assert declines(healthy_sale(Play(), result=code)) == [(finding, Severity.ERROR)]


def test_a_meaning_without_a_finding_of_its_own_is_unexplained() -> None:
    assert declines(healthy_sale(Play(), result="Z9")) == [("decline.unexplained", Severity.ERROR)]


def test_a_refusal_that_the_scenario_is_about_is_a_note() -> None:
    play = healthy_sale(Play(scenario=story(["declined"], [Money(0, 0)], ["51"])), result="51")
    assert declines(play) == [("decline.coupon.insufficient_balance", Severity.NOTE)]


def test_a_refused_instalment_code_is_named_where_one_was_sent() -> None:
    play = Play().says(request(instalment="38")).hears(ACK).hears(reply(result="P9"))
    assert declines(play) == [("decline.pos.instalment_code", Severity.ERROR)]


@pytest.mark.parametrize("code", ["C1", "T1", "F1", "30", "K1"])
def test_codes_with_detectors_of_their_own_are_left_to_them(code: str) -> None:
    assert declines(healthy_sale(Play(), result=code)) == []


def test_an_inquiry_that_finds_nothing_is_no_refusal() -> None:
    play = Play().says(request(Kind.INQUIRE)).hears(ACK).hears(reply(Kind.INQUIRE, result="N1"))
    assert declines(play) == []


@pytest.mark.parametrize(("code", "known"), [("25", True), ("P8", True), ("51", False)])
def test_a_refused_cancel_is_read_here_only_where_the_code_is_not_about_its_original(
    code: str, known: bool
) -> None:
    play = Play().says(request(Kind.CANCEL)).hears(ACK).hears(reply(Kind.CANCEL, result=code))
    assert (declines(play) == []) is known


def test_the_answer_is_evidence_beside_the_request() -> None:
    (finding,) = [
        f for f in healthy_sale(Play(), result="51").findings(refused()) if f.code.startswith("decline")
    ]
    assert finding.evidence == (1, 3)


def test_a_refusal_that_reached_the_host_line_alone_is_one_all_the_same() -> None:
    play = Play().says(request()).hears(ACK).host(request()).host(reply(result="51"))
    play.silence("answer", 35_000)
    assert declines(play) == [("decline.coupon.insufficient_balance", Severity.ERROR)]
    (finding,) = detect_decline(play.case(refused()))
    told = next(frame for frame in play.transcript.frames if frame.data and frame.n == finding.evidence[-1])
    assert told.link.value == "host"


def test_a_refusal_that_came_too_late_is_one_too() -> None:
    play = Play().says(request()).hears(ACK).silence("answer", 35_000).hears(reply(result="51"))
    assert declines(play) == [("decline.coupon.insufficient_balance", Severity.ERROR)]


def test_an_approval_that_never_arrived_is_no_refusal() -> None:
    play = Play().says(request()).hears(ACK).host(request()).host(reply()).silence("answer", 35_000)
    assert declines(play) == []


def test_a_terminal_that_is_busy_with_what_this_pos_gave_up_says_nothing_new() -> None:
    codes = {"T3": ("host.busy",)}
    given_up = Play(codes=codes).says(request()).hears(ACK).silence("answer", 5000)
    given_up.says(request(stan="000002")).hears(ACK).hears(reply(stan="000002", result="T3"))
    assert "decline.host.busy" not in given_up.codes_found(refused())
    assert "decline.host.busy" in healthy_sale(Play(codes=codes), result="T3").codes_found(refused())


def test_a_word_of_the_hosts_that_comes_before_a_card_can_be_read_is_the_terminals_own() -> None:
    codes = {"96": ("host.internal",), "51": ("coupon.insufficient_balance",)}
    at_once = Play(codes=codes).says(request()).hears(ACK).hears(reply(result="96"))
    assert "decline.host.busy" in at_once.codes_found(refused())
    assert "decline.host.internal" in healthy_sale(Play(codes=codes), result="96").codes_found(refused())
    short = Play(codes=codes).says(request()).hears(ACK).hears(reply(result="51"))
    assert "decline.coupon.insufficient_balance" in short.codes_found(refused())
