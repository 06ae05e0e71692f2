"""What was measured, for people and for programs: values with their errand, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from posdiag.learn.measured import Measured
from posdiag.profile.show import plain_value, shown_value
from posdiag.report.columns import columns, pad, shown, wrap
from posdiag.report.lines import Line, line

LEARN_SCHEMA = "posdiag/measured/1"
_PHRASES = {
    "values": {"ko": "잰 것 ({count})", "en": "measured ({count})"},
    "figures": {"ko": "한 번 본 수치", "en": "seen once"},
    "left": {"ko": "재지 못한 것 ({count})", "en": "not measured ({count})"},
    "nothing": {"ko": "아무것도 재지 못했습니다.", "en": "Nothing could be measured."},
}


def learned_lines(done: Measured, lang: str, width: int) -> Iterator[Line]:
    """The whole measurement."""
    yield line(f"{done.subject} · {done.date}", "head")
    if not done.values:
        yield line(_PHRASES["nothing"][lang], "bad")
    rows = [*done.values, *done.figures]
    room = max((columns(one.path) for one in rows), default=0)
    for key, some in (("values", done.values), ("figures", done.figures)):
        if some:
            yield line(_PHRASES[key][lang].format(count=len(some)), "head")
        for one in some:
            yield line(f"  {pad(one.path, room)}  {shown(shown_value(one.value))}  ({one.errand})")
    if done.left_out:
        yield line(_PHRASES["left"][lang].format(count=len(done.left_out)), "head")
    reasons: dict[str, list[str]] = {}
    for left in done.left_out:
        reasons.setdefault(left.words[lang], []).append(left.path)
    for reason, paths in reasons.items():
        opening = "  "
        for row in wrap(f"{', '.join(paths)}: {reason}", width - 4):
            yield line(opening + row, "dim")
            opening = "    "


def learned_object(done: Measured) -> dict[str, Any]:
    """The same for programs."""
    return {
        "schema": LEARN_SCHEMA,
        "subject": done.subject,
        "measures": "pos" if done.is_pos else "terminal",
        "date": done.date,
        "rig": done.rig,
        "transcript": done.transcript,
        "values": [
            {"path": one.path, "value": plain_value(one.value), "errand": one.errand} for one in done.values
        ],
        "figures": [
            {"path": one.path, "value": plain_value(one.value), "errand": one.errand} for one in done.figures
        ],
        "left_out": [
            {"path": one.path, "reason": one.reason, "text": dict(one.words)} for one in done.left_out
        ],
    }
