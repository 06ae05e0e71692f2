"""The words of host messages whose shape is known, without making messages of them: for very many frames."""

from __future__ import annotations

from posdiag.explain.episode import Episode
from posdiag.explain.plain import Plain
from posdiag.explain.turns import Turn, Words, words_in, words_of
from posdiag.explain.ways import Way
from posdiag.wire.iso8583.codec import Glance, IsoCodec
from posdiag.wire.iso8583.quick import Shape
from posdiag.wire.message import Kind

#: Shapes remembered; a host has a few dozen.
_MOST_SHAPES = 4096
#: Length of DE90, where the original's trace number stands, and its place there.
_ORIGINAL, _ORIGINAL_STAN = 42, slice(4, 10)


class Glances:
    """Reads the words of one codec's frames by their shape."""

    def __init__(self, codec: IsoCodec) -> None:
        self.codec = codec
        self.of = codec.glance
        #: The kind, and whether it is a reply, by the first digits of the processing code.
        self._known: dict[tuple[Shape, str], tuple[Kind, bool]] = {}

    def words(self, glance: Glance, data: bytes) -> Words | None:
        """What `words_of` would give for the message, or None where it is no message of a known kind."""
        shape, (code, stan, tid, amount, result, original, _, _) = glance
        known = self._known.get((shape, code[:2]))
        if known is None:
            return self._learn(shape, code[:2], data)
        kind, reply = known
        if amount:
            amount = amount.lstrip("0") or "0"
        if original:
            original = original[_ORIGINAL_STAN] if len(original) == _ORIGINAL else ""
            original = original if original.strip("0 ") else ""
        return Words(kind, reply, stan.rstrip(" "), tid.rstrip(" "), amount, original, result.rstrip(" "))

    def kind_of(self, shape: Shape, code: str, data: bytes) -> tuple[Kind, bool] | None:
        """The kind of a frame's message, and whether it is a reply, by the first digits of its code."""
        if (shape, code) not in self._known:
            self._learn(shape, code, data)
        return self._known.get((shape, code))

    def read(self, turn: Turn) -> None:
        """Put the glance and the words to a turn, or what was read of it with care."""
        turn.glance = self.of(turn.data)
        if turn.glance is not None:
            turn.words = self.words(turn.glance, turn.data)
            return
        turn.decoded = self.codec.decode(turn.data)
        turn.words = words_in(turn.decoded)

    def episode(self, plain: Plain, way: Way) -> Episode:
        """A payment that `lane.py` keeps as an episode, as if it had been one from the beginning."""
        line, key = plain.line, (plain.tid, plain.stan)
        asked = Turn(plain.asked_us, line.number, True, plain.asked)
        self.read(asked)
        episode = Episode(
            way, plain.asked_us, plain.place, plain.tid, {line.number: line}, keys=[key], number=plain.number
        )
        episode.add(asked)
        if plain.answered_us:
            answer = Turn(plain.answered_us, line.number, False, plain.answer)
            self.read(answer)
            episode.add(answer)
        else:
            episode.pending = asked
        return episode

    def _learn(self, shape: Shape, code: str, data: bytes) -> Words | None:
        message = self.codec.decode(data).message
        if message is None:
            return None
        if len(self._known) >= _MOST_SHAPES:
            self._known.clear()
        self._known[shape, code] = message.kind, message.reply
        return words_of(message)
