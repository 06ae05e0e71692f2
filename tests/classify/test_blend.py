"""Words and codes put together."""

from __future__ import annotations

import pytest

from posdiag.classify.blend import of_words, ranked, with_codes, with_damage
from posdiag.classify.model import Model, Scores
from posdiag.classify.readings import Weighed
from posdiag.classify.result import UNKNOWN, Reading

HEAD = {
    "causes": ["card.expired", "txn.duplicate", UNKNOWN],
    "temperature": 1.0,
    "scale": 1.0,
    "bias": [0.0] * 3,
}
MODEL = Model(HEAD, [], b"")


def reading(cause: str, weight: float, also: tuple[str, ...] = ()) -> Weighed:
    return Weighed(Reading("s", "1", "host", cause, {}, {}, "", also), weight, True)


def test_a_text_of_which_nothing_is_known_is_unknown() -> None:
    shares = of_words(MODEL, Scores([0.0, 0.0, 0.0], 1, {"a", "b"}, [1, None]), [])
    assert shares[UNKNOWN] > 0.9
    known = of_words(MODEL, Scores([3.0, 0.0, 0.0], 9, {str(n) for n in range(9)}, [1] * 9), [])
    assert max(known, key=lambda cause: known[cause]) == "card.expired"


def test_a_code_takes_its_weight_and_shares_it_with_what_else_it_means() -> None:
    words = {"card.expired": 0.2, "txn.duplicate": 0.3, UNKNOWN: 0.5}
    shares = with_codes(words, [reading("card.expired", 0.9, ("txn.duplicate",))], True)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["card.expired"] > 0.7 > shares["txn.duplicate"] > 0.1
    assert with_codes(words, [], True) == words


def test_a_vague_code_yields_to_a_clear_text() -> None:
    words = {"card.expired": 0.9, "txn.duplicate": 0.05, UNKNOWN: 0.05}
    vague = [reading("card.issuer_declined", 0.95)]
    assert with_codes(words, vague, True)["card.expired"] > 0.5
    assert with_codes(words, vague, False)["card.issuer_declined"] > 0.2


def test_damage_takes_its_share() -> None:
    assert with_damage({"card.expired": 1.0}, {"pos.charset": 0.2}) == {
        "card.expired": 0.8,
        "pos.charset": 0.2,
    }


def test_the_first_is_ranked_however_unlikely() -> None:
    assert ranked({"a": 0.001, "b": 0.0005}, 0.01, 3) == [("a", 0.001)]
    assert [cause for cause, _ in ranked({"a": 0.2, "b": 0.5, "c": 0.3}, 0.01, 2)] == ["b", "c"]
