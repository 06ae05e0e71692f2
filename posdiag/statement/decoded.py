"""The text in the bytes of a statement: UTF-8, EUC-KR as Windows writes it, or UTF-16; never an exception."""

from __future__ import annotations

import unicodedata

#: Larger files are cut, and that is told.
MAX_BYTES = 20_000_000

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def decoded(data: bytes) -> tuple[str, str]:
    """(text, encoding). Bytes that no encoding reads stay as replacement characters."""
    data = data[:MAX_BYTES]
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _plain(data[len(mark) :].decode(name, "replace")), name
    if data[:400].count(0) > len(data[:400]) // 4:
        name = "utf-16-le" if data[1:400:2].count(0) >= data[:400:2].count(0) else "utf-16-be"
        return _plain(data.decode(name, "replace")), name
    for name in ("utf-8", "cp949"):
        try:
            return _plain(data.decode(name)), "euc-kr" if name == "cp949" else name
        except UnicodeDecodeError as error:
            if name == "utf-8" and error.start >= len(data) - 4 and len(data) > 8:
                return _plain(data.decode(name, "replace")), name  # cut inside its last character
    broken = {name: data.decode(name, "replace").count("�") for name in ("utf-8", "cp949")}
    best = min(broken, key=lambda name: broken[name])
    return _plain(data.decode(best, "replace")), "euc-kr" if best == "cp949" else best


def _plain(text: str) -> str:
    """Full-width digits, signs and split Hangul in their usual form; line ends as one sign."""
    joined = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return joined.replace("\0", "").replace("\u200b", "").lstrip("\ufeff")
