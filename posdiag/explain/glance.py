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
        self._replies: dict[Shape, bool] = {}
        self._kinds: dict[tuple[Shape, str], Kind] = {}  # by the first digits of the processing code

    def words(self, glance: Glance, data: bytes) -> Words | None:
        """What `words_of` would give for the message, or None where it is no message of a known kind."""
        shape, values = glance
        code, stan, tid, amount, result, original, track, card, card_text, _, _ = values
        kind = self._kinds.get((shape, code[:2]))
        if kind is None:
            return self._learn(shape, code[:2], data)
        reply = self._replies[shape]
        if amount:
            amount = amount.lstrip("0") or "0"
        if track and not reply:
            card = track.replace("D", "=")
        if original:
            original = original[_ORIGINAL_STAN] if len(original) == _ORIGINAL else ""
            original = original if original.strip("0 ") else ""
        return Words(
            kind,
            reply,
            stan.rstrip(" "),
            tid.rstrip(" "),
            amount,
            card or card_text,
            original,
            result.rstrip(" "),
        )

    def _learn(self, shape: Shape, code: str, data: bytes) -> Words | None:
        message = self.codec.decode(data).message
        if message is None:
            return None
        if len(self._kinds) >= _MOST_SHAPES:
            self._kinds.clear()
            self._replies.clear()
        self._replies[shape] = message.reply
        self._kinds[shape, code] = message.kind
        return words_of(message)
