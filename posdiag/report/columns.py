"""Text laid out in columns of a terminal: Korean letters take two, and nothing unprintable gets through."""

from __future__ import annotations

import unicodedata

#: Columns of a report that goes to a file or a pipe: a ladder of four lanes fits in.
WIDTH = 108

#: What stands in for the signs of a report where the output cannot carry them; each one column wide.
_PLAIN_SIGNS = str.maketrans(
    {"│": "|", "─": "-", "▶": ">", "◀": "<", "✓": "+", "✗": "X", "●": "*", "╳": "x", "…": "~", "→": ">"}
    | {"·": ".", "═": "=", "«": "<", "»": ">", "–": "-", "×": "x"}
)


def plain_signs(text: str) -> str:
    """The text with drawing signs replaced by ASCII ones of the same width."""
    return text.translate(_PLAIN_SIGNS)


def char_columns(char: str) -> int:
    """Columns that a character takes: 0 for combining marks, 2 for wide ones, otherwise 1."""
    if char.isascii():
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def columns(text: str) -> int:
    """Columns that a text takes."""
    return len(text) if text.isascii() else sum(map(char_columns, text))


def fit(text: str, limit: int) -> str:
    """The text cut to at most `limit` columns, with `…` where something is missing."""
    if columns(text) <= limit:
        return text
    if limit < 1:
        return ""
    kept, used = [], 0
    for char in text:
        wide = char_columns(char)
        if used + wide > limit - 1:
            break
        kept.append(char)
        used += wide
    return "".join(kept) + "…"


def pad(text: str, width: int) -> str:
    """The text cut or filled with blanks to exactly `width` columns."""
    text = fit(text, width)
    return text + " " * (width - columns(text))


def wrap(text: str, limit: int, indent: str = "") -> list[str]:
    """The text on lines of at most `limit` columns, broken at blanks where there are any.

    Every line after the first opens with `indent`.
    """
    lines: list[str] = []
    current = ""
    for word in text.split():
        joined = f"{current} {word}" if current.strip() else current + word
        if columns(joined) <= limit:
            current = joined
            continue
        if current.strip():
            lines.append(current)
            current = indent
        while columns(current + word) > limit and columns(indent) < limit - 2:
            head = _head(word, limit - columns(current))
            lines.append(current + head)
            word, current = word[len(head) :], indent
        current += word
    return [*lines, current] if current.strip() or not lines else lines


def hung(opening: str, text: str, limit: int) -> list[str]:
    """The text behind an opening (`  - `), its further lines indented by as much."""
    room = max(limit - columns(opening), 20)
    parts = wrap(text, room)
    return [f"{opening if at == 0 else ' ' * columns(opening)}{part}" for at, part in enumerate(parts)]


def _head(word: str, limit: int) -> str:
    """The longest beginning of `word` within `limit` columns, at least one character."""
    used = 0
    for index, char in enumerate(word):
        used += char_columns(char)
        if used > limit:
            return word[: max(index, 1)]
    return word


def shown(text: str) -> str:
    """The text on one line, with control and direction characters made visible.

    What a terminal at fault sends may hold escape sequences; a report must not act on them.
    """
    return "".join(char if _harmless(char) else _escape(char) for char in text)


def _harmless(char: str) -> bool:
    return char.isprintable() or char == " "


def _escape(char: str) -> str:
    if char in "\r\n\t":
        return " "
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
