"""How sound a text looks."""

from __future__ import annotations

from posdiag.classify.soundness import hangul, has_latin, is_common, is_plain, odd, rare, typical


def test_syllables_that_people_write_are_told_from_others() -> None:
    assert is_common("각")
    assert not is_common("뷃")
    assert rare("승인 뷃") == 1
    assert hangul("a가b나") == ["가", "나"]


def test_mojibake_looks_odd_and_korean_does_not() -> None:
    assert odd("½ÂÀÎ¹øÈ£") == 8
    assert odd("승인번호 오류!") == 0
    assert is_plain("승인번호 오류 (12) ~")
    assert not is_plain("½Â")
    assert has_latin("é")
    assert not has_latin("e")


def test_korean_consists_of_frequent_syllables() -> None:
    assert typical("카드 결제가 안돼요") > 0.9
    assert typical("횆짬쨉책쨩챌") < 0.3
    assert typical("abc") == 0.0
