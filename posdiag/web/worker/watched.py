"""A link that tells what passes on it, frame by frame, while a replay runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from posdiag.explain.ways import Way
from posdiag.link.api import Answer, Closed, Heard, Link
from posdiag.report.frames import phrase, read_frame
from posdiag.wire.framing import ControlPiece, FramePiece, Framer, Piece
from posdiag.wire.masked import mask_frame

Tell = Callable[[Mapping[str, Any]], None]

#: Frames told of one replay; a terminal may send garbage for ever.
MOST_TOLD = 500


@dataclass(slots=True)
class Stage:
    """What is on: `way` reads the frames, `pace` is simulated seconds for one real second, 0: none."""

    tell: Tell
    way: Way | None
    far: str
    pace: float
    pause: Callable[[float], None]
    watched: bool = True
    told: int = 0
    pos: str = ""  # the release that is replayed: what reads its frames


class WatchedLink:
    """Passes everything on unchanged. What it tells is masked, in both languages, and no evidence."""

    def __init__(self, link: Link, stage: Stage) -> None:
        self._link = link
        self._stage = stage
        self._began_ms = link.now_ms()
        self._last_ms = self._began_ms
        self._framers = self._new_framers()

    def now_ms(self) -> int:
        return self._link.now_ms()

    def send(self, data: bytes) -> None:
        self._link.send(data)
        self._passed("pos", data, self._link.now_ms())

    def wait(self, until_ms: int) -> Answer:
        answer = self._link.wait(until_ms)
        if isinstance(answer, Heard):
            self._passed(self._stage.far, answer.data, answer.at_ms)
        elif isinstance(answer, Closed):
            self._tell(answer.at_ms, {"event": "closed", "why": answer.why.value})
        return answer

    def reopen(self) -> None:
        self._link.reopen()
        self._framers = self._new_framers()

    def close(self) -> None:
        self._link.close()

    def _new_framers(self) -> dict[str, Framer]:
        way = self._stage.way
        return {} if way is None else {"pos": way.new_framer(), self._stage.far: way.new_framer()}

    def _passed(self, sender: str, data: bytes, at_ms: int) -> None:
        framer = self._framers.get(sender)
        pieces: list[Piece] = [ControlPiece(data)] if framer is None else framer.feed(data, at_ms)
        for piece in pieces:
            self._frame(sender, piece, at_ms)

    def _frame(self, sender: str, piece: Piece, at_ms: int) -> None:
        stage = self._stage
        codec = stage.way.codec if stage.way is not None and isinstance(piece, FramePiece) else None
        said = read_frame(codec, piece.data)
        masked = piece.data if said.control else mask_frame(codec, piece.data)
        self._tell(
            at_ms,
            {
                "event": "frame",
                "from": sender,
                "to": stage.far if sender == "pos" else "pos",
                "text": {"ko": phrase(said, "ko"), "en": phrase(said, "en")},
                "hex": masked.hex(),
                "bad": bool(said.faults or said.note),
                "control": bool(said.control),
                "pos": stage.pos,
            },
        )

    def _tell(self, at_ms: int, event: dict[str, Any]) -> None:
        stage = self._stage
        if not stage.watched or stage.told >= MOST_TOLD:
            return
        stage.told += 1
        if stage.pace > 0:
            stage.pause(min((at_ms - self._last_ms) / 1000 / stage.pace, 5.0))
            self._last_ms = at_ms
        stage.tell({**event, "t_ms": at_ms - self._began_ms})
