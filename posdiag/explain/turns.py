"""One piece that was seen on a line, and the few words of it by which payments are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from posdiag.wire.iso8583.codec import Glance
from posdiag.wire.message import Decoded, Kind, Message


class Words(NamedTuple):
    """What a message says that tells which payment it belongs to; empty texts where it does not say."""

    kind: Kind
    reply: bool
    stan: str = ""
    tid: str = ""
    amount: str = ""
    card: str = ""
    orig_stan: str = ""
    result: str = ""


@dataclass(slots=True)
class Turn:
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


def words_of(message: Message) -> Words:
    """The words of a message that was read."""
    get = message.fields.get
    return Words(
        message.kind,
        message.reply,
        get("stan", ""),
        get("tid", ""),
        get("amount") or get("approved_amount") or get("orig_amount", ""),
        get("card", ""),
        get("orig_stan", ""),
        get("result", ""),
    )
