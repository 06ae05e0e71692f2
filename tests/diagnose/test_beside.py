"""A second cause beside the first: only what the first leaves unexplained may raise one."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st

from posdiag.diagnose.beside import LEAST_USUAL, candidates, unexplained, with_second
from posdiag.diagnose.causes import CauseTable, load_causes
from posdiag.diagnose.finding import CauseShare, Finding, Severity, class_of
from posdiag.diagnose.rank import rank
from posdiag.diagnose.ranking import Ranking, Second
from posdiag.diagnose.sayings import SAYINGS, found
from posdiag.profile.roots import Roots

SURE = Second(bias=3.0, share=1.0, rare=0.0)


@lru_cache
def table(usual: float = 0.0, second: Second = SURE) -> CauseTable:
    """The shipped causes by hand; late ACKs and wrong charsets come together in so many cases."""
    often = {"pos.charset": {"timing.ack_late": usual}, "comm.timeout": {"text.wrong_charset": usual}}
    ranking = Ranking(usual=often, second=second)
    return CauseTable({cause.id: cause for cause in load_causes(Roots.of())}, ranking)


def seen(*codes: str) -> list[Finding]:
    return [found(code, Severity.ERROR) for code in codes]


def test_what_the_first_explains_by_hand_or_by_its_cases_is_left_out() -> None:
    both = seen("text.wrong_charset", "timing.ack_late")
    assert [f.code for f in unexplained(both, "pos.charset", table())] == ["timing.ack_late"]
    assert not unexplained(both, "pos.charset", table(LEAST_USUAL))


def test_what_is_left_over_raises_a_second_of_another_class() -> None:
    shares = rank(seen("text.wrong_charset", "timing.ack_late"), table())
    assert {share.cause for share in shares[:2]} == {"pos.charset", "comm.timeout"}
    second = next(share for share in shares if share.beside)
    assert second.beside > 0.9
    assert second.because
    assert sum(share.probability for share in shares) <= 1.0


def test_what_the_cases_of_the_first_often_show_raises_none() -> None:
    shares = rank(seen("text.wrong_charset", "timing.ack_late"), table(LEAST_USUAL))
    assert not any(share.beside for share in shares)


def test_one_that_is_hardly_ever_there_is_not_told() -> None:
    never = Second(bias=-9.0, share=0.0, rare=0.0)
    shares = rank(seen("text.wrong_charset", "timing.ack_late"), table(0.0, never))
    assert not any(share.beside for share in shares)


def test_unknown_has_nobody_beside_it() -> None:
    shares = (CauseShare("unknown", 0.9, "unknown"),)
    assert with_second(shares, seen("timing.ack_late"), table(), ()) == shares


def test_the_rarer_the_loudest_finding_is_with_the_first_the_more_it_says() -> None:
    both = seen("text.wrong_charset", "timing.ack_late")
    seldom = next(candidates(both, "pos.charset", table(0.01), ()))
    never = next(candidates(both, "pos.charset", table(), ()))
    assert seldom.cause == never.cause == "comm.timeout"
    assert never.rarity > seldom.rarity > 0


@given(st.lists(st.sampled_from(sorted(SAYINGS)), min_size=1, max_size=8))
def test_the_first_stays_the_first_and_nobody_of_its_class_stands_beside_it(codes: list[str]) -> None:
    alone = rank(seen(*codes), table(0.0, Second(bias=-99.0)))
    shares = rank(seen(*codes), table())
    assert bool(shares) == bool(alone)
    if shares:
        assert shares[0].cause == alone[0].cause
        beside = [share for share in shares if share.beside]
        assert all(class_of(share.cause) != class_of(shares[0].cause) for share in beside)
        assert sum(share.beside for share in beside) <= 1.0005
        assert sum(share.probability for share in shares) <= 1.0005


def test_of_two_side_effects_the_louder_does_not_hide_the_other() -> None:
    three = seen("text.wrong_charset", "timing.ack_late", "money.cancel_unrestored")
    found_beside = [one.cause for one in candidates(three, "pos.charset", table(), ())][:2]
    assert {class_of(cause) for cause in found_beside} == {"comm.timeout", "txn.reversal_failed"}
