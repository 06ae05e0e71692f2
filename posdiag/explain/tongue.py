"""Which codec reads a link of which only whole pieces are known, as when a replay's profile is withheld."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from posdiag.capture.events import Chunk, Line, LineKind
from posdiag.explain.recognise import best_fit, foreign
from posdiag.explain.ways import Way, Ways
from posdiag.profile.library import Library
from posdiag.transcript import Frame, LinkName, Party
from posdiag.wire.codec import Codec

#: Pieces are taken to lie this far apart: no framer then joins an ACK to what follows it.
_STEP_US = 100_000


def recogniser(library: Library) -> Callable[[Sequence[Frame]], Codec | None]:
    """What finds the codec of an ECR link by its frames; nothing is built before it is asked."""
    known: list[Ways] = []

    def recognise(frames: Sequence[Frame]) -> Codec | None:
        if not known:
            known.append(Ways(library))
        return codec_of([(frame.sender is Party.POS, frame.data) for frame in frames], known[0])

    return recognise


def codec_of(pieces: Sequence[tuple[bool, bytes]], ways: Ways) -> Codec | None:
    """The codec of the ECR way that explains most of these pieces, each with whether the POS sent it."""
    line = Line(1, LineKind.SERIAL, "pos", "terminal", a_known=True)
    chunks = [Chunk(line, at * _STEP_US, from_pos, data) for at, (from_pos, data) in enumerate(pieces)]
    if foreign(chunks):
        return _agent(pieces, ways)
    found = best_fit(chunks, _ecr(ways.shipped()), True)
    if found is None or found.score < 1.0:
        other = best_fit(chunks, _ecr(ways.further()), True)
        if other is not None and (found is None or other.score > found.score):
            found = other
    return None if found is None else found.way.codec


def _agent(pieces: Sequence[tuple[bool, bytes]], ways: Ways) -> Codec | None:
    """The agent's codec that reads most of the pieces: whole messages, whatever carried them."""
    read = {way.name: sum(not way.codec.decode(data).faults for _, data in pieces) for way in ways.agents()}
    best = max(ways.agents(), key=lambda way: read[way.name], default=None)
    return None if best is None or not read[best.name] else best.codec


def _ecr(ways: Sequence[Way]) -> Sequence[Way]:
    return [way for way in ways if way.link is LinkName.ECR]
