"""Reads ECR frames from a byte stream: the check byte may look like any control byte.

Inside a frame nothing is a control byte; after ETX one more byte is taken whatever it is. In a
separated body 02 and 03 cannot occur, so they end it; in a fixed one they can, so its length decides,
then the widths of its fields, and last a check byte that comes out right.
"""

from __future__ import annotations

import re

from posdiag.wire.crc import xor_of
from posdiag.wire.ecr.anatomy import cut, frame_end, known_code
from posdiag.wire.ecr.spec import (
    ACK,
    ENQ,
    EOT,
    ETX,
    NAK,
    STX,
    Check,
    EcrSpec,
    Layout,
    LengthAt,
    LengthKind,
    check_byte,
)
from posdiag.wire.framing import (
    HOLD_MS,
    MAX_JUNK,
    ControlPiece,
    FramePiece,
    JunkPiece,
    JunkReason,
    Piece,
    StreamFramer,
)

CONTROLS = frozenset({ACK, NAK, ENQ, EOT})
_NOT_JUNK = re.compile(rb"[\x02\x04\x05\x06\x15]")
_FRAME_MARK = re.compile(rb"[\x02\x03]")


class EcrFramer(StreamFramer):
    """The sound reader. `gap_ms` is the longest pause inside a frame, 0 for none."""

    __slots__ = ("_before", "_binary", "_limit", "_scan", "_spec", "_xor")

    def __init__(self, spec: EcrSpec, gap_ms: int = 1000) -> None:
        super().__init__(gap_ms)
        self._spec = spec
        at_front = spec.length.at is LengthAt.BEFORE_STX
        self._before = spec.length.width if at_front else 0
        self._binary = bool(self._before) and spec.length.kind is not LengthKind.ASCII4
        self._limit = spec.max_frame - spec.check_width  # ETX must stand before it
        self._scan = 0  # how far the frame at the front was searched for its end
        self._xor = 0  # of the bytes searched, where ETX is found by its check byte

    def inspect(self, frame: bytes) -> FramePiece:
        return inspect(self._spec, frame)

    def clear(self) -> bytes:
        self._restart()
        return super().clear()

    def _patience_ms(self) -> int:
        if self._binary and self._buffer[0] in CONTROLS:
            return HOLD_MS
        lacks_check = 0 < self._scan == len(self._buffer) - 1 and self._buffer[-1] == ETX
        return max(self._gap_ms, self._spec.check_ms) if lacks_check and self._gap_ms else self._gap_ms

    def _next(self) -> Piece | None:
        stx = self._front_stx()
        if stx is None:
            return None
        if stx >= 0:
            return self._frame(stx)
        if self._buffer[0] in CONTROLS:
            return ControlPiece(self._cut(1))
        return self._junk()

    def _broken(self) -> Piece:
        self._restart()
        stx = self._front_stx()
        if (stx is None or stx < 0) and self._buffer[0] in CONTROLS:
            return ControlPiece(self._cut(1))
        begun = stx is not None and stx >= 0
        reason = JunkReason.GAP if begun else JunkReason.GARBAGE
        return JunkPiece(self._cut(len(self._buffer)), reason)

    def _restart(self) -> None:
        self._scan = 0
        self._xor = 0

    def _front_stx(self) -> int | None:
        """Where STX stands in the frame at the front; -1: no frame there; None: not to be told yet."""
        buffer, before = self._buffer, self._before
        if not before:
            return 0 if buffer[0] == STX else -1
        if len(buffer) <= before:
            return None if self._binary or buffer[0] not in CONTROLS else -1
        if buffer[before] == STX and not all(byte in CONTROLS for byte in buffer[:before]):
            return before
        return 0 if buffer[0] == STX else -1

    def _junk(self) -> Piece | None:
        """Junk at the front, up to what might begin something."""
        found = _NOT_JUNK.search(self._buffer, max(1, self._scan), MAX_JUNK)
        if found is None:
            self._scan = len(self._buffer)
            if len(self._buffer) < MAX_JUNK:
                return None
            end = MAX_JUNK
        else:
            end = found.start()
            if self._buffer[end] == STX and end > self._before:
                end -= self._before
        self._restart()
        return JunkPiece(self._cut(end), JunkReason.GARBAGE)

    # -- frames ----------------------------------------------------------------------------------

    def _frame(self, stx: int) -> Piece | None:
        spec = self._spec
        start = stx + 1
        if spec.length.at is not LengthAt.BEFORE_STX:
            start += spec.length.width
        if spec.layout is Layout.FIXED or spec.length.at is LengthAt.AFTER_HEADER:
            start += spec.header_width
        if len(self._buffer) < start:
            return None
        plain = spec.layout is Layout.SEPARATED or spec.by_width  # bodies without control bytes
        piece = self._separated(start) if plain else self._fixed(stx, start)
        if piece is None and len(self._buffer) >= spec.max_frame:
            piece = JunkPiece(self._cut(spec.max_frame), JunkReason.TOO_LONG)
        if piece is not None:
            self._restart()
        return piece

    def _separated(self, start: int) -> Piece | None:
        found = _FRAME_MARK.search(self._buffer, max(start, self._scan), self._limit)
        if found is None:
            self._scan = len(self._buffer)
            return None
        self._scan = at = found.start()
        if self._buffer[at] == STX:
            return JunkPiece(self._cut(max(1, at - self._before)), JunkReason.INCOMPLETE)
        return self._whole(at)

    def _fixed(self, stx: int, start: int) -> Piece | None:
        spec, buffer = self._spec, self._buffer
        ends = []
        seen = bytes(buffer[: start + 1])
        parts = cut(spec, spec.length, seen, stx)
        if parts.promised is not None:
            ends.append(parts.counted + parts.promised)
        code = known_code(spec, parts, seen)
        if code is not None:
            ends.append(start + spec.codes[code].width)
        for end in ends:
            if not start <= end < self._limit:
                continue
            if len(buffer) <= end:
                return None
            if buffer[end] == ETX:
                return self._whole(end)
        return self._searched(stx, start)

    def _searched(self, stx: int, start: int) -> Piece | None:
        """The frame up to the first ETX whose check byte is right (without one: the first ETX)."""
        spec, buffer = self._spec, self._buffer
        if not self._scan:
            self._scan = start
            covered = stx if spec.check is Check.FROM_STX else stx + 1
            self._xor = xor_of(bytes(buffer[covered:start]))
        while (at := buffer.find(ETX, self._scan, self._limit)) >= 0:
            if len(buffer) < at + 1 + spec.check_width:
                return None
            self._xor ^= xor_of(bytes(buffer[self._scan : at + 1]))
            self._scan = at + 1
            if spec.check is Check.NONE or buffer[at + 1] == self._xor:
                return self._whole(at)
        return None

    def _whole(self, etx: int) -> Piece | None:
        """The frame that ends with the ETX at `etx`, once its check byte is there."""
        end = etx + 1 + self._spec.check_width
        return self.inspect(self._cut(end)) if len(self._buffer) >= end else None


class UncheckedFramer(EcrFramer):
    """A till's known fault: it takes the check byte off and does not look at it."""

    __slots__ = ()

    def inspect(self, frame: bytes) -> FramePiece:
        seen = inspect(self._spec, frame)
        return seen if seen.intact or not seen.code else FramePiece(frame, True, seen.code)


class FirstReadFramer:
    """A till's known fault: each read is taken for the whole message, and nothing is verified."""

    __slots__ = ("_spec",)

    def __init__(self, spec: EcrSpec) -> None:
        self._spec = spec

    @property
    def deadline_ms(self) -> int | None:
        return None

    def feed(self, data: bytes, now_ms: int) -> list[Piece]:
        if not data:
            return []
        if data[0] not in CONTROLS:
            if STX not in data[: 1 + self._spec.length.width]:
                return [JunkPiece(data, JunkReason.GARBAGE)]
            return [FramePiece(data, True, self.inspect(data).code)]
        run = next((at for at, byte in enumerate(data) if byte not in CONTROLS), len(data))
        pieces: list[Piece] = [ControlPiece(data[at : at + 1]) for at in range(run)]
        if run < len(data):
            pieces.append(JunkPiece(data[run:], JunkReason.UNREAD))
        return pieces

    def flush(self, now_ms: int) -> list[Piece]:
        return []

    def clear(self) -> bytes:
        return b""

    def inspect(self, frame: bytes) -> FramePiece:
        return inspect(self._spec, frame)


def inspect(spec: EcrSpec, frame: bytes) -> FramePiece:
    """A frame with whether its framing is right, and its code."""
    stx = spec.length.width if spec.length.at is LengthAt.BEFORE_STX else 0
    if frame[stx : stx + 1] != b"\x02":
        return FramePiece(frame, False)
    parts = cut(spec, spec.length, frame, stx)
    code = known_code(spec, parts, frame) or ""
    if not parts.has_etx or frame_end(spec, parts, frame) != len(frame):
        return FramePiece(frame, False, code)
    if spec.length.kind is not LengthKind.NONE and not parts.length_agrees:
        return FramePiece(frame, False, code)
    right = check_byte(spec.check, frame[stx : parts.etx + 1])
    return FramePiece(frame, frame[parts.etx + 1 :] == right, code)
