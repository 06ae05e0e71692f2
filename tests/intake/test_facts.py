"""Facts: what counts where several are told, and JSON there and back."""

from posdiag.intake.facts import Fact, all_values, best, fact_object, fact_of, value_of


def test_the_weightier_source_counts_and_of_one_source_the_latest() -> None:
    facts = [
        Fact("amount", "1000", "story"),
        Fact("amount", "2000", "statement"),
        Fact("amount", "3000", "answer"),
        Fact("amount", "4000", "story"),
    ]
    assert value_of(facts, "amount") == "2000"
    assert value_of([facts[0], facts[3]], "amount") == "4000"
    assert all_values(facts, "amount") == ("1000", "2000", "3000", "4000")
    assert best(facts, "place") is None
    assert value_of(facts, "place") == ""


def test_a_fact_comes_back_from_json() -> None:
    for fact in (Fact("place", "kiosk", "story", "키오스크", 3, 7), Fact("van", "nice", "answer", "나이스")):
        assert fact_of(fact_object(fact)) == fact
