"""Finds the mark that tells who sent the bytes of a line: TX and RX, arrows, or the ends by name."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What a POS and its counterparts are called in logs, in small letters.
_POS = frozenset({"pos", "ecr", "till", "kiosk", "포스", "키오스크"})
_OTHERS = frozenset(
    [
        "term",
        "terminal",
        "cat",
        "dev",
        "device",
        "reader",
        "ped",
        "pinpad",
        "eft",
        "van",
        "host",
        "server",
        "pg",
        "agent",
        "단말",
        "단말기",
        "리더",
        "리더기",
        "서버",
        "밴",
        "호스트",
    ]
)
_NAME = r"[A-Za-z가-힣][\w가-힣/-]{0,30}?"
_KNOWN = "|".join(sorted(_POS | _OTHERS, key=len, reverse=True))
_RIGHT, _LEFT = r"-{1,2}>|=>|>{1,3}|→|▶|⇒", r"<-{1,2}|<=|<{1,3}|←|◀|⇐"

_BETWEEN = re.compile(
    rf"(?<![\w<])(?P<x>{_NAME})\s*(?:(?P<right>{_RIGHT})|(?P<left>{_LEFT}))\s*(?P<y>{_NAME})\s*(?=[:\]|)])"
)
_BOTH_KNOWN = re.compile(
    rf"(?<![\w<])(?P<x>{_KNOWN})\s*(?:(?P<right>{_RIGHT})|(?P<left>{_LEFT}))\s*(?P<y>{_KNOWN})(?!\w)", re.I
)
_NAMED = re.compile(
    rf"(?<![\w<가-힣])\[?(?P<who>{_KNOWN}|[A-Z][A-Z0-9]{{1,9}})\]?\s*(?:{_RIGHT})(?![\w>])", re.I
)
_LABEL = re.compile(rf"(?<![\w<가-힣])\[?(?P<who>{_KNOWN})\]?\s*:(?![\d:])", re.I)
_SENT = r"TXD?|SENDING|SENT|SEND|SND|WRITE|WROTE|IRP_MJ_WRITE|송신|전송|보냄|발신"
_GOT = r"RXD?|RECEIVED|RECEIVE|RECV|RCVD?|READ|IRP_MJ_READ|수신|받음"
_WORDS = re.compile(rf"(?<![A-Za-z가-힣_])(?:(?P<sent>{_SENT})|(?P<got>{_GOT}))(?![A-Za-z_])", re.I)
_FIRST = re.compile(rf"\s*[\[(]?(?:(?P<sent>{_SENT})|(?P<got>{_GOT}))[\])]?\s*[: ]", re.I)
_LETTER = re.compile(r"(?<!\w)(?:\[(?P<in>[SR])\]|(?P<before>[SR]):|(?P<loud>OUT|IN)\s*:)(?!\w)")
_ARROWS = re.compile(
    rf"(?<![\w<>=-])(?:(?P<right>{_RIGHT})|(?P<left>{_LEFT}))(?![A-Za-z]{{2,4}}>|0?x?[0-9A-Fa-f]{{2}}>|[<>=-])"
)
_PORT = re.compile(r"(?<![\w/])(COM\d{1,3}|/dev/[\w/.-]+|tty[A-Za-z]+\d+)(?!\w)")
#: How far into a line a mark is looked for.
_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """Who sent. `line` tells the lines of a log apart, `a` and `b` are its ends as far as the mark says.

    `a` is the POS where `known`. `sender` is a name whose side the other lines of the log must tell.
    """

    line: str
    a: str
    b: str
    from_a: bool
    end: int  # where in the text the mark ends
    known: bool = False
    sender: str = ""


def mark(text: str) -> Mark | None:
    """The mark in `text`: a word at its beginning, else ends by name, else a word, else a bare arrow."""
    start = text[:_SEARCH]
    first = _FIRST.match(start)
    if first is not None:
        return Mark("words", "TX", "RX", bool(first["sent"]), first.end())
    port = _PORT.search(start)
    return _between(start) or _named(start) or _worded(start, port[1] if port else "") or _arrow(start)


def _between(text: str) -> Mark | None:
    found = _BETWEEN.search(text) or _BOTH_KNOWN.search(text)
    if found is None or _WORDS.fullmatch(found["x"]) or _WORDS.fullmatch(found["y"]):
        return None
    source, target = (found["x"], found["y"]) if found["right"] else (found["y"], found["x"])
    first, second = sorted((source, target), key=lambda name: (not is_pos(name), is_other(name), name))
    known = is_pos(first) and not is_pos(second)
    return Mark(f"{first} {second}", first, second, source == first, found.end(), known)


def _named(text: str) -> Mark | None:
    for shape in (_NAMED, _LABEL):
        found = shape.search(text)
        if found is None or _WORDS.fullmatch(found["who"]):
            continue
        who = found["who"]
        if is_pos(who):
            return Mark("named", who, "", True, found.end(), True, who)
        if is_other(who):
            return Mark("named", "", who, False, found.end(), True, who)
        return Mark("named", "", "", True, found.end(), False, who)
    return None


def _worded(text: str, port: str) -> Mark | None:
    suffix = f" {port}" if port else ""
    found = _WORDS.search(text)
    if found is not None:
        return Mark(f"words{suffix}", f"TX{suffix}", f"RX{suffix}", bool(found["sent"]), found.end())
    letter = _LETTER.search(text)
    if letter is None:
        return None
    sent = (letter["in"] or letter["before"] or letter["loud"]) in ("S", "OUT")
    return Mark(f"words{suffix}", f"TX{suffix}", f"RX{suffix}", sent, letter.end())


def _arrow(text: str) -> Mark | None:
    found = _ARROWS.search(text)
    if found is None:
        return None
    return Mark("arrows", "A", "B", bool(found["right"]), found.end())


def is_pos(name: str) -> bool:
    """Whether a log means the POS by this name."""
    return name.casefold().rstrip("0123456789") in _POS


def is_other(name: str) -> bool:
    """Whether a log means the terminal or what stands behind it by this name."""
    return name.casefold().rstrip("0123456789") in _OTHERS
