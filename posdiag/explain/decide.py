"""Decides how a line speaks as soon as enough of it was seen, or when no more will come."""

from __future__ import annotations

from collections.abc import Sequence

from posdiag.capture.events import Chunk, Line
from posdiag.explain.recognise import SURE, Fit, best_fit
from posdiag.explain.ways import Ways
from posdiag.transcript import LinkName

#: With so many chunks from one end alone, its sound frames are enough.
_ONE_SIDED = 12
#: More chunks than this say nothing new.
_MOST_CHUNKS = 48
#: Longest pause within what counts as one row.
_ROW_US = 50_000


def joined(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The same with what one end sent in a row put together: a serial log may tell every byte by itself."""
    found: list[Chunk] = []
    for chunk in chunks:
        last = found[-1] if found else None
        if last is not None and last.from_a is chunk.from_a and chunk.at_us - last.at_us <= _ROW_US:
            found[-1] = Chunk(last.line, chunk.at_us, last.from_a, last.data + chunk.data, last.place)
        else:
            found.append(chunk)
    return found


def agent_way(chunks: Sequence[Chunk], ways: Ways) -> Fit | None:
    """The local agent that speaks HTTP here, once a request and an answer of it are seen."""
    named = ways.named()
    best = best_fit(chunks, ways.agents() if named is None else (named,), True)
    return None if best is None or not min(best.whole) else best


def line_way(chunks: Sequence[Chunk], line: Line, ways: Ways, final: bool) -> Fit | None:
    """The way to go on with, or None while more should be seen; `final` where nothing more will be."""
    chunks = joined(chunks)[:_MOST_CHUNKS]
    a_asks = True if line.a_known else None
    named = ways.named()
    if named is not None:
        tried = (named, *(() if named.link is LinkName.HOST else ways.host()))
    else:
        tried = ways.shipped()
    best = best_fit(chunks, tried, a_asks)
    if best is not None and best.score >= SURE:
        told = named is not None and best.way is named and line.a_known
        both = min(best.whole) > 0
        if both or (told and best.words) or (max(best.whole) > 1 and len(chunks) >= _ONE_SIDED):
            return best
    if not final:
        return None
    if named is None and ways.tries_left and (best is None or best.score < SURE):
        ways.tries_left -= 1
        other = best_fit(chunks, ways.further(), a_asks)
        if other is not None and (best is None or other.score > best.score):
            best = other
    if best is None and named is not None and chunks:
        return Fit(named, 0.0, evidence=("as told",))
    return best
