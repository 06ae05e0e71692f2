"""An episode: one payment with its retries, inquiries, reversals and cancels, as it was seen on the lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from posdiag.capture.events import Line, Place
from posdiag.explain.turns import Turn
from posdiag.explain.ways import Way
from posdiag.transcript import LinkName, Party, Seen, Transcript
from posdiag.wire.message import Decoded

#: More pieces than this are counted and not kept.
MAX_TURNS = 400


@dataclass(frozen=True, slots=True)
class Mark:
    """Something seen that is no bytes: a silence, a closed or new connection, bytes not captured."""

    at_us: int
    kind: Seen
    by: Party
    text: str
    wait_ms: int = 0


class Episode(msgspec.Struct, eq=False):
    """What was seen of one payment, in the order of time. `way` is None where no dialect fits.

    `place` says where in the capture it begins. `behind` are the turns of the host link behind the
    terminal, with the way that reads them, where another line showed them.
    """

    way: Way | None
    began_us: int
    place: Place = ""
    tid: str = ""
    lines: dict[int, Line] = {}
    entries: list[Turn | Mark] = []
    pending: Turn | None = None  # the last request, until it is answered
    acked: bool = False  # the pending request was acknowledged
    refused: bool = False  # the pending request was refused (NAK) and not taken since
    told: bool = False  # what became of the pending request is marked already
    orphan: bool = False  # it begins with an answer, whose request the capture does not hold
    missed: bool = False  # the capture lacks bytes in the middle of it
    touched_us: int = 0
    dropped: int = 0  # pieces beyond MAX_TURNS
    behind: list[Turn] = []
    behind_way: Way | None = None
    keys: list[tuple[str, str]] = []  # (TID, STAN) of its requests
    over: bool = False
    number: int = 0  # among the payments of its route
    route: str = ""  # what its lines lead to, as `survey.Place` names it

    @property
    def link(self) -> LinkName:
        return LinkName.ECR if self.way is None else self.way.link

    @property
    def far(self) -> Party:
        """Who is at the other end of the POS's link."""
        return Party.VAN if self.link is LinkName.HOST else Party.TERMINAL

    @property
    def ends(self) -> str:
        """The ends of its lines, to show: `192.0.2.1:40000 - 192.0.2.2:9100`."""
        return " | ".join(dict.fromkeys(f"{line.a} - {line.b}" for line in self.lines.values()))

    def add(self, entry: Turn | Mark) -> None:
        if len(self.entries) < MAX_TURNS:
            self.entries.append(entry)
        else:
            self.dropped += 1
        if entry.at_us > self.touched_us:
            self.touched_us = entry.at_us

    def transcript(self) -> tuple[Transcript, Mapping[int, Decoded]]:
        """Everything seen as a transcript that begins at 0 ms, and what its frames were read as."""
        own = [(entry.at_us, 0, number, entry) for number, entry in enumerate(self.entries)]
        behind = [(turn.at_us, 1, number, turn) for number, turn in enumerate(self.behind)]
        seen = Transcript()
        decoded: dict[int, Decoded] = {}
        merged = sorted([*own, *behind], key=lambda item: item[:3]) if behind else own
        for at_us, side, _, entry in merged:
            t_ms = max(0, at_us - self.began_us) // 1000
            if isinstance(entry, Mark):
                seen.observe(t_ms, entry.kind, entry.by, entry.text, wait_ms=entry.wait_ms)
                continue
            link = LinkName.HOST if side else self.link
            ends = (Party.TERMINAL, Party.VAN) if side else (Party.POS, self.far)
            sender, receiver = ends if entry.from_pos else ends[::-1]
            frame = seen.add_frame(t_ms, link, sender, receiver, entry.data, entry.note)
            if entry.decoded is not None:
                decoded[frame.n] = entry.decoded
        return seen, decoded
