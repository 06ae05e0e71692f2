"""What goes wrong between a POS and a local agent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from posdiag.diagnose.detect_agent import detect_agent
from posdiag.diagnose.finding import Finding, Severity
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.transcript import LinkName
from posdiag.wire.agent.http import write_answer
from posdiag.wire.message import Kind, Message
from tests.diagnose.playbook import Play, codec, paid, refused, reply, request, story

OK = {"agent_result": "0000", "agent_state": "ok"}
BUSY = {"agent_result": "9001", "agent_text": "다른 거래 진행중입니다", "result": ""}
CARD_WAIT = {"agent_result": "9002", "agent_text": "카드 대기시간 초과", "result": ""}


def answer(told: Mapping[str, str], kind: Kind = Kind.APPROVE, stan: str = "000001", **more: str) -> Message:
    """An answer of the agent; `told` holds its own result."""
    return Message(kind, True, {**reply(kind, stan).fields, **told, **more})


def play(dialect: str = "agent-ws") -> Play:
    return Play(dialect, scenario=story())


def found(seen: Play, money: MoneyAccount | None = None) -> list[Finding]:
    return list(detect_agent(seen.case(money or refused())))


def codes(seen: Play, money: MoneyAccount | None = None) -> list[str]:
    return [finding.code for finding in found(seen, money)]


def test_a_sound_sale_finds_nothing_here_or_elsewhere() -> None:
    for dialect in ("agent-form", "agent-jsonp", "agent-ws"):
        ok = {"agent_result": "00", "agent_state": "ok"} if dialect == "agent-jsonp" else OK
        sale = play(dialect).says(request()).after(1000).hears(answer(ok))
        assert sale.codes_found(paid()) == set()


def test_other_links_are_left_to_others() -> None:
    assert codes(Play("kr-fs").says(request()).closed("refused")) == []
    assert codes(Play("iso87-ascii", LinkName.HOST).says(request()).closed("refused")) == []


def test_a_refused_connection_means_that_the_agent_does_not_run() -> None:
    seen = play().says(request()).closed("refused")
    finding = found(seen)[0]
    assert (finding.code, finding.severity, finding.party.value) == (
        "agent.not_running",
        Severity.ERROR,
        "pos",
    )
    assert finding.observed == (2,)
    assert {"agent.not_running", "link.refused"} <= seen.codes_found(refused())


@pytest.mark.parametrize(("status", "code"), [(404, "agent.http_refused"), (503, "agent.http_failed")])
def test_a_status_that_is_no_success_is_the_servers_word(status: int, code: str) -> None:
    seen = play("agent-form").says(request()).hears(write_answer(status, "text/plain", b"no"))
    assert [(f.code, f.facts["http_status"]) for f in found(seen)] == [(code, str(status))]


def test_an_answer_in_another_charset_is_named_though_the_sale_was_well() -> None:
    written = codec("agent-form", charset="utf-8").encode(answer(OK, text1="정상승인"))
    seen = play("agent-form").says(request()).hears(written)
    finding = found(seen, paid())[0]
    assert (finding.code, finding.severity) == ("agent.answer_charset", Severity.ERROR)
    assert (finding.facts["found"], finding.facts["charset"]) == ("utf-8", "cp949")


def test_a_callback_of_another_name_and_a_body_encoded_otherwise_are_named() -> None:
    called = codec("agent-jsonp", callback="jsonCallback").encode(reply(agent_result="00"))
    finding = found(play("agent-jsonp").says(request()).hears(called))[0]
    assert (finding.code, finding.facts["callback"]) == ("agent.callback", "jsonCallback")
    encoded = codec("agent-form", answer_percent="yes").encode(answer(OK))
    finding = found(play("agent-form").says(request()).hears(encoded))[0]
    assert (finding.code, finding.facts["found"]) == ("agent.answer_percent", "yes")


def test_busy_and_not_asked_again_is_the_poss_fault() -> None:
    once = play().says(request()).hears(answer(BUSY))
    assert codes(once) == ["agent.busy", "agent.busy_not_retried"]
    again = play().says(request()).hears(answer(BUSY)).after(3000).says(request()).hears(answer(OK))
    assert [(f.code, f.severity) for f in found(again, paid())] == [("agent.busy", Severity.WARNING)]
    assert "txn.stan_reused" not in again.codes_found(paid())


def test_busy_with_a_request_of_its_own_is_no_news() -> None:
    seen = play().says(request()).silence("answer", 20_000)
    seen.says(request(Kind.INQUIRE, "000002")).hears(answer(BUSY, Kind.INQUIRE, "000002"))
    assert codes(seen) == ["agent.pos_timer_short"]
    facts = found(seen)[0].facts
    assert (facts["waited_ms"], facts["needed_ms"]) == ("20010", "65000")


def test_an_agent_that_gives_up_early_on_the_card_is_told_from_a_customer_who_never_came() -> None:
    early = play().says(request()).after(5000).hears(answer(CARD_WAIT))
    late = play().says(request()).after(30_000).hears(answer(CARD_WAIT))
    assert [(f.code, f.facts["wait_s"]) for f in found(early)] == [("agent.reader_wait_short", "5")]
    assert [(f.code, f.facts["wait_s"]) for f in found(late)] == [("agent.reader_gave_up", "30")]


def test_a_pos_that_waits_for_the_van_has_no_short_card_timer() -> None:
    seen = play().says(request()).after(500)
    seen.host(request()).silence("answer", 20_000)
    assert codes(seen) == []
    silent = play().says(request()).silence("answer", 20_000)
    assert codes(silent) == []


@pytest.mark.parametrize(
    ("result", "code"),
    [
        ("9003", "agent.stopped"),
        ("9004", "agent.request_length"),
        ("9005", "agent.request_unreadable"),
        ("7777", "agent.failed"),
    ],
)
def test_what_the_agent_itself_refused_is_named(result: str, code: str) -> None:
    seen = play("agent-form").says(request()).hears(reply(result="", agent_result=result, agent_text="안됨"))
    assert [(f.code, f.facts["agent_result"]) for f in found(seen)] == [(code, result)]


def test_a_sound_agent_and_a_refusing_van_are_two_things() -> None:
    seen = play().says(request()).hears(answer(OK, result="51"))
    assert codes(seen) == []  # the POS knew it
    wrong = MoneyAccount(0, 0, {}, Belief.APPROVED, 8800, False)
    finding = found(seen, wrong)[0]
    assert (finding.code, finding.facts["agent_result"], finding.facts["code"]) == (
        "agent.code_confused",
        "0000",
        "51",
    )


def test_a_refusal_before_another_card_was_taken_is_no_confusion() -> None:
    seen = play().says(request()).hears(answer(OK, result="51"))
    seen.says(request(stan="000002")).hears(answer(OK, stan="000002"))
    assert codes(seen, paid()) == []
    assert replace(paid(), booked_krw=0).booked_krw == 0
