"""Conversations as transcripts: what is put in, what must come out, line by line.

    0    send sale          the caller sends a frame
    0    >> ENQ             the session says these bytes
    5    << ACK             these bytes arrive
    5    ! delivered        the session reports this
    9    abandon            the caller gives up; `reset`, `drop` and `wait` (only time passes) likewise

Frames have names; `sale[:20]` is its beginning, `sale[20:]` its end, `sale~` the frame with a bit of
its body turned. Time passes between the lines as it would: timers that run out do so at their time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from posdiag.wire.session import (
    Delivered,
    HeardControl,
    HeardFrame,
    HeardJunk,
    LinkSession,
    Noticed,
    Sent,
    SessionEvent,
    Undelivered,
)

CONTROLS = {"ENQ": b"\x05", "ACK": b"\x06", "NAK": b"\x15", "EOT": b"\x04"}


PLAYBOOKS = Path(__file__).parent / "playbooks"


@cache
def conversations(dialect: str) -> Mapping[str, str]:
    """The scripts of one dialect's file by name; `= name` begins one."""
    text = (PLAYBOOKS / f"{dialect}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    scripts = "\n".join(lines).split("= ")[1:]
    return dict(script.split("\n", 1) for script in scripts)


def written() -> list[tuple[str, str]]:
    """Every dialect with the name of every script it has."""
    found = sorted(path.stem for path in PLAYBOOKS.glob("*.txt"))
    return [(dialect, name) for dialect in found for name in conversations(dialect)]


def play(session: LinkSession, script: str, frames: Mapping[str, bytes]) -> None:
    """Run a script; an AssertionError shows both transcripts where they differ."""
    wanted = [" ".join(line.split()) for line in script.strip().splitlines() if line.strip()]
    got: list[str] = []
    for line in wanted:
        time, verb, *rest = line.split(" ", 2)
        if verb in (">>", "!"):
            continue
        now_ms = int(time)
        _pass_time(session, now_ms, got, frames)
        got.append(line)
        _put_in(session, verb, rest[0] if rest else "", now_ms, frames)
        _drain(session, got, frames)
    assert got == wanted, "\n".join(["", "wanted:", *wanted, "", "got:", *got])


def _pass_time(session: LinkSession, until_ms: int, got: list[str], frames: Mapping[str, bytes]) -> None:
    while session.deadline_ms is not None and session.deadline_ms < until_ms:
        session.tick(session.deadline_ms)
        _drain(session, got, frames)


def _put_in(session: LinkSession, verb: str, what: str, now_ms: int, frames: Mapping[str, bytes]) -> None:
    match verb:
        case "send":
            session.send(frames[what], now_ms)
        case "<<":
            session.receive(b"".join(_bytes(word, frames) for word in what.split()), now_ms)
        case "abandon":
            session.abandon(now_ms)
        case "reset":
            session.reset(now_ms)
        case "drop":
            session.drop_unread(now_ms)
        case "wait":
            session.tick(now_ms)
        case _:
            raise ValueError(verb)


def _bytes(word: str, frames: Mapping[str, bytes]) -> bytes:
    found = re.fullmatch(r"(\w+)(?:\[(\d*):(\d*)\])?(~?)", word)
    assert found is not None, word
    name, start, end, damaged = found.groups()
    if name in CONTROLS:
        return CONTROLS[name]
    if name not in frames:
        return bytes.fromhex(name)
    frame = bytearray(frames[name][int(start or 0) : int(end) if end else None])
    if damaged:
        frame[10] ^= 0x04
    return bytes(frame)


def _drain(session: LinkSession, got: list[str], frames: Mapping[str, bytes]) -> None:
    said = b""
    for event in session.take_events():
        said += event.data if isinstance(event, Sent) else b""
        got.append(f"{event.at_ms} {_line(event, frames)}")
    assert session.take_output() == said


def _line(event: SessionEvent, frames: Mapping[str, bytes]) -> str:
    match event:
        case Sent():
            return f">> {_name(event.data, frames)}"
        case HeardFrame():
            return f"! frame {_name(event.data, frames)}" + ("" if event.intact else " damaged")
        case HeardControl():
            return f"! {_name(event.data, frames)}"
        case HeardJunk():
            return f"! junk {event.reason} {len(event.data)}"
        case Delivered():
            return "! delivered by answer" if event.by_answer else "! delivered"
        case Undelivered():
            return f"! undelivered {event.reason}"
        case Noticed():
            return f"! notice {event.notice} {event.detail}".strip()


def _name(data: bytes, frames: Mapping[str, bytes]) -> str:
    exact = next((name for name, frame in frames.items() if frame == data), None)
    if exact is not None:
        return exact
    for name, frame in frames.items():
        if len(data) == len(frame) and sum(a != b for a, b in zip(data, frame, strict=True)) == 1:
            return name
    names = {value[0]: name for name, value in CONTROLS.items()}
    return " ".join(names.get(byte, f"{byte:02x}") for byte in data)
