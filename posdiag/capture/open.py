"""Opens a capture of any known format and streams what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from posdiag.capture import pcap, walk
from posdiag.capture.blocks import SAMPLE, Blocks
from posdiag.capture.events import Event
from posdiag.errors import InputError, Problem
from posdiag.worded import worded

KNOWN = worded(
    "pcap, pcapng, a serial log (socat -x -v, or a hex dump with marks of direction), also gzip'ed"
)


def read(stream: BinaryIO, name: str) -> Iterator[Event]:
    """The events of a capture, one after another, in bounded memory.

    `name` is the file's, to show. Raises InputError at once if the file is empty or of no known format;
    whatever is wrong after that comes as Trouble, and reading goes on. How far it has come is
    `stream.tell()`.
    """
    blocks = Blocks(stream)
    start = blocks.look(SAMPLE)
    if not start:
        raise InputError(
            Problem(name, worded("the file is empty"), worded("give a capture: {known}", known=KNOWN))
        )
    if pcap.is_pcap(start):
        return walk.events(pcap.packets(blocks, name), name)
    from posdiag.capture import pcapng, serial_log  # here, since large captures are mostly classic ones

    if pcapng.is_pcapng(start):
        return walk.events(pcapng.packets(blocks, name), name)
    if serial_log.is_serial_log(start):
        return serial_log.events(blocks, name, start)
    if serial_log.is_socat_text(start):
        raise InputError(
            Problem(
                name,
                worded("socat logged text without hex, from which bytes cannot be told"),
                worded("log with socat -x -v"),
            )
        )
    raise InputError(
        Problem(
            name,
            worded("this is no capture in a format that is known"),
            worded("known are {known}", known=KNOWN),
        )
    )
