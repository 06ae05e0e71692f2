"""Find the words of a lexicon in a story: whatever the blanks, through slips and near misses,
minding denials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from posdiag.intake.lexicon import Field, Lexicon, Value

#: Near misses are looked for in texts up to so long only: it takes time.
_FUZZY_TEXT = 1_500
#: Words of fewer syllables are found as they stand, or not at all.
_FUZZY_SYLLABLES = 4
#: Names of things, which are misspelt; what a phrase says turns round with a letter.
_FUZZY_FIELDS = ("place", "programme", "instrument", "issuer", "van")
_HANGUL = re.compile(r"[가-힣]")
#: What, right after a word, takes it back.
_DENIED = re.compile(
    r"(?:으로|로|에서|에선|을|를|이|가|은|는|도|기)?(?:한게|한건|결제한게|결제)?(?:은|는|이|가)?(?:말고|아니|아닌|안쓰|안썼|안했|대신)"
)
#: What, right after a place or kind, says that there it works.
_WORKS = re.compile(
    r"(?:단말기|결제|카드)?(?:에서|에선|으로|로)?(?:는|은|도|만)?(?:결제)?(?:하면|하니까|하니)?(?:잘|다|정상|문제없이)*(?:되는데|됐는데|되고|돼요|됩니다|되었는데|되던데|됐어요|됐고)"
)
#: Fields of which a story also tells the value that is not the trouble: `카운터에서는 되는데 키오스크에서
#: 안 돼요`.
_DENIED_OR_WORKS = re.compile(f"{_DENIED.pattern}|{_WORKS.pattern}")
_NO_DENIAL = re.compile(r"(?!)")
_DENIALS = dict.fromkeys(("place", "entry", "instrument", "issuer", "van"), _DENIED_OR_WORKS)
_DENIED_BEFORE = re.compile(
    r"\b(?:not|never|without|instead of)(?:\s+(?:at|in|on|by|the|a|an|with|via|using|any))*\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value of a field that the text names, and the stretch that does."""

    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without blanks, through its slips, in small letters,
    with the place of each letter in the text.
    """

    text: str
    places: tuple[int, ...]
    original: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A word as it is looked for, made once: without blanks in a squeezed text, or, where it has no Hangul,
    by `whole` in the text as it stands, of which `text` then is the longest part.
    """

    text: str
    whole: re.Pattern[str] | None
    letters: str  # in jamo, where near misses of it count; else nothing


@lru_cache(maxsize=8_192)
def _wanted(word: str) -> _Wanted:
    if not _HANGUL.search(word):
        parts = re.split(r"[\s-]+", word.lower())
        pattern = r"(?<![a-z0-9])" + r"[\s-]+".join(map(re.escape, parts)) + r"(?![a-z0-9])"
        return _Wanted(max(parts, key=len), re.compile(pattern), "")
    text = word.replace(" ", "").lower()
    near = len(text) >= _FUZZY_SYLLABLES and all("가" <= char <= "힣" for char in text)
    return _Wanted(text, None, jamo(text) if near else "")


def squeeze(text: str, lexicon: Lexicon) -> Squeezed:
    """The text as words are looked for in it; every letter keeps its place."""
    lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    places = tuple(at for at, char in enumerate(lowered) if not char.isspace())
    bare = "".join(lowered[at] for at in places)
    for wrong, right in lexicon.slips.items():
        bare = bare.replace(wrong, right.lower())
    return Squeezed(bare, places, lowered)


def find(field: Field, seen: Squeezed) -> list[Found]:
    """The values of a field that the text names and does not deny, the likeliest meant first."""
    denial = _DENIALS.get(field.id, _DENIED)
    exact = [found for value in field.values for found in _exact(value, seen, denial)]
    if not exact and field.id in _FUZZY_FIELDS and len(seen.text) <= _FUZZY_TEXT:
        begins = _Begins(seen)
        exact = [found for value in field.values for found in _near(value, seen, begins, denial)]
    if (
        not exact and field.id == "programme"
    ):  # `소비쿠폰 말고 신용카드로 긁혔어요`: that was the coupon meant
        exact = [found for value in field.values for found in _exact(value, seen, _NO_DENIAL)]
    order = {value.id: number for number, value in enumerate(field.values)}
    first: dict[str, Found] = {}
    for one in sorted(exact, key=lambda one: (order[one.value.id], one.start)):
        first.setdefault(one.value.id, one)
    return list(first.values())


def _exact(value: Value, seen: Squeezed, denial: re.Pattern[str]) -> Iterator[Found]:
    for wanted in map(_wanted, value.words):
        if wanted.whole is None:
            at = seen.text.find(wanted.text)
            while at >= 0:
                if not _denied(seen, at + len(wanted.text), denial):
                    yield _placed(value, seen, at, at + len(wanted.text))
                at = seen.text.find(wanted.text, at + 1)
        elif wanted.text in seen.original:
            yield from _whole_words(value, wanted.whole, seen, denial)
    for pattern in value.patterns:
        for match in pattern.finditer(seen.text):
            if match.end() > match.start():
                yield _placed(value, seen, match.start(), match.end())


def _whole_words(
    value: Value, pattern: re.Pattern[str], seen: Squeezed, denial: re.Pattern[str]
) -> Iterator[Found]:
    for match in pattern.finditer(seen.original):
        before = seen.original[max(0, match.start() - 30) : match.start()]
        squeezed = sum(place < match.end() for place in seen.places) if _HANGUL.search(seen.original) else -1
        if _DENIED_BEFORE.search(before) or (squeezed >= 0 and _denied(seen, squeezed, denial)):
            continue
        yield Found(value, match.start(), match.end())


def _denied(seen: Squeezed, end: int, denial: re.Pattern[str]) -> bool:
    return bool(denial.match(seen.text[end : end + 24]))


def _placed(value: Value, seen: Squeezed, start: int, end: int) -> Found:
    return Found(value, seen.places[start], seen.places[end - 1] + 1)


# -- near misses -----------------------------------------------------------------------------------


def _near(value: Value, seen: Squeezed, begins: _Begins, denial: re.Pattern[str]) -> Iterator[Found]:
    """Words of enough syllables of which one letter is wrong, missing or too many."""
    for word in value.words:
        wanted = _wanted(word)
        if not wanted.letters:
            continue
        whole = len(wanted.text)
        for at in begins.of(wanted.text):
            for length in (whole, whole - 1, whole + 1):
                part = seen.text[at : at + length]
                if (
                    len(part) == length
                    and one_apart(wanted.letters, jamo(part))
                    and not _denied(seen, at + length, denial)
                ):
                    yield _placed(value, seen, at, at + length)
                    break


class _Begins:
    """Places where a word of the text begins, by its first and its second letter."""

    __slots__ = ("_first", "_second", "_size")

    def __init__(self, seen: Squeezed) -> None:
        text, places = seen.text, seen.places
        self._size = len(text)
        self._first: dict[str, list[int]] = {}
        self._second: dict[str, list[int]] = {}
        for at, letter in enumerate(text):
            if at == 0 or places[at] > places[at - 1] + 1:
                self._first.setdefault(letter, []).append(at)
                self._second.setdefault(text[at + 1 : at + 2], []).append(at)

    def of(self, wanted: str) -> list[int]:
        """Where a word may stand of which the first or the second syllable is as it should be."""
        first, second = self._first.get(wanted[0], ()), self._second.get(wanted[1], ())
        if not first and not second:
            return []
        last = self._size - len(wanted) + 1
        return [at for at in sorted({*first, *second}) if at <= last]


@lru_cache(maxsize=4_096)
def jamo(word: str) -> str:
    """A word in the letters of its syllables, without empty finals."""
    letters = []
    for char in word:
        code = ord(char) - 0xAC00
        if 0 <= code < 11_172:
            letters.append(chr(0x1100 + code // 588) + chr(0x1161 + code % 588 // 28))
            if code % 28:
                letters.append(chr(0x11A7 + code % 28))
        else:
            letters.append(char)
    return "".join(letters)


def one_apart(one: str, other: str) -> bool:
    """Whether two words differ by at most one letter changed, missing or added."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + 1 :] == long[at + 1 :] if len(short) == len(long) else short[at:] == long[at + 1 :]
