"""Follows a recording while it grows: what a tap or tcpdump writes is read as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from posdiag.capture import pcap, pcapng, walk
from posdiag.capture.blocks import Blocks, Readable
from posdiag.capture.events import Event
from posdiag.errors import InputError, Problem
from posdiag.worded import worded

#: The first bytes by which a recording is known.
_HEAD = 28


class Growing:
    """A file that somebody writes to. At its end `wait` lets time pass; False: it is over."""

    def __init__(self, stream: Readable, wait: Callable[[], bool]) -> None:
        self._stream = stream
        self._wait = wait

    def read(self, size: int, /) -> bytes:
        """What is there, at least one byte; none once it is over."""
        while True:
            data = self._stream.read(size)
            if data or not self._wait():
                return data


def follow(stream: Readable, name: str, wait: Callable[[], bool]) -> Iterator[Event]:
    """The events of a recording in pcapng or pcap, each as soon as its block is whole.

    Raises InputError where it is neither, or over before it began. `wait` as for `Growing`.
    """
    blocks = Blocks(cast(BinaryIO, Growing(stream, wait)))
    start = blocks.look(_HEAD)
    if pcapng.is_pcapng(start):
        return walk.events(pcapng.packets(blocks, name), name)
    if pcap.is_pcap(start):
        return walk.events(pcap.packets(blocks, name), name)
    what = (
        worded("the recording has no beginning")
        if len(start) < _HEAD
        else worded("this is no recording that can be followed")
    )
    raise InputError(
        Problem(name, what, worded("follow what `posdiag tap --record FILE` or `tcpdump -U -w FILE` writes"))
    )
