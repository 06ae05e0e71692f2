"""Sums by words: the same features as of the whole text, each counted once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.classify import sums
from posdiag.classify.features import features, normal, spaced
from posdiag.classify.sums import Sums

TEXTS = st.lists(
    st.one_of(
        st.text("가나카드다결제안돼요", max_size=9),
        st.text("abcdrefus", max_size=9),
        st.text("0123456789", max_size=3),
    ),
    max_size=9,
).map(" ".join)


def check(made: Sums, rows: dict[str, int], text: str, more: tuple[str, ...] = ()) -> None:
    wanted = {*features(normal(text)), *more}
    found = made.of(spaced(text), more)
    assert found.known == wanted & rows.keys()
    assert found.row == sum(rows[feature] for feature in found.known)
    assert found.most >= len(wanted)


@given(TEXTS)
def test_a_text_has_the_features_of_its_words_and_of_where_they_meet(text: str) -> None:
    rows = {feature: 3 * number + 1 for number, feature in enumerate(sorted(set(features(normal(text)))))}
    made = Sums(rows)
    for _ in range(2):  # found the first time, kept the second
        check(made, rows, text)
    check(made, rows, text, ("!txn.duplicate",))


def test_what_is_not_known_adds_nothing_and_what_comes_twice_adds_once() -> None:
    rows = {"가나": 5, "=rc": 7, "!x": 11, "rc rc": 13}
    made = Sums(rows)
    assert made.of("가나 다 가나 rc rc", ["!x", "?y"]).row == 5 + 7 + 11 + 13
    assert made.of("", []).row == 0


def test_what_is_kept_is_forgotten_before_it_grows_large() -> None:
    rows = {"가": 1}
    made = Sums(rows)
    for number in range(sums.MOST_KEPT + 50):
        made.of(f"{chr(0xAC00 + number % 11_000)}가{chr(0xAC00 + number // 3)}", [])
    assert len(made._kept) <= sums.MOST_KEPT
    check(made, rows, "가나 나가")
