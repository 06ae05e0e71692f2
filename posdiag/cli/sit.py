"""Runs one sitting at a line for the verbs that need one: forwarder, recording, hints, and a clean end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from posdiag import assembly
from posdiag.capture.events import LineKind
from posdiag.cli.ahead import Ahead
from posdiag.cli.interrupt import until_ended
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem
from posdiag.explain.ways import Hints
from posdiag.link.address import TcpAddress
from posdiag.link.forwarding import Forwarding
from posdiag.link.tap_ends import parse_far, parse_near
from posdiag.link.tellings import Telling, What
from posdiag.record import RunRecord, Verdict
from posdiag.tap.recorder import CaptureFile, Recorder
from posdiag.tap.sitting import Judged, Noticed, Shown, Sitting
from posdiag.worded import worded

#: Seconds after which the sitting is told that time has passed, and the recorder that nothing came.
TICK_S, LOOK_S = 0.05, 0.02
#: Seconds for reading what is behind when the sitting is ended; what is left then is recorded alone.
REST_S = 5.0
#: Judgements kept for the exit code; a tap may sit for days.
_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    listen: str
    terminal: str
    record: Path | None = None
    unmasked: bool = False
    faults: tuple[str, ...] = ()
    seed: int = 0
    dialect: str = ""
    pos: str = ""
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Sat:
    """What a sitting brought: what was judged, and how many packets the recording lacks."""

    records: tuple[RunRecord, ...]
    lost: int = 0


def sit(asked: Asked, lang: str, show: Callable[[Shown], None]) -> Sat:
    """Sit until Ctrl-C, SIGTERM or the time is over.

    A payment is judged when nothing waits to be recorded, so that a busy line is recorded all the same.
    """
    near, far = parse_near(asked.listen), parse_far(asked.terminal)
    hints = _hints(asked)
    injector = assembly.line_faults(asked.faults, asked.seed, _link(asked)) if asked.faults else None
    kind = LineKind.TCP if isinstance(near, TcpAddress) else LineKind.SERIAL
    file = _recording(asked, lang)
    recorder = Recorder(file.write, masked=not asked.unmasked) if file is not None else None
    if asked.faults:
        click.echo(tell(lang, "tap.warn_fault"), err=True)
    sitting = Sitting(kind, assembly.house(), hints, recorder, str(asked.record or "tap"))
    kept: list[RunRecord] = []

    def out(shown: Shown) -> None:
        if isinstance(shown, Judged) and len(kept) < _MOST_KEPT:
            kept.append(shown.record)
        show(shown)

    try:
        with until_ended() as ended, Forwarding(near, far, injector) as forwarding:
            ahead = Ahead(forwarding.tellings(LOOK_S), sitting)
            ahead.start()
            try:
                _follow(ahead.noticed(), sitting, asked.seconds, ended, out)
            finally:
                forwarding.stop()
            _catch_up(ahead.noticed(), sitting, out)
            ahead.join(REST_S)
        for shown in sitting.end():
            out(shown)
        if sitting.failed is not None:
            raise sitting.failed  # told at the end: forwarding and recording went on
    finally:
        if recorder is not None and file is not None:
            recorder.close()  # whatever ended the sitting, what was held for its frame is written
            file.close()
    _say_what_was(sitting, kept, lang)
    lost = 0 if file is None else file.lost_blocks
    if asked.record is not None:
        key = "tap.recorded_less" if lost else "tap.recorded"
        click.echo(tell(lang, key, path=asked.record, lost=lost), err=True)
    return Sat(tuple(kept), lost)


def _say_what_was(sitting: Sitting, kept: list[RunRecord], lang: str) -> None:
    bad = sum(record.verdict is Verdict.INCOMPATIBLE for record in kept)
    click.echo(tell(lang, "tap.ended_after", count=len(kept), bad=bad), err=True)
    if sitting.unjudged:
        click.echo(tell(lang, "tap.unjudged", count=sitting.unjudged), err=True)
    if sitting.unread:
        click.echo(tell(lang, "tap.unread", count=sitting.unread), err=True)


def _follow(
    noticed: Iterator[Noticed | None],
    sitting: Sitting,
    seconds: float | None,
    ended: Callable[[], bool],
    out: Callable[[Shown], None],
) -> None:
    end_us: int | None = None
    ticked_us = 0
    for one in noticed:
        now_us = assembly.clock_us()
        if one is not None:
            _announce(one.telling)
            if end_us is None and seconds is not None:  # the time begins when the POS can come in
                end_us = now_us + int(seconds * 1e6)
            for shown in sitting.read(one):
                out(shown)
        if now_us - ticked_us >= TICK_S * 1e6:
            ticked_us = now_us
            for shown in sitting.tick(now_us if one is None else one.telling.at_us):
                out(shown)
        if one is None:  # nothing waits to be read
            for shown in sitting.judge():
                out(shown)
        if ended() or (end_us is not None and now_us >= end_us):
            return


def _catch_up(noticed: Iterator[Noticed | None], sitting: Sitting, out: Callable[[Shown], None]) -> None:
    """Take what was still untold when the forwarder ended: whoever ended it waits no longer than `REST_S`."""
    end_us = assembly.clock_us() + int(REST_S * 1e6)
    ticked_us = 0
    for one in noticed:
        now_us = assembly.clock_us()
        if now_us >= end_us:
            sitting.hurry()
        if one is None:
            continue
        for shown in sitting.read(one):
            out(shown)
        if now_us - ticked_us >= TICK_S * 1e6:
            ticked_us = now_us
            for shown in sitting.tick(one.telling.at_us):
                out(shown)


def _announce(telling: Telling) -> None:
    """Where the POS can come in, at once, for the person or script that waits for this line."""
    if telling.what is What.READY:
        click.echo(f"listening {telling.content.decode()}", err=True)


def _hints(asked: Asked) -> Hints:
    release = None
    if asked.pos:
        chosen = assembly.library().select((asked.pos,))
        if len(chosen) != 1:
            remedy = worded("name one, as ID@RELEASE; ID@newest is the newest")
            raise InputError(
                Problem(
                    "--pos", worded("`{pos}` is {chosen} releases", pos=asked.pos, chosen=len(chosen)), remedy
                )
            )
        release = chosen[0]
    if asked.dialect:
        assembly.library().dialects.codec_for(asked.dialect)
    return Hints(asked.dialect, release)


def _link(asked: Asked) -> str:
    """Whether the line is an ECR link or a host link, as far as faults must know."""
    if asked.dialect:
        return "host" if assembly.library().dialects.get(asked.dialect).family == "iso8583" else "ecr"
    return "host" if any("link=host" in fault for fault in asked.faults) else "ecr"


def _recording(asked: Asked, lang: str) -> CaptureFile | None:
    if asked.record is None:
        if asked.unmasked:
            raise InputError(
                Problem("--unmasked", worded("nothing is recorded"), worded("give --record FILE with it"))
            )
        return None
    if asked.unmasked:
        click.echo(tell(lang, "tap.warn_unmasked"), err=True)

    def complain(why: str) -> None:
        click.echo(tell(lang, "tap.not_recorded", why=why), err=True)

    return CaptureFile(asked.record, complain)
