"""Codes in a text: where one is named as such, and how surely it is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

#: How surely a word is a code: the whole text, named as one, in brackets, or merely looking like one.
WHOLE, NAMED, BRACKETED, LEADING, BARE = "whole", "named", "bracketed", "leading", "bare"

_SHAPE = r"[A-Z]{3,}(?:_[A-Z0-9]+)+|[A-Z]{0,2}\d{1,4}|\d[A-Z]|[A-Z]\d[A-Z0-9]?|[A-Z]{2}[0-9A-Z]{2}|[A-Z]{2}"
_NAMED = (
    r"(?i)(?:(?:응답|결과|오류|에러|거절|승인|리턴|반환)\s?(?:코드|번호|cd)|코드|에러\s?코드|"
    r"\b(?:response|resp|error|err|result|return|ret|reply|reject|status|reason|decline)"
    r"[ _-]?(?:code|cd|no)?|"
    r"\bcode|\brc|\brspcd|\bres_?cd|\bresultcode|\bde[ _-]?39|\bfield[ _-]?39|\bf39|\bbit[ _-]?39|\bp-?39|"
    r"\b39번?|필드\s?39)"
    r"\s?(?:는|은|가|이)?\s?[:=\s#(\[\"'`]{0,4}\s?(?P<code>[A-Za-z0-9_]{2,60})(?![A-Za-z0-9가-힣]|\.\d)"
)
_BRACKETED = rf"[\[(<{{\"'](?P<code>{_SHAPE})[\])>}}\"']"
_LEADING = rf"^\s*(?P<code>{_SHAPE})(?=\s*[:\-/,.|]|\s+\S)"
_WHOLE = re.compile(rf"^\s*(?P<code>{_SHAPE})\s*[.!?]*\s*$", re.IGNORECASE)
_AFTER = r"(?i)(?:거절|오류|에러|실패|error|declined?)\s?[:(\-]\s?(?P<code>\d{2,4})(?![\d.:/-])"
_BARE = rf"(?<![A-Za-z0-9_\-.:*/,])(?P<code>{_SHAPE})(?![A-Za-z0-9_*,]|[.:/-]\d)"
_MAY_HAVE = re.compile(r"[0-9]|[A-Z]{2}|^\s*[a-z]{2}\s*$")
_TAIL_CODE = r"(?P<code>\d{2,4})\s?번?\s?(?:코드|에러|오류)"


@dataclass(frozen=True, slots=True)
class Found:
    """A code as it stands in a text with the word that names it, and how it is marked there."""

    code: str
    how: str
    start: int
    end: int


def codes_in(text: str) -> tuple[Found, ...]:
    """What may be a code, the surest first; each once."""
    if not _MAY_HAVE.search(text):
        return ()
    whole = _WHOLE.match(text)
    if whole:
        return (Found(whole["code"].upper(), WHOLE, *whole.span("code")),)
    found: dict[str, Found] = {}
    named: list[tuple[int, int]] = []
    for pattern, how in _patterns():
        for match in pattern.finditer(text):
            code = match["code"].upper()
            if how is NAMED and not re.fullmatch(_SHAPE, code):
                continue
            if how is NAMED:
                named.append(match.span())
            elif any(start <= match.start("code") < end for start, end in named):
                continue  # a figure in the word that names another code, as in `field 39 = 51`
            found.setdefault(code, Found(code, how, *match.span(0 if how is NAMED else "code")))
    return tuple(found.values())


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compiled when the first figure is met: that takes longer than all else of a short text."""
    kinds = (
        (_NAMED, NAMED),
        (_TAIL_CODE, NAMED),
        (_AFTER, NAMED),
        (_BRACKETED, BRACKETED),
        (_LEADING, LEADING),
    )
    return tuple((re.compile(pattern), how) for pattern, how in (*kinds, (_BARE, BARE)))


def without(text: str, codes: tuple[Found, ...]) -> str:
    """The text without the codes, as the rest of it is read."""
    for one in sorted(codes, key=lambda one: -one.start):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text
