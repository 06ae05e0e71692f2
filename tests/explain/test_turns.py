"""The words by which payments are told apart."""

from __future__ import annotations

from posdiag.explain.turns import words_of
from posdiag.wire.message import Kind
from tests.explain.scenes import answer, sale


def test_a_request_tells_what_it_asks() -> None:
    words = words_of(sale("000042", "9900"))
    assert (words.kind, words.reply, words.stan, words.amount) == (Kind.APPROVE, False, "000042", "9900")


def test_an_answer_tells_its_result_and_what_was_approved() -> None:
    words = words_of(answer("000042", "9900"))
    assert (words.reply, words.result, words.amount) == (True, "00", "9900")
