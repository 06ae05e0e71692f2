"""Phrases of the command line: filled in, and left alone where nothing is to be filled in."""

from posdiag.cli.texts import tell


def test_blanks_are_filled_in() -> None:
    assert tell("en", "error.hex_odd", count=3) == "3 hex digits, an odd number"
    assert tell("ko", "error.hex_odd", count=3) == "16진수 숫자가 3개로 홀수입니다"
