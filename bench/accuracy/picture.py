"""The confusion matrix as a picture: a row for each class that it was, a column for each that was named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape

_CELL, _LEFT, _TOP = 18, 250, 230
_FONT = 'font-family="sans-serif" font-size="11"'


def confusion_svg(counts: Mapping[tuple[str, str], int], title: str) -> str:
    """An SVG of the counts; the darker a cell, the larger its share of the row. Right is green."""
    totals: Counter[str] = Counter()
    for (was, _), count in counts.items():
        totals[was] += count
    rows = sorted(totals)
    columns = sorted({*rows, *(named for _, named in counts)}, key=lambda name: (name not in rows, name))
    width, height = _LEFT + _CELL * len(columns) + 20, _TOP + _CELL * len(rows) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="8" y="18" {_FONT} font-weight="bold">{escape(title)}</text>',
        f'<text x="8" y="{_TOP - 8}" {_FONT} fill="#555">was ↓ &#160; named →</text>',
    ]
    for number, name in enumerate(columns):
        x = _LEFT + _CELL * number + 13
        turned = f'transform="rotate(-90 {x} {_TOP - 6})"'
        parts.append(f'<text x="{x}" y="{_TOP - 6}" {_FONT} {turned}>{escape(name)}</text>')
    for row, was in enumerate(rows):
        y = _TOP + _CELL * row
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 13}" {_FONT} text-anchor="end">{escape(was)}</text>')
        for column, named in enumerate(columns):
            parts.append(
                _cell(_LEFT + _CELL * column, y, counts.get((was, named), 0), totals[was], was == named)
            )
    return "\n".join([*parts, "</svg>", ""])


def _cell(x: int, y: int, count: int, total: int, right: bool) -> str:
    box = f'<rect x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" stroke="#ddd"'
    if not count:
        return f'{box} fill="#fff"/>'
    share = count / total
    colour = "#1a7f37" if right else "#cf222e"
    ink = "#fff" if share > 0.5 else "#111"
    return (
        f'{box} fill="{colour}" fill-opacity="{max(0.12, share):.2f}"/>'
        f'<text x="{x + _CELL // 2}" y="{y + 13}" text-anchor="middle" font-family="sans-serif" '
        f'font-size="9" fill="{ink}">{count}</text>'
    )
