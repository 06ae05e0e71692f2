"""Text on the page: escaped, both languages, nothing that HTML has no place for."""

from __future__ import annotations

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from posdiag.report.html_text import attribute, both, clean, phrase_of, texts, word_or


def test_a_text_in_two_languages_is_there_twice_and_one_that_is_the_same_once() -> None:
    assert texts({"ko": "돈", "en": "money"}) == (
        '<span class="ko" lang="ko">돈</span><span class="en" lang="en">money</span>'
    )
    assert both(lambda lang: "POS") == "POS"


def test_phrases_and_words_of_data_are_escaped() -> None:
    assert "&lt;b&gt;" in phrase_of("elsewhere", title="<b>")
    assert word_or("party.none_such", "<x>") == "&lt;x&gt;"
    assert attribute('a"b') == '"a&quot;b"'


@given(st.text(max_size=40))
def test_no_text_opens_a_tag_or_hides_a_sign(text: str) -> None:
    told = clean(text)
    assert not set("<>\"'") & set(told)
    assert unescape(told).isprintable() or "�" in told
