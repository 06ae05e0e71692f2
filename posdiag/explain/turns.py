"""One piece that was seen on a line, and the few words of it by which payments are told apart."""

from __future__ import annotations

import msgspec

from posdiag.wire.iso8583.codec import Glance
from posdiag.wire.message import Decoded, Kind, Message


class Words(msgspec.Struct, frozen=True, gc=False):
    """What a message says that tells which payment it belongs to; empty texts where it does not say.

    A struct of msgspec as `Turn` is, since every frame of a capture makes one of each.
    """

    kind: Kind
    reply: bool
    stan: str = ""
    tid: str = ""
    amount: str = ""
    orig_stan: str = ""
    result: str = ""


class Turn(msgspec.Struct, eq=False, gc=False):
    """A frame, a control sequence or junk, as one end sent it. `line` is the number of its line.

    `note` is that of transcript.Frame. A frame of a known sound shape has `glance` in place of `decoded`:
    its shape with the values, from which the rest can be made.
    """

    at_us: int
    line: int
    from_pos: bool
    data: bytes
    note: str = ""
    control: str = ""
    broken: bool = False  # read with a fault in its frame
    words: Words | None = None
    decoded: Decoded | None = None
    glance: Glance | None = None


def words_in(decoded: Decoded) -> Words | None:
    """The words of what was read; None where that is no message."""
    return None if decoded.message is None else words_of(decoded.message)


def words_of(message: Message) -> Words:
    """The words of a message that was read."""
    get = message.fields.get
    return Words(
        message.kind,
        message.reply,
        get("stan", ""),
        get("tid", ""),
        get("amount") or get("approved_amount") or get("orig_amount", ""),
        get("orig_stan", ""),
        get("result", ""),
    )
