"""Garbled text: found, mended where the bytes allow it, and named by how it was garbled.

Text written in one encoding and read in another is turned back into bytes by the encoding it was read in, and
read again in the one it was written in. A result counts only where it is sound Korean and the text as it came
is not; sound text is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from posdiag.classify.lost_bytes import LOST, utf8_from_cp949
from posdiag.classify.soundness import REPLACEMENT, hangul, has_latin, is_plain, odd, rare, typical
from posdiag.late import late

#: Where nothing can be restored, and where only the end is damaged.
REPLACED, CUT = "replacement-characters", "cut"
#: Shares of frequent syllables: of sound Korean, and the least that is believed.
_TYPICAL, _LEAST_TYPICAL = 0.7, 0.5
#: Longer text is mended by its beginning alone.
MOST_SIGNS = 20_000


@dataclass(frozen=True, slots=True)
class Repair:
    """A text as it should be read. `how` is None where it was sound; `lost` counts signs beyond repair.

    `cut` says that it ends, or a field in it ends, inside a character.
    """

    text: str
    how: str | None = None
    lost: int = 0
    cut: bool = False

    @property
    def unreadable(self) -> bool:
        """Whether more is lost than left."""
        return self.lost > 0 and self.lost >= len(re.findall(r"[가-힣A-Za-z]", self.text))


def repair(text: str) -> Repair:
    """The text mended, with the name of the damage; unchanged where it is sound."""
    if is_plain(text) and not (rare(text) or "\\x" in text or "%" in text):
        return Repair(text)
    head, tail = text[:MOST_SIGNS], text[MOST_SIGNS:]
    found = _escaped(head) or _mended(head) or _piecewise(head)
    if found is None:
        found = _replaced(head)
    return Repair(found.text + tail, found.how, found.lost, found.cut)


# -- whole texts -----------------------------------------------------------------------------------


def _mended(text: str) -> Repair | None:
    """One step of repair, or two where text was garbled twice; the soundest result."""
    if not odd(text) and not rare(text):
        return None
    once = list(_steps(text))
    good = [one for one in once if _is_better(one.text, text)]
    if not any(typical(one.text) >= _TYPICAL for one in good):
        for first in once:
            for second in _steps(first.text):
                if _is_better(second.text, text):
                    how = f"double: {first.how}, {second.how}"
                    good.append(Repair(second.text, how, first.lost + second.lost, first.cut or second.cut))
    good = [one for one in good if typical(one.text) >= _least_typical(one.how)]
    return max(
        good, key=lambda one: (typical(one.text) >= _TYPICAL, -one.lost, typical(one.text)), default=None
    )


def _least_typical(how: str | None) -> float:
    """Chinese and Japanese are sound texts too: only what reads as plain Korean was never theirs."""
    return _TYPICAL if how in ("cp949-as-gbk", "cp949-as-cp932") else _LEAST_TYPICAL


def _steps(text: str) -> Iterator[Repair]:
    """Every reading of the bytes of a text by another encoding."""
    if has_latin(text):
        for read, encode in (("latin1", _latin1), ("cp1252", _cp1252)):
            data = encode(text)
            if data is not None and (read == "latin1" or data != _latin1(text)):
                yield from _decoded(data, read)
        return
    for read in ("cp949", "gbk", "cp932"):
        if read == "cp949" and REPLACEMENT in text:
            found = utf8_from_cp949(text)
            if found is not None:
                yield Repair(found[0], "utf8-as-cp949", found[1])
            continue
        try:
            data = text.encode(read)
        except UnicodeEncodeError:
            continue
        if read == "cp949":
            yield from _decoded(data, read, written=("utf-8",))
        else:
            yield from _decoded(data, read, written=("cp949",))


def _decoded(data: bytes, read: str, written: tuple[str, ...] = ("utf-8", "cp949")) -> Iterator[Repair]:
    for encoding in written:
        name = f"{'utf8' if encoding == 'utf-8' else encoding}-as-{read}"
        try:
            yield Repair(data.decode(encoding), name)
        except UnicodeDecodeError as error:
            if error.start >= len(data) - 3 and error.start > 1:
                yield Repair(data[: error.start].decode(encoding), name, 1, True)
            else:
                text = data.decode(encoding, "replace")
                if 0 < text.count(REPLACEMENT) <= len(text) // 8:
                    yield Repair(text.replace(REPLACEMENT, LOST), name, text.count(REPLACEMENT))


def _latin1(text: str) -> bytes | None:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _cp1252(text: str) -> bytes | None:
    """As Windows has it: the five bytes that CP1252 leaves open stand for themselves."""
    out = bytearray()
    for sign in text:
        try:
            out += sign.encode("cp1252")
        except UnicodeEncodeError:
            if ord(sign) > 0xFF:
                return None
            out.append(ord(sign))
    return bytes(out)


def _badness(text: str) -> float:
    return odd(text) + rare(text)


def _is_better(new: str, old: str) -> bool:
    """Whether the new text is sound Korean and the old is not."""
    syllables = hangul(new)
    if not syllables or "\x00" in new:
        return False
    bad = _badness(new) - new.count(LOST)
    if bad > max(0, len(syllables) // 12):
        return False
    was = _badness(old)
    return was >= max(1, len(syllables) // 2) and was > 2 * bad


# -- parts of a text -------------------------------------------------------------------------------

_RUN = late("[\x80-\u02ff\u2010-\u2122][\x20-\u02ff\u2010-\u2122]*[\x80-\u02ff\u2010-\u2122]")


def _piecewise(text: str) -> Repair | None:
    """Text of which only stretches are garbled, such as a sound log line around a garbled message."""
    how: list[str] = []
    lost = 0

    def mend(found: re.Match[str]) -> str:
        nonlocal lost
        one = _mended(found[0])
        if one is None or one.how is None:
            return found[0]
        how.append(one.how)
        lost += one.lost
        return one.text

    mended = _RUN.sub(mend, text)
    return Repair(mended, how[0], lost) if how else None


_BYTES = late(r"(?:\\x[0-9A-Fa-f]{2}){2,}")
_PERCENT = late(r"(?:%[0-9A-Fa-f]{2}){3,}")


def _escaped(text: str) -> Repair | None:
    """Bytes written out, as `\\xbd\\xc2` or `%EC%8A%B9`, where they are Korean."""
    readings: tuple[tuple[re.Pattern[str], str, Callable[[str], bytes]], ...] = (
        (_BYTES, "escaped-bytes", lambda run: bytes.fromhex(run.replace("\\x", ""))),
        (_PERCENT, "percent-encoded", lambda run: bytes.fromhex(run.replace("%", ""))),
    )
    for pattern, how, to_bytes in readings:
        if pattern.search(text):
            mended = pattern.sub(partial(_run_read, to_bytes), text)
            if mended != text:
                return Repair(mended, how)
    return None


def _run_read(to_bytes: Callable[[str], bytes], run: re.Match[str]) -> str:
    return _korean(to_bytes(run[0])) or run[0]


def _korean(data: bytes) -> str | None:
    for encoding in ("utf-8", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if hangul(text) and not rare(text) and not odd(text):
            return text
    return None


# -- what is lost ----------------------------------------------------------------------------------

_LOST_RUN = late(r"[\ufffd\ue000-\uf8ff]|(?<![가-힣A-Za-z0-9 ])\?{2,}|[\x80-\x9f]|(?<=[가-힣])\?(?=[가-힣])")
_CUT_END = late(r"(?<=[가-힣])[\ufffd\x80-\xff](?=\s|$|[\]|,)\"'])")


def _replaced(text: str) -> Repair:
    """Signs that were replaced when the text was read wrongly: marked, for they cannot be brought back."""
    marked, ends = _CUT_END.subn(LOST, text)
    marked, others = _LOST_RUN.subn(LOST, marked)
    if not ends and not others:
        looks = odd(text) >= 3 and odd(text) * 2 >= len(text.replace(" ", ""))
        return Repair(text, REPLACED, odd(text)) if looks and not hangul(text) else Repair(text)
    if ends and not others:
        return Repair(marked, CUT, ends, True)
    return Repair(marked, REPLACED, ends + others)
