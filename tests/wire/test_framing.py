"""The clockwork that all framers share: when a pause is too long, and what becomes of what was begun."""

from __future__ import annotations

from posdiag.wire.framing import FramePiece, JunkPiece, JunkReason, Piece, StreamFramer


class Threes(StreamFramer):
    """Frames of three bytes."""

    def inspect(self, frame: bytes) -> FramePiece:
        return FramePiece(frame)

    def _next(self) -> Piece | None:
        return FramePiece(self._cut(3)) if len(self._buffer) >= 3 else None

    def _broken(self) -> Piece:
        return JunkPiece(self._cut(len(self._buffer)), JunkReason.GAP)


def test_pieces_come_as_soon_as_they_are_whole() -> None:
    framer = Threes(100)
    assert framer.feed(b"ab", 0) == []
    assert framer.feed(b"cdefg", 10) == [FramePiece(b"abc"), FramePiece(b"def")]


def test_the_deadline_counts_from_the_last_byte_and_is_gone_with_the_last_piece() -> None:
    framer = Threes(100)
    assert framer.deadline_ms is None
    framer.feed(b"a", 0)
    framer.feed(b"b", 60)
    assert framer.deadline_ms == 160
    framer.feed(b"c", 160)
    assert framer.deadline_ms is None


def test_bytes_at_the_deadline_are_in_time_and_later_ones_are_not() -> None:
    framer = Threes(100)
    framer.feed(b"ab", 0)
    assert framer.feed(b"c", 100) == [FramePiece(b"abc")]
    framer.feed(b"ab", 200)
    assert framer.feed(b"cde", 301) == [JunkPiece(b"ab", JunkReason.GAP), FramePiece(b"cde")]


def test_without_a_gap_timer_nothing_is_ever_broken() -> None:
    framer = Threes(0)
    framer.feed(b"ab", 0)
    assert framer.deadline_ms is None
    assert framer.feed(b"c", 1_000_000) == [FramePiece(b"abc")]


def test_flush_and_clear_give_what_is_left() -> None:
    framer = Threes(100)
    framer.feed(b"ab", 0)
    assert framer.flush(5) == [JunkPiece(b"ab", JunkReason.GAP)]
    assert framer.flush(6) == []
    framer.feed(b"ab", 7)
    assert framer.clear() == b"ab"
    assert framer.feed(b"cde", 8) == [FramePiece(b"cde")]
