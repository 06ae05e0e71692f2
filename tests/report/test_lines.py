"""Lines: spans become plain text without blanks at their ends."""

from posdiag.report.lines import Span, line, plain


def test_plain_text_joins_the_spans_and_drops_blanks_at_the_end() -> None:
    assert list(plain([(Span("a "), Span("b  ", "bad")), line(), line("c", "head")])) == ["a b", "", "c"]
