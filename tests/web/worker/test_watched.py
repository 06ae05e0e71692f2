"""The watched link passes everything on and tells of it frame by frame, however it is cut."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from posdiag import assembly
from posdiag.explain.ways import way_of
from posdiag.link.api import Answer, Closed, Heard, Silence, Why
from posdiag.web.worker.watched import MOST_TOLD, Stage, WatchedLink
from posdiag.wire.message import Kind, Message

CODEC = assembly.library().dialects.codec_for("kr-fs")
FRAME = CODEC.encode(
    Message(Kind.APPROVE, False, {"amount": "12300", "stan": "000001", "card": "9400001234567897"})
)


class Scripted:
    """A link that answers what it was given."""

    def __init__(self, answers: list[Answer]) -> None:
        self.answers = answers
        self.sent = b""

    def now_ms(self) -> int:
        return 0

    def send(self, data: bytes) -> None:
        self.sent += data

    def wait(self, until_ms: int) -> Answer:
        return self.answers.pop(0)

    def reopen(self) -> None: ...

    def close(self) -> None: ...


def watched(
    answers: list[Answer], watching: bool = True
) -> tuple[WatchedLink, Scripted, list[Mapping[str, Any]]]:
    events: list[Mapping[str, Any]] = []
    link = Scripted(answers)
    stage = Stage(events.append, way_of("kr-fs", CODEC), "terminal", 0.0, lambda seconds: None, watching)
    return WatchedLink(link, stage), link, events


@given(st.lists(st.integers(1, len(FRAME) - 1), max_size=4))
def test_a_frame_in_any_pieces_is_told_once_and_masked(cuts: list[int]) -> None:
    marks = [0, *sorted(set(cuts)), len(FRAME)]
    pieces = [FRAME[a:b] for a, b in pairwise(marks)]
    link, _, events = watched([Heard(piece, 5) for piece in pieces])
    heard = b"".join(link.wait(10).data for _ in pieces)  # type: ignore[union-attr]
    assert heard == FRAME
    assert len(events) == 1
    assert b"9400001234567897" not in bytes.fromhex(events[0]["hex"])


def test_silence_is_not_told_and_an_end_is() -> None:
    link, _, events = watched([Silence(10), Closed(Why.RESET, 20)])
    assert isinstance(link.wait(10), Silence)
    assert isinstance(link.wait(20), Closed)
    assert events == [{"event": "closed", "why": "reset", "t_ms": 20}]


def test_what_is_sent_goes_out_unchanged() -> None:
    link, far, events = watched([])
    link.send(FRAME)
    assert far.sent == FRAME
    assert (events[0]["from"], events[0]["to"]) == ("pos", "terminal")


def test_garbage_for_ever_is_told_only_so_often() -> None:
    link, _, events = watched([Heard(b"\x06", at) for at in range(MOST_TOLD + 50)])
    for _ in range(MOST_TOLD + 50):
        link.wait(1)
    assert len(events) == MOST_TOLD
