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
