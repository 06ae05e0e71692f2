"""Texts as POS screens and logs mangle them: written in one encoding, read in another, cut, or both twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Mangling = Callable[[str], str]


def _cp1252(data: bytes) -> str:
    """As Windows reads it: five bytes that CP1252 leaves open stand for themselves."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def _halved(text: str) -> str:
    """Cut in the middle of the last Hangul syllable, then read with a replacement character."""
    data = text.encode("cp949")
    last = max(at for at, sign in enumerate(text) if "가" <= sign <= "힣")
    return data[: len(text[:last].encode("cp949")) + 1].decode("cp949", "replace")


#: Name as the tool gives it -> how it comes about. The last three lose bytes that nothing brings back.
MANGLINGS: dict[str, Mangling] = {
    "cp949-as-latin1": lambda text: text.encode("cp949").decode("latin-1"),
    "cp949-as-cp1252": lambda text: _cp1252(text.encode("cp949")),
    "utf8-as-latin1": lambda text: text.encode().decode("latin-1"),
    "utf8-as-cp1252": lambda text: _cp1252(text.encode()),
    "cp949-as-gbk": lambda text: text.encode("cp949").decode("gbk"),
    "double: utf8, utf8": lambda text: text.encode().decode("latin-1").encode().decode("latin-1"),
    "double: utf8, cp949": lambda text: text.encode("cp949").decode("latin-1").encode().decode("latin-1"),
    "escaped-bytes": lambda text: repr(text.encode("cp949")),
    "utf8-as-cp949": lambda text: text.encode().decode("cp949", "replace"),
    "cut": _halved,
    "replacement": lambda text: text.encode("cp949").decode("utf-8", "replace"),
}
#: Of these the bytes are all there.
WHOLE = tuple(name for name in MANGLINGS if name not in ("utf8-as-cp949", "cut", "replacement"))


def mangled(text: str) -> Iterator[tuple[str, str]]:
    """(mangling, mangled text) of a Korean text, where its signs allow it."""
    for name, mangle in MANGLINGS.items():
        try:
            made = mangle(text)
        except (UnicodeError, ValueError):
            continue
        if made != text:
            yield name, made
