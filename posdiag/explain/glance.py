"""The words of host messages whose shape is known, without making messages of them: for very many frames."""

from __future__ import annotations

from posdiag.explain.turns import Words, words_of
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

    def _learn(self, shape: Shape, code: str, data: bytes) -> Words | None:
        message = self.codec.decode(data).message
        if message is None:
            return None
        if len(self._known) >= _MOST_SHAPES:
            self._known.clear()
        self._known[shape, code] = message.kind, message.reply
        return words_of(message)
