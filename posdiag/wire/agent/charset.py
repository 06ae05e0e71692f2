"""Texts of an agent's bodies: read in the dialect's charset, with the other charset named where it fits."""

from __future__ import annotations

from posdiag.wire.agent.spec import Counts
from posdiag.wire.ecr.spec import Charset

#: A charset's texts are found in the other one of these.
_KOREAN = (Charset.CP949, Charset.EUC_KR)


def read_text(raw: bytes, charset: Charset) -> tuple[str, str]:
    """The text, garbled as it may be, and the charset that it is really in; empty where it is the right one.

    `?` stands for a charset that nobody knows.
    """
    if raw.isascii():
        return raw.decode("ascii"), ""
    return raw.decode(charset.value, "replace"), _other(raw, charset)


def _other(raw: bytes, charset: Charset) -> str:
    as_utf_8, as_korean = _decoded(raw, "utf-8"), _decoded(raw, "cp949")
    if charset in _KOREAN:
        # A Hangul that is whole in UTF-8 takes three bytes which CP949 would have to read across two letters.
        if as_utf_8 is not None and _has_hangul(as_utf_8):
            return "utf-8"
        return "" if _decoded(raw, charset.value) is not None else "?"
    if charset is Charset.UTF_8:
        if as_utf_8 is not None:
            return ""
        return "cp949" if as_korean is not None else "?"
    return "utf-8" if as_utf_8 is not None else "cp949" if as_korean is not None else "?"


def _decoded(raw: bytes, charset: str) -> str | None:
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        return None


def _has_hangul(text: str) -> bool:
    return any("\uac00" <= char <= "\ud7a3" for char in text)


def count(raw: bytes, counts: Counts, charset: Charset) -> int:
    """The length of a text by one way of counting it."""
    if counts is Counts.BYTES:
        return len(raw)
    text = raw.decode(charset.value, "replace")
    return len(text) if counts is Counts.CHARACTERS else len(text.encode("utf-8"))
