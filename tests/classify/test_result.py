"""A classification tells the probability of its answer, and its slots when they are asked for."""

from __future__ import annotations

from posdiag.classify.result import Classification, Ranked


def test_the_probability_is_that_of_the_answer() -> None:
    told = Classification("t", "t", None, "b", (Ranked("a", 0.6), Ranked("b", 0.3)))
    assert told.probability == 0.3
    assert Classification("t", "t", None, "c", ()).probability == 0.0


def test_slots_are_read_from_the_text() -> None:
    told = Classification("t", "오늘 5,000원", None, "unknown", (), scheme="kicc")
    assert (told.slots.amount_krw, told.slots.when, told.slots.scheme) == (5_000, "오늘", "kicc")
