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


class _Plan:
    """Which words a shape has: `pick` takes processing code, STAN, TID, amount, code, original and card."""

    __slots__ = ("kinds", "pick", "reply")

    def __init__(self, codec: IsoCodec, shape: Shape, reply: bool) -> None:
        places = codec.spec.places
        numbers = {path: number for number, path in enumerate(shape.paths)}

        def at(place: str) -> int:
            return numbers.get(str(places.get(place, "")), -1)

        cards = ("card", "card_text") if reply else ("track", "card", "card_text")
        wanted = ("processing", "stan", "tid", "amount", "result", "original", *cards)
        self.pick = shape.picker([at(place) for place in wanted])
        self.reply = reply
        self.kinds: dict[str, Kind] = {}  # by the first digits of the processing code


class Glances:
    """Reads the words of one codec's frames by their shape."""

    def __init__(self, codec: IsoCodec) -> None:
        self.codec = codec
        self._plans: dict[Shape, _Plan] = {}

    def words(self, glance: Glance) -> Words | None:
        """What `words_of` would give for the message, or None where it is no message of a known kind."""
        plan = self._plans.get(glance[0])
        if plan is None:
            return self._learn(glance)
        code, stan, tid, amount, result, original, *cards = plan.pick(glance[1])
        kind = plan.kinds.get(code[:2])
        if kind is None:
            return self._learn(glance)
        if amount:
            amount = amount.lstrip("0") or "0"
        card = (cards[0] if plan.reply else cards[0].replace("D", "=")) or cards[1] or cards[-1]
        if original:
            original = original[_ORIGINAL_STAN] if len(original) == _ORIGINAL else ""
            original = original if original.strip("0 ") else ""
        stan, tid, result = stan.rstrip(" "), tid.rstrip(" "), result.rstrip(" ")
        return Words(kind, plan.reply, stan, tid, amount, card, original, result)

    def _learn(self, glance: Glance) -> Words | None:
        message = self.codec.told(glance).message
        if message is None:
            return None
        if len(self._plans) >= _MOST_SHAPES:
            self._plans.clear()
        shape, source = glance
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plans[shape] = _Plan(self.codec, shape, message.reply)
        plan.kinds[plan.pick(source)[0][:2]] = message.kind
        return words_of(message)
