"""Reads logs of serial lines: `socat -x -v`, and hex dumps with marks of direction and times.

Every line is read by itself: time, mark, bytes. One that shows bytes alone goes on with what the last
mark said. What is neither is told as Trouble, a few times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from posdiag.capture.blocks import SAMPLE, Blocks
from posdiag.capture.events import Chunk, Event, Line, LineKind, Lost, Noted, Opened, Trouble
from posdiag.capture.log_bytes import after_mark, shown_bytes
from posdiag.capture.log_marks import Mark, mark
from posdiag.capture.log_times import Days, fraction_us, stamp
from posdiag.capture.text_lines import lines, text
from posdiag.worded import worded

MOST_COMPLAINTS = 20
#: Bytes of one mark that are given out together.
_MOST_BLOCK = 1 << 16
_MOST_LINES = 64

_SOCAT = re.compile(
    r"(?P<way>[<>]) (?P<at>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d)(?:\.(?P<f>\d{1,9}))? +length=(?P<length>\d{1,10})"
    r" from=(?P<from>\d{1,19}) to=-?\d{1,19}$"
)
_SOCAT_SAYS = re.compile(
    r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d(?:\.\d+)? socat\[\d+\] (?P<level>[FEWNID]) (?P<says>.*)"
)
_SOCAT_ROW = re.compile(r"(?: [0-9a-f]{2})+ *$")
_SOCAT_COLUMN = 48


@dataclass(slots=True)
class Block:
    """Bytes that follow one mark, till the next."""

    line: Line
    from_a: bool
    at_us: int
    place: str
    declared: int | None = None
    socat: bool = False
    seen: int = 0
    shown: bytearray = field(default_factory=bytearray)


def is_serial_log(start: bytes) -> bool:
    """Whether a file that begins so shows bytes with marks of direction."""
    if b"\0" in start[:256] and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    log = Log("", ())
    marked = False
    for number, line in enumerate(_sample(start), 1):
        for event in log.take(number, line):
            marked = marked or isinstance(event, Opened)
            if isinstance(event, Chunk):
                return True
    return marked and any(isinstance(event, Chunk) for event in log.finish())


def is_socat_text(start: bytes) -> bool:
    """Whether this is what `socat -v` logs without `-x`: text, from which the bytes cannot be had back."""
    return any(_SOCAT.match(line) for line in _sample(start)[:50])


def events(blocks: Blocks, name: str, start: bytes) -> Iterator[Event]:
    """What the log says. `start` is its beginning, looked at for the names of the ends."""
    log = Log(name, _names(start))
    for number, line in lines(blocks):
        yield from log.take(number, line)
    yield from log.finish()
    if blocks.failure:
        yield Trouble(name, blocks.failure, worded("copy the file again; what came before was read"))


class Log:
    """The state of a log while it is read line by line."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        self._name = name
        self._names = names
        self._lines: dict[str, Line] = {}
        self._count = 0
        self._days = Days()
        self._at_us = 0
        self._block: Block | None = None
        self._offsets = {True: 0, False: 0}  # where socat's count of each way stands
        self._complaints = 0

    def take(self, number: int, text_line: str) -> Iterator[Event]:
        """What one line of the log says."""
        line = text_line.rstrip()
        header = _SOCAT.match(line)
        if header is not None:
            yield from self._socat_header(number, header)
        elif self._block is not None and self._block.socat and self._socat_row(self._block, text_line):
            if self._block.seen >= (self._block.declared or 0):
                yield from self._flush()
        elif (says := _SOCAT_SAYS.match(line)) is not None:
            if says["level"] in "FEW":
                yield Noted(None, self._at_us, f"socat: {says['says']}")
        elif line and line != "--":
            yield from self._plain(number, line)

    def finish(self) -> Iterator[Event]:
        """What is left at the end of the log."""
        yield from self._flush()
        if self._complaints > MOST_COMPLAINTS:
            yield Trouble(
                self._name,
                worded(
                    "{complaints} lines in all show no bytes and no direction", complaints=self._complaints
                ),
            )

    # -- socat ---------------------------------------------------------------------------------------

    def _socat_header(self, number: int, header: re.Match[str]) -> Iterator[Event]:
        yield from self._flush()
        from_a, at, length = header["way"] == ">", int(header["from"]), int(header["length"])
        found = stamp(header["at"])
        day_us = found.at_us if found is not None else self._at_us
        self._at_us = day_us + _socat_fraction_us(header["f"] or "")
        expected = self._offsets[from_a]
        if at < expected:  # socat was started again
            self._lines.pop("socat", None)
            self._offsets = {True: 0, False: 0}
            expected = at
        line, opened = self._line("socat", "A (>)", "B (<)", False)
        yield from opened
        if at > expected:
            yield Lost(line, self._at_us, from_a, at - expected)
        self._offsets[from_a] = at + length
        place = f"{self._name}:{number}"
        self._block = Block(line, from_a, self._at_us, place, length, socat=True)

    def _socat_row(self, block: Block, row: str) -> bool:
        """Takes a row of hex into the block; whether it is one."""
        digits = row[:_SOCAT_COLUMN] if row[_SOCAT_COLUMN : _SOCAT_COLUMN + 2] == "  " else row
        if not _SOCAT_ROW.match(digits):
            return False
        shown = bytes.fromhex(digits)
        if block.seen + len(shown) > (block.declared or 0):
            return False
        block.shown += shown
        block.seen += len(shown)
        return True

    # -- other logs ----------------------------------------------------------------------------------

    def _plain(self, number: int, line: str) -> Iterator[Event]:
        place = f"{self._name}:{number}"
        found = stamp(line)
        rest = line[found.end :] if found is not None else line
        sent = mark(rest)
        if sent is not None:
            payload, declared = after_mark(rest[sent.end :])
            shown = shown_bytes(payload)
            if shown is not None:
                yield from self._flush()
                if found is not None:
                    self._at_us = self._days.at_us(found)
                line_of, from_a, opened = self._ends(sent)
                yield from opened
                self._block = Block(line_of, from_a, self._at_us, place, declared)
                yield from self._show(self._block, shown, place)
                return
        block = self._block
        if block is not None and not block.socat:
            shown = shown_bytes(rest, block.seen)
            if shown:
                if found is not None:
                    yield from self._flush(keep=True)
                    block.at_us = self._at_us = self._days.at_us(found)
                yield from self._show(block, shown, place)
                return
        yield from self._not_understood(place, line)

    def _show(self, block: Block, shown: bytes, place: str) -> Iterator[Event]:
        """Takes bytes into a block."""
        if not block.shown:
            block.place = place
        block.shown += shown
        block.seen += len(shown)
        if len(block.shown) >= _MOST_BLOCK:
            yield Chunk(block.line, block.at_us, block.from_a, bytes(block.shown), block.place)
            block.shown.clear()

    def _flush(self, keep: bool = False) -> Iterator[Event]:
        """Gives out the block at hand, and says whether it has as many bytes as it declared."""
        block = self._block
        if block is None:
            return
        if block.shown:
            yield Chunk(block.line, block.at_us, block.from_a, bytes(block.shown), block.place)
            block.shown.clear()
        if keep:
            return
        self._block = None
        missing = (block.declared or 0) - block.seen
        if missing > 0 and (block.socat or block.seen):
            yield Lost(block.line, block.at_us, block.from_a, missing)
        if block.declared is not None and missing and (block.socat or block.seen):
            yield Trouble(
                block.place,
                worded(
                    "the log declares {declared} bytes here and shows {seen}",
                    declared=block.declared,
                    seen=block.seen,
                ),
                worded("log without a limit on the bytes shown, and copy the whole file"),
            )

    def _not_understood(self, place: str, line: str) -> Iterator[Event]:
        self._complaints += 1
        if self._complaints <= MOST_COMPLAINTS:
            yield Trouble(
                place,
                worded("not understood: {line} characters with no direction and bytes", line=len(line)),
                worded(
                    "a line shows a time, a mark such as TX or RX, and bytes in hex: 12:30:45.123 "
                    "TX: 02 31 03"
                ),
            )

    # -- ends ----------------------------------------------------------------------------------------

    def _line(self, key: str, a: str, b: str, known: bool) -> tuple[Line, list[Event]]:
        """The line of that key, and its opening if it is new."""
        line = self._lines.get(key)
        if line is not None:
            return line, []
        if len(self._lines) >= _MOST_LINES:
            key = next(iter(self._lines))
            return self._lines[key], []
        self._count += 1
        line = self._lines[key] = Line(self._count, LineKind.SERIAL, a, b, known)
        return line, [Opened(line, self._at_us)]

    def _ends(self, sent: Mark) -> tuple[Line, bool, list[Event]]:
        """The line a mark speaks of, and whether its a sent."""
        if not sent.sender:
            line, opened = self._line(sent.line, sent.a, sent.b, sent.known)
            return line, sent.from_a, opened
        known = sent.known
        pos = next((name for name in self._names if mark_is(name, True)), sent.a if known else "")
        others = [name for name in self._names if name != pos]
        if not pos and not known:
            pos = others.pop(0) if others else sent.sender
        other = sent.b or (others[0] if others else ("terminal" if known else "B"))
        line, opened = self._line(sent.line, pos or "POS", other, known)
        return line, sent.sender == line.a or (known and sent.from_a), opened


def mark_is(name: str, pos: bool) -> bool:
    """Whether a log that names an end so means the POS, or the other side."""
    found = mark(f"{name}>")
    return found is not None and found.known and found.from_a is pos


def _names(start: bytes) -> tuple[str, ...]:
    """The ends that the beginning of a log names, in order."""
    names: dict[str, None] = {}
    for line in _sample(start):
        found = stamp(line)
        sent = mark(line[found.end :] if found is not None else line)
        if sent is not None and sent.sender and shown_bytes(after_mark(line[sent.end :])[0]) != b"":
            names[sent.sender] = None
    return tuple(names)


def _sample(start: bytes) -> list[str]:
    start = start[:SAMPLE]
    for sign, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if start.startswith(sign):
            return start[2:].decode(encoding, "ignore").splitlines()
    return [text(line) for line in start.removeprefix(b"\xef\xbb\xbf").split(b"\n")]


def _socat_fraction_us(digits: str) -> int:
    """socat 1.7.4 writes microseconds with nine digits, three zeros first; others may write nanoseconds."""
    if len(digits) == 9 and digits.startswith("000"):
        return int(digits)
    return fraction_us(digits)
