"""The desk plays each errand once, and reads what was seen."""

from __future__ import annotations

from posdiag.learn.desk import answer_to, began_ms, belief, followed_up, gave_up_ms, is_approved, requests
from posdiag.learn.errand import Treat, doing, pay, paying
from posdiag.payment.money import Belief
from posdiag.wire.message import Kind
from tests.learn.made import desk


def test_an_errand_is_played_once_and_read() -> None:
    at = desk("reference/seorak@3.0")  # calls by ENQ before it sends
    told: list[str] = []
    at.watch = lambda errand: told.append(errand.id)
    errand = paying("sale", "결제 | a sale", at.instruments["card"])
    seen = at.play(errand)
    assert seen is not None
    assert at.play(errand) is seen
    assert told == ["sale"]
    (sale,) = requests(seen, Kind.APPROVE)
    assert began_ms(seen, sale) == 0 < sale.first_ms
    assert is_approved(seen, sale)
    answer = answer_to(seen, sale)
    assert answer is not None
    assert answer.get("result") == "00"
    assert belief(seen) is Belief.APPROVED
    assert not followed_up(seen, sale)


def test_what_comes_of_silence_is_read_too() -> None:
    at = desk("reference/seorak@2.0")
    seen = at.play(paying("unanswered", "무응답 | no answer", at.instruments["card"], Treat.UNANSWERED))
    assert seen is not None
    (sale,) = requests(seen, Kind.APPROVE)
    assert answer_to(seen, sale) is None
    gave_up = gave_up_ms(seen, sale)
    assert gave_up is not None
    assert gave_up > 10_000


def test_an_errand_that_the_bench_refuses_is_not_played() -> None:
    at = desk("reference/hangang@3.1")
    wrong = doing("x", "x | x", (pay(),), {"main": at.instruments["card"]}, "no-such-fault")
    assert at.play(wrong) is None
    assert at.played == {}
