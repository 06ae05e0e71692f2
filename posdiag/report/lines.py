"""Lines of a report with the style of each stretch, so that one layout serves paper and colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style: good, bad, unsure, head, mark, dim, or none."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


def line(text: str = "", style: str = "") -> Line:
    """A line in one style."""
    return (Span(text, style),) if text else ()


def plain(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as bare text, without blanks at their ends."""
    for spans in lines:
        yield "".join(span.text for span in spans).rstrip()
