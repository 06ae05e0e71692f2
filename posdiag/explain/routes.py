"""What the lines of one capture share: ways found, by where the lines lead, and the payments under way."""

from __future__ import annotations

from dataclasses import dataclass, field

from posdiag.capture.events import Line, LineKind
from posdiag.explain.cut import Cutter
from posdiag.explain.episode import Episode
from posdiag.explain.glance import Glances
from posdiag.explain.lane import Heard, Lane, Plans
from posdiag.explain.listen import Ear
from posdiag.explain.plain import Plain
from posdiag.explain.shelf import LINGER_US, Room
from posdiag.explain.ways import Hints, Way, Ways
from posdiag.profile.library import Library
from posdiag.wire.iso8583.codec import IsoCodec

#: More routes than this are forgotten, the oldest first, once nothing is open on them.
_MOST_ROUTES = 10_000

#: After so many lines in vain a place is not tried again.
_VAIN = 3

Route = tuple[str, str]


@dataclass(slots=True)
class Known:
    """What was found of one place that lines lead to. `pos_is_a`: the end that connects is the POS."""

    way: Way
    pos_is_a: bool


@dataclass(slots=True)
class Routes:
    """Shared by all lines of a capture. `known` maps a line's far end to how it speaks."""

    library: Library
    hints: Hints = field(default_factory=Hints)
    linger_us: int = LINGER_US
    ways: Ways = field(init=False)
    known: dict[str, Known] = field(default_factory=dict)
    cutters: dict[tuple[Route, str], Cutter] = field(default_factory=dict)
    vain: dict[str, int] = field(default_factory=dict)  # place -> lines to it on which no dialect fitted
    room: Room = field(default_factory=Room)
    _glances: dict[str, Glances] = field(default_factory=dict)
    _plans: dict[str, Plans] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ways = Ways(self.library, self.hints)

    def known_of(self, line: Line) -> Known | None:
        """What is known of either end of a line."""
        return self.known.get(line.b) or self.known.get(line.a)

    def learn(self, line: Line, way: Way, pos_is_a: bool) -> None:
        """Remember how the place speaks that a line leads to; a cable leads to itself."""
        if line.kind is LineKind.TCP:
            if len(self.known) >= _MOST_ROUTES:
                self.known.pop(next(iter(self.known)))
            self.known[line.b if pos_is_a else line.a] = Known(way, pos_is_a)

    def hopeless(self, line: Line) -> bool:
        """Whether so many lines to either end were in no known dialect that this one is not tried."""
        return max(self.vain.get(line.a, 0), self.vain.get(line.b, 0)) >= _VAIN

    def give_up(self, line: Line) -> None:
        """Remember that a line was in no known dialect."""
        if len(self.vain) < _MOST_ROUTES:
            for end in (line.a, line.b):
                self.vain[end] = self.vain.get(end, 0) + 1

    def cutter(self, line: Line, way: Way | None, pos_is_a: bool) -> Cutter:
        """The open payments of a line's route."""
        key = (route_of(line, pos_is_a), "" if way is None else way.name)
        if way is None:
            key = (("", str(line.number)), "")
        cutter = self.cutters.get(key)
        if cutter is None:
            if len(self.cutters) >= _MOST_ROUTES:
                self._forget()
            leads_to = place_of(line, pos_is_a)
            glances = None if way is None else self.glances(way)
            cutter = Cutter(way, self.hints.answer_ms, self.linger_us, leads_to, glances)
            self.cutters[key] = cutter
            cutter.room = self.room
        return cutter

    def glances(self, way: Way) -> Glances | None:
        """What reads the host frames of a way at a glance, shared by its lines; None for other links."""
        if not isinstance(way.codec, IsoCodec):
            return None
        found = self._glances.get(way.name)
        if found is None:
            found = self._glances[way.name] = Glances(way.codec)
        return found

    def lane(
        self, line: Line, pos_is_a: bool, way: Way, ears: tuple[Ear, Ear], cutter: Cutter, heard: Heard
    ) -> Lane | None:
        """The short way of a host's line; None for others."""
        glances = self.glances(way)
        if glances is None:
            return None
        plans = self._plans.get(way.name)
        if plans is None:
            plans = self._plans[way.name] = Plans(glances, self.ways.looks)
        return Lane(line, pos_is_a, self.ways.key_of(way), ears, cutter, plans, heard)

    def whole(self, plain: Plain) -> Episode:
        """A payment that is over as an episode."""
        way = self.ways.of(plain.way)
        glances = self.glances(way)
        assert glances is not None
        episode = glances.episode(plain, way)
        episode.route, episode.over = plain.route, True
        return episode

    def _forget(self) -> None:
        for key in [key for key, cutter in self.cutters.items() if cutter.idle]:
            del self.cutters[key]


def route_of(line: Line, pos_is_a: bool) -> Route:
    """The hosts that a line joins, and the port it leads to; each cable is a route of its own."""
    if line.kind is not LineKind.TCP:
        return str(line.number), ""
    caller, called = (line.a, line.b) if pos_is_a else (line.b, line.a)
    return caller.rpartition(":")[0], called


def place_of(line: Line, pos_is_a: bool) -> str:
    """What a line leads to, to show: the host and port that is called, or both ends of a cable."""
    if line.kind is not LineKind.TCP:
        return f"{line.a} - {line.b}"
    return line.b if pos_is_a else line.a


def ports_of(line: Line) -> frozenset[int]:
    """The TCP ports at its ends; none on a cable."""
    ends = (end.rpartition(":")[2] for end in (line.a, line.b))
    return frozenset(int(port) for port in ends if line.kind is LineKind.TCP and port.isdigit())
