"""Plain words for the terms of the field, found wherever a text uses them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.guidance.cards import load_cards
from posdiag.guidance.terms import load_terms
from posdiag.marked import Faults
from posdiag.profile.roots import Roots

TERMS = load_terms(Roots.of())


WANTED = (
    "망취소 가승인 BIN 폴백 PG VAN MPM CPM 늦은_응답 직전거래조회 "
    "매입 TID STAN RRN 승인번호 잔액 정책발행 late_answer fall-back"
)


@pytest.mark.parametrize("word", WANTED.replace("fall-back", "fallback").split())
def test_a_term_is_found_by_its_spellings(word: str) -> None:
    term = TERMS.find(word)
    assert term is not None
    assert term.text["ko"]
    assert term.text["en"]


def test_terms_are_found_in_texts_and_words_within_words_are_not() -> None:
    ids = [term.id for term in TERMS.used_in("PG 단말기의 망취소는 VAN에 물어보세요.")]
    assert ids == ["pg", "reversal", "van"]
    assert TERMS.used_in("a caravan with vanity, cabin") == ()


def test_cards_use_terms_that_are_explained() -> None:
    cards = load_cards(Roots.of())
    explained = [card for card in cards if TERMS.used_in(card.text["ko"])]
    assert len(explained) > 30


def test_a_search_looks_into_the_explanations_last() -> None:
    assert [term.id for term in TERMS.search("취소")][:1] == ["reversal"]
    assert [term.id for term in TERMS.search("스캐너")] == ["cpm"]
    assert TERMS.search("zzz") == ()
    assert "망취소" in TERMS.nearest("망취")


@given(st.text(max_size=40))
def test_any_text_can_be_asked(text: str) -> None:
    TERMS.find(text)
    TERMS.search(text)
    TERMS.used_in(text)


def test_faults_have_their_line(tmp_path: Path) -> None:
    (tmp_path / "pos").mkdir()
    (tmp_path / "terms.yaml").write_text(
        "source: s\nterms:\n"
        "  a: {words: [x, 망취소], name: {ko: 가, en: a}, hue: red,"
        f" text: {{ko: {'가' * 200}, en: a}}}}\n",
        encoding="utf-8",
    )
    faults = Faults()
    load_terms(Roots.of([tmp_path]), faults)
    told = "\n".join(map(str, faults.problems))
    for word in ("longer than 110", "unknown key `hue`", "`망취소` is a word of `reversal` too"):
        assert word in told
