"""Garbled text: mended and named where the bytes are there, marked where not; sound text is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.classify.repair import repair
from posdiag.classify.soundness import FREQUENT

TEXTS = ("승인번호가 틀립니다", "소비쿠폰 잔액이 부족합니다", "카드사 통신 오류 code=12", "결제 안돼요")


def cp1252(data: bytes) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_read_in_another_encoding_is_read_again(text: str) -> None:
    korean, unicode = text.encode("cp949"), text.encode("utf-8")
    assert (repair(korean.decode("latin-1")).text, repair(unicode.decode("latin-1")).text) == (text, text)
    assert (repair(cp1252(korean)).text, repair(cp1252(unicode)).text) == (text, text)
    assert repair(korean.decode("gbk")).text == text
    twice = unicode.decode("latin-1").encode("utf-8").decode("latin-1")
    assert (repair(twice).text, repair(twice).how) == (text, "double: utf8-as-latin1, utf8-as-latin1")


@pytest.mark.parametrize(
    ("garbled", "text", "how"),
    [
        ("½ÂÀÎ¹øÈ£ ¿À·ù", "승인번호 오류", "cp949-as-latin1"),
        ("ìŠ¹ì\x9d¸ ì‹¤íŒ¨", "승인 실패", "utf8-as-cp1252"),
        ("寃곗젣 �븞�뤌�슂", "결제 안돼요", "utf8-as-cp949"),
        (r"msg=b'\xbd\xc2\xc0\xce \xbd\xc7\xc6\xd0'", "msg=b'승인 실패'", "escaped-bytes"),
        ("msg=%EC%8A%B9%EC%9D%B8", "msg=승인", "percent-encoded"),
        ("승인 오류: ½ÂÀÎ¹øÈ£", "승인 오류: 승인번호", "cp949-as-latin1"),
    ],
)
def test_the_damage_is_named(garbled: str, text: str, how: str) -> None:
    mended = repair(garbled)
    assert (mended.text, mended.how) == (text, how)


def test_a_text_cut_inside_a_character_is_marked() -> None:
    mended = repair("결제가 안됩니\ufffd")
    assert (mended.text, mended.how, mended.cut) == ("결제가 안됩니□", "cut", True)


def test_what_is_lost_is_counted_and_marked() -> None:
    mended = repair("카드사 문의 바랍니다".encode("cp949").decode("utf-8", "replace"))
    assert mended.how == "replacement-characters"
    assert mended.unreadable
    assert "\ufffd" not in mended.text


SYLLABLES = st.text(alphabet=st.sampled_from(FREQUENT + " .,?!0123456789"), max_size=60)


@given(SYLLABLES)
def test_sound_korean_stays_as_it_is(text: str) -> None:
    assert repair(text).text == text
    assert repair(text).how is None


@given(
    st.text(
        alphabet=st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="%\\?"), max_size=80
    )
)
def test_sound_english_stays_as_it_is(text: str) -> None:
    assert repair(text).how is None


@pytest.mark.parametrize(
    "text", ["café crème", "뷁 같은 글자", "ㅋㅋㅋ ㅠㅠ", "5 × 3 = 15 ½", "결제 100% 실패", "名前"]
)
def test_odd_but_sound_text_stays_as_it_is(text: str) -> None:
    assert repair(text).text == text


@settings(max_examples=80, deadline=None)
@given(SYLLABLES.filter(lambda text: sum("가" <= sign <= "힣" for sign in text) > 4))
def test_whatever_korean_was_garbled_comes_back(text: str) -> None:
    assert repair(text.encode("utf-8").decode("latin-1")).text == text
