"""One failure: money first, then the exchange, the cause, the evidence, and only advice that may help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from posdiag.diagnose.finding import CauseShare
from posdiag.payment.money import Belief, MoneyAccount, SeenBy
from posdiag.record import Proof, ProofStatus, RunRecord
from posdiag.report.failure import failure, money_words
from posdiag.report.lines import plain
from posdiag.report.redact import Shown

NAMES = {"comm.timeout.pos_too_short": {"ko": "POS 타임아웃 과소", "en": "POS timer too short"}}


def text(run: Shown, lang: str = "en", alike: Sequence[str] = (), width: int = 108) -> str:
    return "\n".join(plain(failure(run, alike, lang, width, NAMES)))


def test_the_parts_come_in_their_order(failing: Shown) -> None:
    seen = text(failing)
    order = [
        "✗ slow-host · slow host · ref-till@1.0",
        "verdict      the money disagrees",
        "money        the customer was charged once, 12,300 won (coupon 10,000 won + card 2,300 won)",
        "0200 sale 12,300 won",
        "cause        93% POS timer too short [comm.timeout.pos_too_short] · POS",
        "evidence     [error] the POS gave up at 30 s, the answer came at 40 s (frames #1 #6, seen at #4)",
        "what to do now",
        "  merchant   Do not pay again",
        "✓ proven by replay",
        "before: 12,300 charged, POS declined",
        "after: 12,300 charged, POS approved",
        "what to change for good",
        "  technician Set the answer timer to 60 s.",
        "repeat it    posdiag diagnose slow-host --pos ref-till@1.0 --fault host-slow:ms=40000 --seed 7",
    ]
    places = [seen.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_refuted_advice_is_named_but_not_offered(failing: Shown) -> None:
    seen = text(failing)
    assert "Pay again." not in seen
    assert "no help      pay-again" in seen


def test_releases_that_failed_alike_are_named(failing: Shown) -> None:
    assert "same result  1.1 1.2: slow-host · 1.0: other" in text(
        failing, alike=["1.1 1.2: slow-host", "1.0: other"]
    )


def test_the_same_failure_reads_in_korean(failing: Shown) -> None:
    seen = text(failing, "ko")
    assert "원인         93% POS 타임아웃 과소" in seen
    assert "  가맹점     다시 결제하지 말고 직전거래 조회를 하십시오." in seen
    assert "✓ 재생으로 증명됨" in seen


def test_without_a_cause_it_says_that_it_cannot_tell(
    failing_record: Callable[..., RunRecord], show: Callable[[RunRecord], Shown]
) -> None:
    assert "cannot tell from what was seen" in text(show(replace(failing_record(), causes=())))


def test_a_weak_cause_is_called_uncertain(
    failing_record: Callable[..., RunRecord], show: Callable[[RunRecord], Shown]
) -> None:
    weak = (CauseShare("host.busy", 0.31, "host"), CauseShare("comm.timeout", 0.3, "comm"))
    seen = text(show(replace(failing_record(), causes=weak)))
    assert "31% [host.busy] · host · not certain" in seen
    assert "30% [comm.timeout]" in seen


def test_the_money_of_two_charges_and_of_none_is_told() -> None:
    twice = MoneyAccount(2, 24600, {"coupon": 24600}, Belief.APPROVED, 12300, False, SeenBy.STATEMENT)
    assert money_words(twice, "en") == (
        "the customer was charged 2 times, 24,600 won in all (coupon 24,600 won) · "
        "POS books: approved, 12,300 won · the two DISAGREE · by the issuer's statement"
    )
    none = MoneyAccount(0, 0, {}, Belief.DECLINED, 0, True, SeenBy.MESSAGES)
    assert (
        money_words(none, "ko")
        == "고객에게 청구된 것 없음 · POS 장부: 거절, 0원 · 서로 맞음 · 전문만 보고 추정"
    )


def test_a_proof_shows_how_often_it_was_replayed_and_the_money_both_ways(failing: Shown) -> None:
    before = MoneyAccount(1, 10000, {"coupon": 10000}, Belief.APPROVED, 12300, False, SeenBy.STATEMENT)
    after = MoneyAccount(
        2, 12300, {"coupon": 10000, "card": 2300}, Belief.APPROVED, 12300, True, SeenBy.STATEMENT
    )
    proof = Proof(
        ProofStatus.PROVEN,
        passes="as-expected",
        replays=3,
        seeds=(0, 1, 2),
        before_money=before,
        after_money=after,
    )
    advice = replace(failing.record.guidance[0], proof=proof)
    seen = text(replace(failing, record=replace(failing.record, guidance=(advice,))), "ko")
    assert "✓ 재생으로 증명됨: 결제가 제대로 됩니다 · 3번 모두 통과 (시드 0–2)" in seen
    assert "전: 고객에게 1건 10,000원 청구됨 (쿠폰 10,000원) · POS 장부: 승인, 12,300원 · 서로 다름" in seen
    assert "후: 고객에게 2건 12,300원 청구됨 (쿠폰 10,000원 + 카드 2,300원)" in seen


def test_what_keeps_a_deed_from_being_proven_is_said(failing: Shown) -> None:
    why = {"ko": "까닭", "en": "comes right by itself in 3 of 8"}
    advice = replace(failing.record.guidance[1], proof=Proof(ProofStatus.NOT_REPLAYABLE, why=why))
    seen = text(replace(failing, record=replace(failing.record, guidance=(advice,))))
    assert "comes right by itself in 3 of 8" in seen
    assert "proven" not in seen
