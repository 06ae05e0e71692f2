"""Korean typed while the keyboard was set to English: `dkseho` is what the keys of `안돼` write."""

from __future__ import annotations

from posdiag.classify.soundness import hangul, is_common, typical

_LEAD = {
    key: at
    for at, key in enumerate(
        ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"]
    )
}
_VOWEL = {
    key: at
    for at, key in enumerate(
        [
            "k",
            "o",
            "i",
            "O",
            "j",
            "p",
            "u",
            "P",
            "h",
            "hk",
            "ho",
            "hl",
            "y",
            "n",
            "nj",
            "np",
            "nl",
            "b",
            "m",
            "ml",
            "l",
        ]
    )
}
_TAIL = {
    key: at
    for at, key in enumerate(
        [
            "",
            "r",
            "R",
            "rt",
            "s",
            "sw",
            "sg",
            "e",
            "f",
            "fr",
            "fa",
            "fq",
            "ft",
            "fx",
            "fv",
            "fg",
            "a",
            "q",
            "qt",
            "t",
            "T",
            "d",
            "w",
            "c",
            "z",
            "x",
            "v",
            "g",
        ]
    )
}
#: Letters whose capital writes another sign; of all others the capital writes the same.
_SHIFTED = frozenset("RETQWOP")


def to_korean(text: str) -> str | None:
    """What the keys of a text write in Korean, or None where that is no sound Korean."""
    if not text.isascii() or sum(map(str.isalpha, text)) < 4:
        return None
    words: list[str] = []
    for written in text.split(" "):
        word = _word("".join(map(_key, written)))
        if word is None:
            return None
        words.append(word)
    korean = " ".join(words)
    syllables = hangul(korean)
    if len(syllables) < 2 or typical(korean) < 0.8 or not all(map(is_common, syllables)):
        return None
    return korean


def _key(sign: str) -> str:
    return sign if sign in _SHIFTED or not sign.isalpha() else sign.lower()


def _word(keys: str) -> str | None:
    """The syllables of a run of keys; None where a letter would stand alone."""
    out = ""
    at = 0
    while at < len(keys):
        if not keys[at].isalpha():
            out += keys[at]
            at += 1
            continue
        lead = keys[at]
        vowel = next((keys[at + 1 : at + 1 + n] for n in (2, 1) if keys[at + 1 : at + 1 + n] in _VOWEL), "")
        if lead not in _LEAD or not vowel:
            return None
        at += 1 + len(vowel)
        tail = _tail(keys, at)
        at += len(tail)
        out += chr(0xAC00 + (_LEAD[lead] * 21 + _VOWEL[vowel]) * 28 + _TAIL[tail])
    return out


def _tail(keys: str, at: int) -> str:
    """The final consonant at a place: what stands before a vowel begins the next syllable instead."""
    for length in (2, 1):
        tail = keys[at : at + length]
        following = keys[at + length : at + length + 1]
        if len(tail) == length and tail in _TAIL and following not in _VOWEL:
            return tail
    return ""
