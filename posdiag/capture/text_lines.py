"""Splits a stream into lines of text, whatever of UTF-8, UTF-16 and CP949 it is written in."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from posdiag.capture.blocks import Blocks

#: A longer line is given in pieces.
MOST_LINE = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def lines(blocks: Blocks) -> Iterator[tuple[int, str]]:
    """Number, from 1, and text of each line, without its end. Pieces of a long line have one number."""
    number, rest = 1, b""
    for block in _bytes(blocks):
        whole = rest + block
        at = 0
        while (end := whole.find(b"\n", at)) >= 0:
            while end - at > MOST_LINE:
                cut = _cut(whole, at)
                yield number, text(whole[at:cut])
                at = cut
            yield number, text(whole[at:end])
            number, at = number + 1, end + 1
        rest = whole[at:]
        while len(rest) > MOST_LINE:
            cut = _cut(rest, 0)
            yield number, text(rest[:cut])
            rest = rest[cut:]
    if rest:
        yield number, text(rest)


def text(line: bytes) -> str:
    """A line as text: UTF-8 if it is that, else CP949, else each byte as a character."""
    line = line.rstrip(b"\r\n")
    for encoding in ("utf-8", "cp949"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _cut(line: bytes, at: int) -> int:
    """Where a piece of a long line that begins at `at` ends: behind a blank if one is near the limit."""
    end = at + MOST_LINE
    return line.rfind(b" ", end - 100, end) + 1 or end


def _bytes(blocks: Blocks) -> Iterator[bytes]:
    """The stream block by block, UTF-16 made UTF-8 and the byte order mark left out."""
    block = blocks.more(b"", 0, 4)
    encoding = ""
    for mark, name in _MARKS:
        if block.startswith(mark):
            block, encoding = block[len(mark) :], name
            blocks.base += len(mark)
            break
    decoder = codecs.getincrementaldecoder(encoding)("replace") if "16" in encoding else None
    while block:
        yield block if decoder is None else decoder.decode(block).encode("utf-8", "replace")
        block = blocks.more(block, len(block), 1)
