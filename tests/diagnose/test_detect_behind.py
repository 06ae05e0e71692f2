"""What the host's line shows of trouble in front of it, each as a transcript."""

from __future__ import annotations

from dataclasses import replace

from posdiag.diagnose.detect_behind import AT_ONCE_MS, detect_behind
from posdiag.diagnose.finding import Finding
from posdiag.replay.scenario import Do, Step
from posdiag.transcript import LinkName
from posdiag.wire.message import Kind
from tests.diagnose.playbook import Play, codec, reply, request, story

DIALECT = "iso87-ascii"


def line() -> Play:
    return Play(dialect=DIALECT, link=LinkName.HOST)


def found(play: Play, pays: int = 1) -> dict[str, Finding]:
    meant = replace(story(), steps=tuple(Step(Do.PAY, amount_krw=8_800) for _ in range(pays)))
    case = replace(play.case(), host_codec=codec(DIALECT), scenario=meant)
    return {finding.code: finding for finding in detect_behind(case)}


def undo(stan: str = "000002") -> Play:
    return line().says(request()).hears(reply()).after(200).says(request(Kind.REVERSE, stan))


def test_a_sale_that_was_answered_and_heard_says_nothing() -> None:
    assert found(line().says(request()).hears(reply())) == {}


def test_an_approval_undone_at_once_did_not_get_through() -> None:
    finding = found(undo())["txn.undone_at_once"]
    assert int(finding.facts["waited_ms"]) < AT_ONCE_MS
    assert len(finding.evidence) == 3


def test_one_undone_after_a_while_was_waited_for_in_vain() -> None:
    play = line().says(request()).hears(reply()).after(34_000).says(request(Kind.REVERSE, "000002"))
    assert set(found(play)) == {"txn.undone_later"}


def test_a_sale_that_was_never_answered_is_undone_as_it_should_be() -> None:
    assert found(line().says(request()).after(35_000).says(request(Kind.REVERSE, "000002"))) == {}


def test_a_reversal_that_was_answered_and_comes_again_was_not_heard_either() -> None:
    play = undo().hears(reply(Kind.REVERSE, "000002")).after(3_000).says(request(Kind.REVERSE, "000003"))
    assert set(found(play)) == {"txn.undone_at_once", "txn.undone_again_soon"}
    later = undo().hears(reply(Kind.REVERSE, "000002")).after(35_000).says(request(Kind.REVERSE, "000003"))
    assert "txn.undone_again_later" in found(later)


def test_a_reversal_of_a_sale_that_never_came_by_tells_that_its_request_was_lost() -> None:
    assert set(found(line().says(request(Kind.REVERSE)))) == {"txn.reversal_of_unseen"}


def test_more_sales_than_were_meant_are_the_same_one_asked_again() -> None:
    play = line().says(request()).hears(reply()).after(35_000).says(request(stan="000002"))
    assert set(found(play)) == {"txn.asked_again"}
    assert found(play, pays=2) == {}


def test_a_link_to_a_terminal_is_looked_at_elsewhere() -> None:
    play = Play().says(request()).hears(reply()).after(200).says(request(Kind.REVERSE, "000002"))
    assert list(detect_behind(play.case())) == []
