"""Words: phrases are filled in, and words from data that the table lacks stand as they are."""

from posdiag.report.words import pick, say, say_or, won


def test_blanks_are_filled_in_both_languages() -> None:
    assert say("ko", "seen.closed", why="재설정") == "연결 끊김: 재설정"
    assert say("en", "seen.closed", why="reset") == "link closed: reset"


def test_a_word_that_the_table_lacks_stands_as_it_is() -> None:
    assert say_or("ko", "purse.coupon", "coupon") == "쿠폰"
    assert say_or("ko", "purse.points", "points") == "points"


def test_amounts_have_thousands_and_their_unit() -> None:
    assert won("ko", 12300) == "12,300원"
    assert won("en", 12300) == "12,300 won"


def test_a_text_that_lacks_the_language_is_given_in_the_other() -> None:
    assert pick({"ko": "쿠폰"}, "en") == "쿠폰"
    assert pick({}, "en") == ""
