"""Which codec reads a link of which only whole pieces are known, as when a replay's profile is withheld."""

from __future__ import annotations

from collections.abc import Sequence

from posdiag.capture.events import Chunk, Line, LineKind
from posdiag.explain.recognise import HTTP, best_fit, foreign
from posdiag.explain.ways import Way, Ways
from posdiag.transcript import LinkName
from posdiag.wire.codec import Codec

#: Pieces are taken to lie this far apart: no framer then joins an ACK to what follows it.
_STEP_US = 100_000


def codec_of(pieces: Sequence[tuple[bool, bytes]], ways: Ways) -> Codec | None:
    """The codec of the ECR way that explains most of these pieces, each with whether the POS sent it."""
    line = Line(1, LineKind.SERIAL, "pos", "terminal", a_known=True)
    chunks = [Chunk(line, at * _STEP_US, from_pos, data) for at, (from_pos, data) in enumerate(pieces)]
    known = ways.agents() if foreign(chunks) == HTTP else _ecr(ways.shipped())
    found = best_fit(chunks, known, True)
    if found is None or found.score < 1.0:
        other = best_fit(chunks, _ecr(ways.further()), True)
        if other is not None and (found is None or other.score > found.score):
            found = other
    return None if found is None else found.way.codec


def _ecr(ways: Sequence[Way]) -> Sequence[Way]:
    return [way for way in ways if way.link is LinkName.ECR]
