"""What every dialect offers, so that sessions, reports and detectors need not know which it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from posdiag.wire.message import Decoded, Message

#: Options of a dialect as they stand in YAML: strings, lists and mappings, never typed by YAML.
Options = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OptionFault:
    """An option that makes no sense: `path` is like `length.kind`; the loader adds file and line."""

    path: str
    what: str
    remedy: str = ""


class Codec(Protocol):
    """Whole messages to bytes and back. Frames include their framing: length header, STX … check byte."""

    @property
    def name(self) -> str: ...

    def encode(self, message: Message) -> bytes:
        """The whole frame of a message, ready for the link.

        Fields that the dialect has no place for are left out. Values that do not fit are cut as the
        dialect's rules say, since a POS would do no better; `decode` then reports the fault.
        """
        ...

    def decode(self, frame: bytes) -> Decoded:
        """What can be read of a frame, with every fault found. Never raises on any bytes."""
        ...
