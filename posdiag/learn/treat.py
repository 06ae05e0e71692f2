"""Does to the terminal's bytes what an errand asks for: holds answers back, damages, halves, repeats them."""

from __future__ import annotations

from collections.abc import Callable

from posdiag.learn.errand import Treat
from posdiag.wire.codec import Codec
from posdiag.wire.message import Kind, Message

_ACK, _NAK = 0x06, 0x15
#: Runs of control bytes are at most so long.
_RUN = 3


class Treater:
    """One errand's treatment of the terminal's bytes. `asked` tells whether the POS has sent its sale.

    Bytes come as the terminal wrote them, each whole frame at once.
    """

    def __init__(self, codec: Codec, treat: Treat, asked: Callable[[], bool]) -> None:
        self._codec = codec
        self._treat = treat
        self._asked = asked
        self._first = b""  # the first answer to a sale
        self._done = 0

    def __call__(self, content: bytes) -> bytes:
        """What goes to the POS in place of `content`."""
        if self._treat is Treat.STRAIGHT:
            return content
        if self._treat is Treat.MUTE:
            return b"" if self._asked() else content
        message = self._answer(content)
        if message is None:
            return self._other(content)
        if message.kind is Kind.CHECK:
            return content
        return self._treated(content, message)

    def _answer(self, content: bytes) -> Message | None:
        if len(content) <= _RUN:
            return None
        message = self._codec.decode(content).message
        return message if message is not None and message.reply else None

    def _other(self, content: bytes) -> bytes:
        """Control bytes: ACK and NAK go through, a call goes through where an answer will."""
        holds_back = self._treat is Treat.UNANSWERED and self._asked()
        if holds_back and not set(content) <= {_ACK, _NAK}:
            return b""
        return content

    def _treated(self, content: bytes, message: Message) -> bytes:
        sale = message.kind is Kind.APPROVE
        match self._treat:
            case Treat.DAMAGED:
                return content[:-1] + bytes([content[-1] ^ 0x01]) if sale else content
            case Treat.HALF:
                return self._once(content, content[: len(content) // 2]) if sale else content
            case Treat.TWICE:
                return self._once(content, content * 2, b"") if sale else b""
            case Treat.STALE:
                return self._stale(content) if sale else b""
            case _:
                return b""

    def _once(self, content: bytes, first: bytes, later: bytes | None = None) -> bytes:
        """`first` for the first answer, then `later`, or the answers as they are."""
        self._done += 1
        if self._done == 1:
            self._first = content
            return first
        if later is None:
            return content
        return first if content == self._first else later

    def _stale(self, content: bytes) -> bytes:
        self._done += 1
        if not self._first:
            self._first = content
            return content
        return self._first if self._done == 2 else b""
