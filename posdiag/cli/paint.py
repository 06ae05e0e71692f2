"""Colours for a terminal: the only use of rich, loaded only when there is a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.text import Text

from posdiag.report.lines import Line

STYLES: Mapping[str, str] = {
    "": "",
    "good": "green",
    "bad": "bold red",
    "unsure": "yellow",
    "head": "bold",
    "mark": "bold cyan",
    "dim": "dim",
}


def paint(lines: Iterable[Line], width: int) -> None:
    """Print the lines on the terminal, each span in the colour of its style."""
    console = Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for spans in lines:
        console.print(Text.assemble(*((span.text, STYLES[span.style]) for span in spans)), soft_wrap=True)
