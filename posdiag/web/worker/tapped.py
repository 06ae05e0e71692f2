"""A recording followed while a tap writes it: each frame as it passes, each payment when it is judged."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from posdiag import assembly, assembly_serve
from posdiag.capture.events import LineKind
from posdiag.capture.growing import follow
from posdiag.errors import InputError, Problem
from posdiag.report.frames import phrase, read_frame
from posdiag.report.json_run import run_object
from posdiag.report.redact import Run
from posdiag.tap.sitting import Found, Judged, Shown, Sitting, Spoke
from posdiag.wire.masked import mask_frame
from posdiag.worded import worded

Tell = Callable[[Mapping[str, Any]], None]

#: Of what was there before anybody followed, so many frames and payments are told.
FRAMES_BEFORE, PAYMENTS_BEFORE = 60, 20
#: Told of one recording; whoever wants more follows it again.
MOST_FRAMES, MOST_PAYMENTS = 20_000, 300
#: A recording that nobody has written to for so long is over.
QUIET_S = 600.0
_LOOK_S = 0.1
_KOREA = timedelta(hours=9)


def work(spec: Mapping[str, Any], tell: Tell) -> None:
    """Follow the recording that the server found. InputError where it is none, or gone."""
    path = Path(str(spec["file"]))
    lang = str(spec.get("lang", "ko"))
    sitting = Sitting(LineKind.TCP, assembly.house(), name="tap", most_waiting=PAYMENTS_BEFORE)
    onlooker = _Onlooker(sitting, tell, lang)
    try:
        stream = path.open("rb", buffering=0)
    except OSError as error:
        what = worded("the recording is gone: {error}", error=error.strerror or str(error))
        raise InputError(Problem("tap", what)) from error
    with stream:
        tail = _Tail(stream, path, onlooker, float(spec.get("quiet_s", QUIET_S)))
        for event in follow(stream, "tap", tail.wait):
            onlooker.see(sitting.hear_of(event))
            if onlooker.full:
                break
    onlooker.see(sitting.end())
    onlooker.catch_up()
    if sitting.failed is not None:
        raise sitting.failed


class _Tail:
    """The end of a file: whether more of it may come."""

    def __init__(self, stream: BinaryIO, path: Path, onlooker: _Onlooker, quiet_s: float) -> None:
        self._stream = stream
        self._path = path
        self._onlooker = onlooker
        self._quiet_s = quiet_s
        self._at = -1
        self._since_s = assembly_serve.steady_s()

    def wait(self) -> bool:
        """Nothing more is there: judge what is over, and let others work. False where nothing more comes."""
        now_s, at = assembly_serve.steady_s(), self._stream.tell()
        if at != self._at:
            self._at, self._since_s = at, now_s
        self._onlooker.idle()
        if self._onlooker.full or now_s - self._since_s > self._quiet_s or not self._same(at):
            return False
        assembly_serve.pause(_LOOK_S)
        return True

    def _same(self, at: int) -> bool:
        """Whether the file is still the one that was opened, and has not been begun anew."""
        try:
            there, here = os.stat(self._path), os.fstat(self._stream.fileno())
        except OSError:
            return False
        return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino) and here.st_size >= at


class _Onlooker:
    """Tells frames and payments. What was there before is held, and only the last of it told."""

    def __init__(self, sitting: Sitting, tell: Tell, lang: str) -> None:
        self._sitting = sitting
        self._tell = tell
        self._lang = lang
        self._before: deque[Mapping[str, Any]] | None = deque(maxlen=FRAMES_BEFORE)
        self._ways: dict[int, str] = {}  # by line
        self._began_us = 0
        self._frames = self._payments = 0

    @property
    def full(self) -> bool:
        return self._frames >= MOST_FRAMES or self._payments >= MOST_PAYMENTS

    def see(self, shown: Iterable[Shown]) -> None:
        for one in shown:
            match one:
                case Spoke():
                    self._frame(one)
                case Found():
                    self._ways[one.line.number] = one.dialect
                case Judged():
                    self._payment(one)
                case _:
                    pass

    def idle(self) -> None:
        """Nothing waits to be read: what is over by the clock is judged."""
        self.catch_up()
        self.see(self._sitting.tick(assembly.clock_us()))
        for _ in range(PAYMENTS_BEFORE):
            self.see(self._sitting.judge())

    def catch_up(self) -> None:
        """The end of the file is reached for the first time: from now on everything is told at once."""
        if self._before is not None:
            before, self._before = self._before, None
            for event in before:
                self._tell(event)

    def _frame(self, spoke: Spoke) -> None:
        said = read_frame(spoke.codec, spoke.data, spoke.note)
        masked = spoke.data if said.control else mask_frame(spoke.codec, spoke.data)
        self._began_us = self._began_us or spoke.at_us
        event = {
            "event": "frame",
            "from": spoke.sender.value,
            "to": spoke.receiver.value,
            "text": {"ko": phrase(said, "ko"), "en": phrase(said, "en")},
            "hex": masked.hex(),
            "bad": bool(said.faults or said.note),
            "control": bool(said.control),
            "t_ms": (spoke.at_us - self._began_us) // 1000,
            "at": _clock(spoke.at_us),
            "way": self._ways.get(spoke.line.number, ""),
        }
        if self._before is not None:
            self._before.append(event)
            return
        self._frames += 1
        self._tell(event)

    def _payment(self, judged: Judged) -> None:
        self._payments += 1
        shown = run_object(Run(judged.record, judged.codecs).shown(), self._lang)
        self._tell({"event": "run", "index": self._payments, "total": 0, "run": shown})


def _clock(at_us: int) -> str:
    """The time of day in Korea, to the millisecond."""
    at = datetime.fromtimestamp(at_us / 1e6, UTC) + _KOREA
    return at.strftime("%H:%M:%S.") + f"{at_us // 1000 % 1000:03d}"
