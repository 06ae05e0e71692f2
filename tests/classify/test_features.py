"""Features are alike where texts differ in spaces, case and typing errors."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.classify.features import MOST_SIGNS, features, normal, of_phrase, pieces, shown


def of(text: str) -> set[str]:
    return set(features(normal(text)))


def test_spaces_and_case_change_nothing_in_korean_and_english() -> None:
    assert of("결제 가 안돼요") == of("결제가안돼요")
    assert of("TIMEOUT") == of("timeout")


def test_a_typing_error_leaves_most_letters_alike() -> None:
    right, wrong = of("잔액이 부족합니다"), of("잔액이 부죡합니다")
    assert len(right & wrong) > 0.4 * len(right)


def test_amounts_and_times_are_all_one() -> None:
    assert of("12,300원 결제 2026-03-01") == of("8,000원 결제 2025-11-30")


def test_readable_features_are_told_from_the_others() -> None:
    assert [shown(one) for one in ("=timeout", "잔액", "잔", "read timed", "<tim")] == [
        "timeout",
        "잔액",
        "",
        "read timed",
        "",
    ]
    assert of_phrase("comm.tls", True) != of_phrase("comm.tls", False)


@given(st.text(max_size=200))
def test_any_text_has_features(text: str) -> None:
    assert isinstance(features(normal(text)), list)
    assert len(normal("가" * 5_000)) <= MOST_SIGNS + 1


@given(st.text(alphabet="가나다abc", max_size=140), st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_pieces_are_all_that_have_one_of_the_lengths(run: str, lengths: list[int]) -> None:
    wanted = [run[at : at + length] for length in lengths for at in range(len(run) - length + 1)]
    assert list(pieces(run, tuple(lengths))) == wanted


def test_a_run_of_syllables_goes_over_spaces_and_signs_but_not_over_other_letters() -> None:
    assert "제안" in of("결제, 안돼요")
    assert "제안" not in of("결제 a 안돼요")
    assert of("결제 abcd 안돼요") >= {"=abcd", "<abc", "bcd>", "결제", "안돼요"}
