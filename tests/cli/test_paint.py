"""Colours: every style that reports use has one, and painted lines hold the same letters."""

from __future__ import annotations

import io
import sys

import pytest

from posdiag.cli.paint import STYLES, paint
from posdiag.report.lines import Span, line


def test_painted_lines_hold_the_same_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    paint([(Span("[bold]쿠폰 "), Span("ok", "good")), line(), line("x" * 200, "dim")], 80)
    assert written.getvalue() == "[bold]쿠폰 ok\n\n" + "x" * 200 + "\n"


def test_every_style_of_a_span_has_a_colour() -> None:
    assert set(STYLES) == {"", "good", "bad", "unsure", "head", "mark", "dim"}
