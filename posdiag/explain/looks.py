"""What of a message's shape may make a payment less than plain, known once for each shape of a capture."""

from __future__ import annotations

from itertools import count

from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.quick import Shape

_MOST_SHAPES = 4096
#: Message types whose last digit says that they are sent again.
_REPEATS = ("1", "3", "5")


class Look:
    """One shape. `number` is the same for frames in which everything lies in the same place."""

    __slots__ = ("number", "plain", "sent_at", "tells_balance")

    def __init__(self, codec: IsoCodec, shape: Shape, data: bytes, number: int) -> None:
        places = codec.spec.places

        def has(place: str) -> bool:
            return str(places.get(place, "")) in shape.paths

        mti = codec.read(data).value("mti") or ""
        elsewhere = not has("sent_at") and (has("date") or has("time"))
        self.number = number
        self.plain = mti[3:] not in _REPEATS and not elsewhere
        self.sent_at = has("sent_at")
        self.tells_balance = has("balance")


class Looks:
    """Those of all shapes; no two ever get the same number."""

    def __init__(self) -> None:
        self._known: dict[Shape, Look] = {}
        self._numbers = count()

    def of(self, codec: IsoCodec, shape: Shape, data: bytes) -> Look:
        """That of a shape, of which `data` is a frame."""
        found = self._known.get(shape)
        if found is None:
            if len(self._known) >= _MOST_SHAPES:
                self._known.clear()
            found = self._known[shape] = Look(codec, shape, data, next(self._numbers))
        return found
