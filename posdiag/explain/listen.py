"""Listens to one end of a line: bytes to frames, from wherever the capture begins, and after gaps in it."""

from __future__ import annotations

from posdiag.explain.ways import Way
from posdiag.wire.framing import JunkPiece, JunkReason, Piece
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.framing import read_length
from posdiag.wire.iso8583.spec import LengthKind

#: Places of a chunk at which a message is looked for once the thread was lost.
_MOST_TRIES = 512
#: A frame promised to be longer is none, while the thread is lost.
_LONGEST = 8_192


class Ear:
    """One direction. `sure` is False until it is known that a frame begins where the next bytes do."""

    def __init__(self, way: Way, sure: bool) -> None:
        self._framer = way.new_framer()
        self._codec = way.codec
        self.held = 0  # bytes in the framer
        iso = way.codec.spec if isinstance(way.codec, IsoCodec) else None
        self._iso = iso if iso is not None and iso.length is not LengthKind.NONE else None
        self._least = 0 if iso is None else iso.length.size + iso.leading + len(iso.trailer)
        self._uncounted = 0 if iso is None else iso.uncounted
        self._plainly = iso is not None and iso.length is LengthKind.BINARY2_BE
        self.sure = sure or self._iso is None

    @property
    def holds(self) -> bool:
        """Part of a frame is here, the rest to come."""
        return self.held > 0

    def whole(self, data: bytes) -> bool:
        """Whether these bytes are just one frame and nothing is held: most chunks of host links are."""
        if self.held or not self.sure or self._iso is None or len(data) <= self._least:
            return False
        if self._plainly:
            return (data[0] << 8 | data[1]) + self._uncounted == len(data)
        count = read_length(self._iso.length, data[: self._iso.length.size])
        return count is not None and count + self._uncounted == len(data)

    def hear(self, data: bytes, at_ms: int) -> list[tuple[Piece, int]]:
        """The pieces that these bytes make whole, each with its time."""
        pieces = self.pause(at_ms)
        if not self.sure:
            data, before = self._found(data)
            pieces += [(piece, at_ms) for piece in before]
        if data:
            made = self._framer.feed(data, at_ms)
            self.held += len(data) - sum(len(piece.data) for piece in made)
            pieces += [(piece, at_ms) for piece in made]
            if any(isinstance(piece, JunkPiece) and piece.reason is JunkReason.GARBAGE for piece in made):
                self.sure = self._iso is None
        return pieces

    def pause(self, at_ms: int) -> list[tuple[Piece, int]]:
        """What a pause broke off, with the time at which that was plain."""
        due_ms = self._framer.deadline_ms
        if due_ms is None or at_ms <= due_ms:
            return []
        made = self._framer.flush(due_ms)
        self.held = 0
        return [(piece, due_ms) for piece in made]

    def lose(self) -> bytes:
        """Bytes are missing: give up what is held, and seek the next frame's beginning."""
        self.held = 0
        self.sure = self._iso is None
        return self._framer.clear()

    def _found(self, data: bytes) -> tuple[bytes, list[Piece]]:
        """The bytes from the first sound message on; what lies before it is junk."""
        iso = self._iso
        assert iso is not None
        for at in range(min(len(data), _MOST_TRIES)):
            count = read_length(iso.length, data[at : at + iso.length.size])
            total = -1 if count is None else count + iso.uncounted
            if not self._least < total <= min(_LONGEST, len(data) - at):
                continue
            decoded = self._codec.decode(data[at : at + total])
            if decoded.message is not None and not decoded.faults:
                self.sure = True
                junk: list[Piece] = [JunkPiece(data[:at], JunkReason.GARBAGE)] if at else []
                return data[at:], junk
        return self._begun(data)

    def _begun(self, data: bytes) -> tuple[bytes, list[Piece]]:
        """No sound message inside: take the chunk for the beginning of one where its header says so."""
        iso = self._iso
        assert iso is not None
        count = read_length(iso.length, data[: iso.length.size])
        total = -1 if count is None else count + iso.uncounted
        if self._least < total <= _LONGEST and total >= len(data):
            self.sure = True
            return data, []
        return b"", [JunkPiece(data, JunkReason.GARBAGE)]
