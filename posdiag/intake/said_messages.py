"""The exact words of screens, slips and text messages within a story: what stands in quotes,
or before `라고 떠요`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

#: No message on a screen or in a text message is longer.
MAX_MESSAGE = 200

#: What a message came by.
SCREEN, TEXT = "message", "text-message"


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a `kind` (SCREEN or TEXT), and where its words stand."""

    kind: str
    words: str
    start: int
    end: int
    quoted: bool = False


_QUOTES = re.compile(
    r"“([^”]{2,200})”|\"([^\"]{2,200})\"|‘([^’]{2,200})’|「([^」]{2,200})」|『([^』]{2,200})』|《([^》]{2,200})》"
    r"|(?<![A-Za-z])'([^']{2,200})'(?![A-Za-z])|\[([^\]]{4,200})\]"
)
#: Words before a quote that make it a text message of the issuer.
_TEXTED = re.compile(
    r"(?:문자|알림|카톡|알림톡|메시지가 왔|푸시|SMS|text message|alert|notification|"
    r"push)\S{0,4}[^.\"'“‘]{0,20}$",
    re.I,
)
_TEXTED_WORD = re.compile(r"문자|알림|카톡|푸시")
_TEXTED_AFTER = re.compile(r"\s?(?:이?라(?:고|는)|하고)\s?(?:카드사에서 |은행에서 )?(?:문자|알림|카톡|푸시)")
#: Words after a message that say it was shown.
_SHOWN = re.compile(
    r"(?P<end>\s?(?:이?라고|이?라는|이?라면서|이?란)\s?(?:메시지|메세지|문구|글씨|글|말|에러|오류|안내|창|화면|답|전표|문자|알림|카톡)?"
    r"(?:가|이|만|를|을|도|는)?\s?(?:자꾸|계속|막|그냥|딱|화면에|단말기에|포스에)?\s?"
    r"(?:뜨|떠|떴|뜬|나오|나와|나왔|나옴|나온|표시|찍혀|찍혔|적혀|써|쓰여|왔|와요|와서))"
)
_NOUN = (
    r"(?:오류|에러|거절|불가|실패|초과|부족|만료|정지|장애|"
    r"미등록|아님|없음|요망|바랍니다|하세요|입니다|습니다)"
)
_THEN_SHOWN = (
    r"\s?(?:메시지|메세지|문구|안내|창)?(?:가|이|만|도)?\s?(?:자꾸|계속|막)?"
    r"\s?(?:뜨|떠|떴|뜬|나오|나와|나왔|나옴|표시)"
)
_SHORTEST_BEFORE, _LONGEST_BEFORE = 2, 30
_NOUN_SHOWN = re.compile(
    rf"(?P<words>[가-힣A-Za-z0-9()·/ ]{{{_SHORTEST_BEFORE},{_LONGEST_BEFORE}}}?{_NOUN}){_THEN_SHOWN}"
)
#: Where the end of such a message stands, and what cannot stand before it: to look for the ends first is
#: quick, to try each place as a begin is not.
_NOUN_END = re.compile(f"(?={_NOUN}{_THEN_SHOWN})")
_NOT_BEFORE = re.compile(r"[^가-힣A-Za-z0-9()·/ ]")
_LABEL = re.compile("메시지|메세지|문구")
_ENGLISH = re.compile(
    r"(?:says?|said|shows?|showed|displays?|reads?|prints?|message is|error is|error:|"
    r"message:)\s+(?P<words>[A-Z0-9][^.,;\n]{2,100})"
)
_LABELLED = re.compile(
    r"(?:오류|에러|화면|응답)?\s?(?:메시지|메세지|문구)\s?(?:는|은|:|=)\s?(?P<words>[^\n,\"'“‘]{2,100})"
)
#: Where the words of an unquoted message may begin: after a clause or a place.
_CLAUSE = re.compile(
    r"(?:[,.!?\n:;]"
    r"|(?:(?:는데|은데|인데|던데)(?:요)?|니까|더니|하니|으니|면|고|서|결과|근데|그런데)"
    r"|(?:단말기|포스|화면|전표|키오스크|기계|카드사|은행|QR|앱)(?:가|이|는|은|에|에서|에는|에서는)?"
    r"|(?:에는|에서는|자꾸|계속|전부|모두|또))\s+"
)


def said_messages(text: str) -> list[Said]:
    """Every message in the text, in its order; one stretch is one message."""
    found: list[Said] = list(_quoted(text))
    for one in (*_reported(text), *_named(text)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _quoted(text: str) -> Iterator[Said]:
    for match in _QUOTES.finditer(text):
        group = next(number for number, words in enumerate(match.groups(), 1) if words is not None)
        words = match[group].strip()
        if not words:
            continue
        texted = _TEXTED.search(text, max(0, match.start() - 40), match.start()) or _TEXTED_AFTER.match(
            text, match.end()
        )
        yield Said(TEXT if texted else SCREEN, words, match.start(group), match.end(group), True)


def _reported(text: str) -> Iterator[Said]:
    """What stands before `라고 떠요`, back to the last clause."""
    for match in _SHOWN.finditer(text):
        window = text[max(0, match.start() - 60) : match.start()]
        cuts = [cut.end() for cut in _CLAUSE.finditer(window)]
        words = window[cuts[-1] if cuts else 0 :]
        stripped = words.strip(" \"'“”‘’")
        if 2 <= len(stripped) <= MAX_MESSAGE and re.search(r"\w", stripped):
            start = match.start() - len(words) + words.index(stripped)
            texted = _TEXTED_WORD.search(match["end"]) or _TEXTED_WORD.search(
                window, max(0, len(window) - len(words) - 12)
            )
            yield Said(TEXT if texted else SCREEN, stripped, start, start + len(stripped))


def _named(text: str) -> Iterator[Said]:
    for pattern in (_LABELLED, _ENGLISH, _NOUN_SHOWN):
        for match in _matches(pattern, text):
            words = match["words"]
            cuts = [cut.end() for cut in _CLAUSE.finditer(words)] if pattern is _NOUN_SHOWN else []
            words = words[cuts[-1] if cuts else 0 :]
            stripped = words.strip(" '\"")
            if len(stripped) >= 2:
                start = match.end("words") - len(words) + words.index(stripped)
                yield Said(SCREEN, stripped, start, start + len(stripped))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `finditer` gives, found sooner."""
    if pattern is _NOUN_SHOWN:
        yield from _noun_shown(text)
    elif pattern is not _LABELLED or _LABEL.search(text):
        yield from pattern.finditer(text)


def _noun_shown(text: str) -> Iterator[re.Match[str]]:
    """The matches of _NOUN_SHOWN, begun only where an end stands near enough behind."""
    ends = [found.start() for found in _NOUN_END.finditer(text)]
    at = reached = 0
    while True:
        first = len(text)
        for end in islice(ends, reached, None):
            if end - _LONGEST_BEFORE > first:
                break
            begin = _first_begin(text, at, end)
            first = min(first, begin) if begin <= end - _SHORTEST_BEFORE else first
        match = _NOUN_SHOWN.match(text, first)
        if match is None:
            return
        yield match
        at = match.end()
        reached = bisect_left(ends, at)


def _first_begin(text: str, at: int, end: int) -> int:
    """The first place from `at` from which every letter to `end` may be of the message."""
    begin = max(at, end - _LONGEST_BEFORE)
    others = [found.end() for found in _NOT_BEFORE.finditer(text, begin, end)]
    return others[-1] if others else begin
