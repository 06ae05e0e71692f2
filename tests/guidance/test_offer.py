"""The guidance of one run: proven first, refuted never."""

from __future__ import annotations

from functools import lru_cache

from posdiag.diagnose.finding import CauseShare, Severity
from posdiag.diagnose.sayings import found
from posdiag.guidance.cards import AUDIENCES, load_cards
from posdiag.guidance.offer import gathered_facts, offer
from posdiag.guidance.prove import Replayed
from posdiag.profile.library import Library
from posdiag.profile.roots import Roots
from posdiag.profile.traits import Timers, Traits
from posdiag.record import Advice, ProofStatus
from posdiag.replay.variant import Variant
from tests.diagnose.playbook import ACK, Play, refused, reply, request, story
from tests.guidance.counter import FAILED, PASSED, variant


@lru_cache
def library() -> Library:
    return Library.load()


def offered(cause: str, before: Variant, passing: bool | None, *codes: str) -> tuple[Advice, ...]:
    """Advice for a declined sale; `passing` None replays nothing."""
    case = Play(scenario=before.scenario).says(request()).hears(ACK).hears(reply(result="51")).case(refused())
    played = 0

    def replay(_: Variant, __: int) -> Replayed:
        nonlocal played
        played += 1
        return PASSED if passing else FAILED

    advice = offer(
        load_cards(Roots.of()),
        [CauseShare(cause, 0.9, "pos")],
        case,
        before,
        library(),
        FAILED,
        None if passing is None else replay,
        0,
        [found(code, Severity.ERROR, (), (), check="xor-from-stx") for code in codes],
    )
    assert played <= 30
    return advice


def test_proven_advice_comes_first_and_every_audience_is_served() -> None:
    before = variant(traits=Traits(timers=Timers(answer_ms=15000)))
    advice = offered("comm.timeout.pos_too_short", before, True)
    assert advice[0].proof.status is ProofStatus.PROVEN
    assert {one.audience for one in advice} == set(AUDIENCES)
    assert any(one.id == "comm-timeout-pos-too-short-technician" for one in advice)


def test_refuted_advice_is_not_offered() -> None:
    before = variant(traits=Traits(timers=Timers(answer_ms=15000)))
    advice = offered("comm.timeout.pos_too_short", before, False)
    assert all(one.proof.status is ProofStatus.NOT_REPLAYABLE for one in advice)
    assert not any(one.id == "comm-timeout-pos-too-short-technician" for one in advice)


def test_without_a_replay_all_advice_stands_unproven() -> None:
    advice = offered("coupon.insufficient_balance", variant(story(balance=5000)), None)
    assert advice
    assert all(one.proof.status is ProofStatus.NOT_REPLAYABLE for one in advice)


def test_facts_of_the_findings_fill_the_deeds() -> None:
    advice = offered("pos.message_format.check_rule", variant(), True, "wire.check_rule")
    proven = [one.id for one in advice if one.proof.status is ProofStatus.PROVEN]
    assert "pos-message-format-check-rule-technician" in proven


def test_the_worst_findings_facts_win() -> None:
    first = found("wire.check_rule", Severity.ERROR, (), (), check="a")
    second = found("wire.check_rule", Severity.WARNING, (), (), check="b", more="c")
    assert gathered_facts([first, second]) == {"check": "a", "more": "c"}


def test_a_setting_of_a_less_likely_cause_is_offered_once_it_is_proven() -> None:
    before = variant()
    case = Play(scenario=before.scenario).says(request()).silence("ack", 3000).case(refused())
    causes = [CauseShare("comm.disconnected", 0.4, "line"), CauseShare("comm.handshake", 0.03, "terminal")]

    def ids(passing: bool) -> set[str]:
        outcome = PASSED if passing else FAILED
        advice = offer(
            load_cards(Roots.of()), causes, case, before, library(), FAILED, lambda *_: outcome, 0, ()
        )
        return {one.id for one in advice if one.cause == "comm.handshake"}

    assert "comm-handshake-technician-2" in ids(True)
    assert ids(False) == set()


def test_a_deed_in_options_that_the_dialect_has_not_is_not_replayed() -> None:
    """`length` is an option of ECR dialects; an agent's telegram has `length_counts`."""
    before = variant(traits=Traits(dialect="agent-form"))
    advice = offered("pos.message_format.length_scope", before, True, "wire.length_scope")
    assert all(one.proof.status is not ProofStatus.PROVEN for one in advice if "scope" in one.id)
