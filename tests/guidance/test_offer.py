"""The guidance of one run: proven first, refuted never."""

from __future__ import annotations

from functools import lru_cache

from posdiag.diagnose.finding import CauseShare, Severity
from posdiag.diagnose.sayings import found
from posdiag.guidance.cards import AUDIENCES, load_cards
from posdiag.guidance.offer import Offered, gathered_facts, offer
from posdiag.guidance.prove import FAULTLESS, FAULTY, REAL, Prover, Replayed
from posdiag.profile.library import Library
from posdiag.profile.roots import Roots
from posdiag.profile.traits import Timers, Traits
from posdiag.record import Advice, ProofStatus
from posdiag.replay.variant import Variant
from tests.diagnose.playbook import ACK, Play, refused, reply, request, story
from tests.guidance.counter import FAILED, LEFT_OPEN, PASSED, variant


@lru_cache
def library() -> Library:
    return Library.load()


def offered(cause: str, before: Variant, passing: bool | None, *codes: str) -> tuple[Advice, ...]:
    """Advice for a declined sale; `passing` None replays nothing."""
    return offered_with(cause, before, passing, *codes).advice


def offered_with(cause: str, before: Variant, passing: bool | None, *codes: str) -> Offered:
    case = Play(scenario=before.scenario).says(request()).hears(ACK).hears(reply(result="51")).case(refused())
    return offer(
        load_cards(Roots.of()),
        [CauseShare(cause, 0.9, "pos")],
        case,
        library(),
        before,
        None if passing is None else prover(before, passing),
        [found(code, Severity.ERROR, (), (), check="xor-from-stx") for code in codes],
    )


def prover(before: Variant, passing: bool) -> Prover:
    """Every deed passes, or none does; the case itself fails."""

    def play(case: Variant, _: int, __: bool) -> Replayed:
        return PASSED if passing and case != before else FAILED

    return Prover(before, FAILED, 0, play, FAULTLESS)


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
        told = offer(load_cards(Roots.of()), causes, case, library(), before, prover(before, passing))
        return {one.id for one in told.advice if one.cause == "comm.handshake"}

    assert "comm-handshake-technician-2" in ids(True)
    assert ids(False) == set()


def test_a_deed_in_options_that_the_dialect_has_not_is_not_replayed() -> None:
    """`length` is an option of ECR dialects; an agent's telegram has `length_counts`."""
    before = variant(traits=Traits(dialect="agent-form"))
    advice = offered("pos.message_format.length_scope", before, True, "wire.length_scope")
    assert all(one.proof.status is not ProofStatus.PROVEN for one in advice if "scope" in one.id)


def test_a_proven_timer_is_named_in_the_words() -> None:
    before = variant(traits=Traits(timers=Timers(answer_ms=15000)))
    told = {one.id: one for one in offered("comm.timeout.pos_too_short", before, True)}
    words = told["comm-timeout-pos-too-short-technician"].text
    assert "30초" in words["ko"]
    assert "30 s" in words["en"]
    plain = {one.id: one for one in offered("comm.timeout.pos_too_short", before, None)}
    assert "60초" in plain["comm-timeout-pos-too-short-technician"].text["ko"]


def test_a_proven_release_is_named_by_its_version_and_told_once() -> None:
    old = library().products["reference/hangang"].releases[0]
    told = offered("pos.version_incompatible", Variant(story(), old), True)
    fixes = [one for one in told if one.kind == "fix"]
    assert [one.id for one in fixes] == ["pos-version-incompatible-technician"]
    assert "1.1 버전" in fixes[0].text["ko"]


def test_what_is_only_true_where_proven_is_not_offered_without() -> None:
    old = Variant(story(), library().products["reference/hangang"].releases[0])
    ids = {one.id for one in offered("pos.charset", old, True)}
    assert "newer-release-technician" in ids
    for passing in (False, None):
        assert "newer-release-technician" not in {one.id for one in offered("pos.charset", old, passing)}


def test_deeds_that_were_refuted_are_counted() -> None:
    before = variant(traits=Traits(timers=Timers(answer_ms=15000)))
    tried = offered_with("comm.timeout.pos_too_short", before, False).tried
    assert tried.deeds == tried.refuted > 0
    assert tried.proven == 0
    proven = offered_with("comm.timeout.pos_too_short", before, True).tried
    assert proven.proven > 0
    assert proven.replays >= FAULTLESS.least * proven.proven


def test_where_the_standing_order_cannot_be_acted_out_the_merchant_is_sent_to_the_terminal() -> None:
    case = Play(scenario=story()).says(request()).silence("answer", 20_000).case(LEFT_OPEN.money)
    before = variant()

    def ids(outcome: Replayed) -> set[str]:
        def play(one: Variant, _: int, __: bool) -> Replayed:
            return LEFT_OPEN if one == before else outcome

        made = Prover(before, LEFT_OPEN, 0, play, FAULTLESS)
        causes = [CauseShare("comm.timeout", 0.9, "line")]
        return {one.id for one in offer(load_cards(Roots.of()), causes, case, library(), before, made).advice}

    assert "standing-order-merchant" in ids(PASSED)
    assert "standing-order-merchant-at-terminal" not in ids(PASSED)
    assert "standing-order-merchant-at-terminal" in ids(LEFT_OPEN)
    assert "standing-order-merchant" not in ids(LEFT_OPEN)


def test_in_real_time_nobody_waits_for_minutes() -> None:
    before = variant()
    case = Play(scenario=before.scenario).says(request()).hears(ACK).hears(reply(result="51")).case(refused())
    waited: list[int | None] = []

    def play(one: Variant, _: int, __: bool) -> Replayed:
        waited.append(one.scenario.steps[0].again_ms)
        return FAILED

    causes = [CauseShare("host.busy", 0.9, "van")]
    cards = load_cards(Roots.of())
    offer(cards, causes, case, library(), before, Prover(before, FAILED, 0, play, REAL))
    assert not any(waited)
    offer(cards, causes, case, library(), before, Prover(before, FAILED, 0, play, FAULTY))
    assert any(waited)
