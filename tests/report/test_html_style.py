"""Style and script of the page: nothing asked of anyone, light and dark, paper and keyboard."""

from __future__ import annotations

import re

from posdiag.report.html_style import SCRIPT, STYLE


def test_nothing_is_fetched() -> None:
    assert not re.search(r"url\(|@import|https?:|//[a-z]", STYLE + SCRIPT)
    assert not re.search(r"fetch|XMLHttpRequest|import\(|src=|eval|innerHTML", SCRIPT)


def test_dark_light_print_and_focus_are_thought_of() -> None:
    for part in ("prefers-color-scheme:dark", "@media print", ":focus-visible", "color-scheme:light dark"):
        assert part in STYLE


def test_every_colour_of_the_light_has_its_dark_one() -> None:
    light, dark = re.findall(r":root\{(?:color-scheme:light dark;)?\s*(--[^}]*)\}", STYLE)[:2]
    assert re.findall(r"(--[a-z-]+):", light) == re.findall(r"(--[a-z-]+):", dark)


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(char * 2 for char in colour)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_stands_out_from_its_ground_as_the_guidelines_ask() -> None:
    """WCAG 2.1, 1.4.3: 4.5 to 1."""
    pairs = (
        *(("ink", "bg"), ("ink", "card"), ("soft", "card"), ("soft", "bg"), ("ok-ink", "ok")),
        *(("bad-text", "bad-soft"), ("bad-text", "card"), ("known-ink", "known"), ("late-ink", "late")),
        *(("late-text", "late-soft"), ("odd-ink", "odd"), ("accent", "card")),
    )
    for theme in re.findall(r":root\{(?:color-scheme:light dark;)?\s*(--[^}]*)\}", STYLE)[:2]:
        colours = dict(re.findall(r"--([a-z-]+):#([0-9a-f]{3,6})", theme))
        for ink, ground in pairs:
            high, low = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, ground)
