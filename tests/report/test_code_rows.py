"""Codes as an object and as lines."""

from __future__ import annotations

from posdiag.classify.catalogue import load_catalogue
from posdiag.profile.roots import Roots
from posdiag.report.code_rows import codes_object, row_lines, scheme_lines
from posdiag.report.lines import plain

CATALOGUE = load_catalogue(Roots.of())


def test_a_row_tells_scheme_layer_message_cause_reason_and_source() -> None:
    rows = list(plain(row_lines(CATALOGUE.reading("51", "iso8583-de39"), "ko", 100)))
    assert rows[0] == "iso8583-de39 51 · VAN·PG·카드사 · 잔액 부족"
    assert "coupon.insufficient_balance" in rows[1]
    assert "출처: ISO 8583 field 39" in rows[2]


def test_the_object_names_all_schemes_and_says_what_is_translated() -> None:
    told = codes_object(CATALOGUE.reading("8521"), CATALOGUE)
    assert len(told["schemes"]) == 12
    assert told["codes"][0]["translated"] == "ko"


def test_schemes_are_listed_with_the_number_of_their_codes() -> None:
    assert any("nicepay" in row and "479 codes" in row for row in plain(scheme_lines(CATALOGUE, "en", 100)))
