"""Codes in a text: where one is named as such, and how surely it is one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from posdiag.late import late

#: How surely a word is a code: the whole text, named as one, in brackets, or merely looking like one.
WHOLE, NAMED, BRACKETED, LEADING, BARE = "whole", "named", "bracketed", "leading", "bare"

_SHAPE = r"[A-Z]{3,}(?:_[A-Z0-9]+)+|[A-Z]{0,2}\d{1,4}|\d[A-Z]|[A-Z]\d[A-Z0-9]?|[A-Z]{2}[0-9A-Z]{2}|[A-Z]{2}"
_NAMED = late(
    r"(?i)(?:(?:응답|결과|오류|에러|거절|승인|리턴|반환)\s?(?:코드|번호|cd)|코드|에러\s?코드|"
    r"\b(?:response|resp|error|err|result|return|ret|reply|reject|status|reason|decline)"
    r"[ _-]?(?:code|cd|no)?|"
    r"\bcode|\brc|\brspcd|\bres_?cd|\bresultcode|\bde[ _-]?39|\bfield[ _-]?39|\bf39|\bbit[ _-]?39|\bp-?39|"
    r"\b39번?|필드\s?39)"
    r"\s?(?:는|은|가|이)?\s?[:=\s#(\[\"'`]{0,4}\s?(?P<code>[A-Za-z0-9_]{2,60})(?![A-Za-z0-9가-힣]|\.\d)"
)
_BRACKETED = late(rf"[\[(<{{\"'](?P<code>{_SHAPE})[\])>}}\"']")
_LEADING = late(rf"\s*(?P<code>{_SHAPE})(?=\s*[:\-/,.|]|\s+\S)")
_WHOLE = late(rf"^\s*(?P<code>{_SHAPE})\s*[.!?]*\s*$", re.IGNORECASE)
_AFTER = late(r"(?i)(?:거절|오류|에러|실패|error|declined?)\s?[:(\-]\s?(?P<code>\d{2,4})(?![\d.:/-])")
#: A sign that no code begins behind, and what follows none.
_NOT_BEFORE, _NOT_AFTER = r"[A-Za-z0-9_\-.:*/,]", r"(?![A-Za-z0-9_*,]|[.:/-]\d)"
#: `_SHAPE` between such signs, so written that only figures and capitals are looked at.
_BARE = late(
    rf"(?P<code>[A-Z\d](?<!{_NOT_BEFORE}.)(?:(?<=\d)(?:\d{{0,3}}|[A-Z])|(?<=[A-Z])(?:"
    r"[A-Z]{2,}(?:_[A-Z0-9]+)+|[A-Z]?\d{1,4}|\d[A-Z0-9]?|[A-Z][0-9A-Z]{2}|[A-Z])))" + _NOT_AFTER
)
_SHAPED = late(_SHAPE)
_MAY_HAVE = late(r"[0-9]|[A-Z]{2}|^\s*[a-z]{2}\s*$")
#: What any code has, and the one kind that has not.
_SIGN, _TWO_LETTERS = late(r"[\dA-Z]"), late(r"\s*[a-z]{2}\s*$")
_FIGURES = "0123456789"
_TAIL_CODE = late(r"(?P<code>\d{2,4})\s?번?\s?(?:코드|에러|오류)")
#: Where one of these stands in a text in lower case a pattern may find something, and nowhere else.
_NAMING = (
    *("코드", "번호", "cd", "39", "code", "rc", "err", "res", "ret", "reply", "reject", "status", "reason"),
    *("decline", "ſ", "ı", "\u0307"),
)
_TAILS = ("코드", "에러", "오류")
_BEFORE = ("거절", "오류", "에러", "실패", "error", "decline", "ſ", "ı", "\u0307")
#: Letters that are others in lower case, or that no case tells from `s` and `i`.
_ALIKE = ("ſ", "ı", "\u0307")
#: How all that names a code begins, in lower case: `_NAMED` is tried nowhere else.
_BEGINS = late(
    "응답|결과|오류|에러|거절|승인|리턴|반환|코드|필드|re|rc|rsp|err|status|decline|code|de|field|f39|bit|p(?=-?39)|39"
)
GUARDED = ((_NAMED, _NAMING), (_TAIL_CODE, _TAILS), (_AFTER, _BEFORE))
_OPENING = late(r"""[\[(<{"']""")


@dataclass(frozen=True, slots=True)
class Found:
    """A code as it stands in a text with the word that names it, and how it is marked there."""

    code: str
    how: str
    start: int
    end: int


def codes_in(text: str) -> tuple[Found, ...]:
    """What may be a code, the surest first; each once."""
    first = _SIGN.search(text)
    if first is None:
        if not _TWO_LETTERS.match(text):
            return ()
    elif first[0] not in _FIGURES and not _MAY_HAVE.search(text):
        return ()
    whole = _WHOLE.match(text)
    if whole:
        return (Found(whole["code"].upper(), WHOLE, *whole.span("code")),)
    found: dict[str, Found] = {}
    named: list[tuple[int, int]] = []
    for match in _named(text):
        code = match["code"].upper()
        if _SHAPED.fullmatch(code):
            named.append(match.span())
            found.setdefault(code, Found(code, NAMED, *match.span()))
    for match, how in _marked(text, 0 if first is None else first.start()):
        start, end = match.span("code")
        if named and any(since <= start < until for since, until in named):
            continue  # a figure in the word that names another code, as in `field 39 = 51`
        code = match["code"].upper()
        if code not in found:
            found[code] = Found(code, how, start, end)
    return tuple(found.values())


def _named(text: str) -> list[re.Match[str]]:
    """What is named as a code."""
    lowered = text.lower()
    found: list[re.Match[str]] = []
    for pattern, words in GUARDED:
        for word in words:
            if word in lowered:
                found += _names(text, lowered) if pattern is _NAMED else pattern.finditer(text)
                break
    return found


def _names(text: str, lowered: str) -> list[re.Match[str]]:
    """What `_NAMED` finds, tried only where something that it begins with stands."""
    for alike in _ALIKE:
        if alike in lowered:
            return list(_NAMED.finditer(text))
    found: list[re.Match[str]] = []
    end = 0
    for begins in _BEGINS.finditer(lowered):
        at = begins.start()
        if at >= end and (match := _NAMED.match(text, at)):
            found.append(match)
            end = match.end()
    return found


def _marked(text: str, first: int) -> list[tuple[re.Match[str], str]]:
    """What stands where a code stands, or only looks like one. `first` is the first figure or capital."""
    found: list[tuple[re.Match[str], str]] = []
    if _OPENING.search(text):
        found += [(match, BRACKETED) for match in _BRACKETED.finditer(text)]
    if not first or text[:first].isspace():
        leading = _LEADING.match(text)
        if leading:
            found.append((leading, LEADING))
    found += [(match, BARE) for match in _BARE.finditer(text, first)]
    return found


def without(text: str, codes: tuple[Found, ...]) -> str:
    """The text without the codes, as the rest of it is read."""
    for one in codes if len(codes) == 1 else sorted(codes, key=lambda one: -one.start):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text
