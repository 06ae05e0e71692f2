"""The assembly of what is learnt: of a POS that is played or run, and of a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from posdiag import assembly, assembly_rigs
from posdiag.assembly_audit import AuditedRig, way_to
from posdiag.audit.conduct import SETTLE_MS, filled, is_over, words_of
from posdiag.audit.evidence import Evidence
from posdiag.audit.line import AuditedLine, Noted
from posdiag.audit.outcome import Patterns, Printed, Ran, patterns
from posdiag.audit.seen import cut
from posdiag.capture.events import Chunk, Line, LineKind
from posdiag.errors import InputError, Problem
from posdiag.explain.recognise import best_fit
from posdiag.explain.ways import Way, Ways
from posdiag.learn.desk import Desk, Seat
from posdiag.learn.errand import Errand
from posdiag.learn.learnt import Learned
from posdiag.learn.measured import Measured, records_of_pos, records_of_terminal
from posdiag.learn.pos import learn_pos
from posdiag.learn.speech import live
from posdiag.learn.terminal import FIGURES, measure_terminal
from posdiag.learn.terminal_desk import TerminalDesk
from posdiag.learn.terminal_host import EVERY, measure_host
from posdiag.learn.treat import Treater
from posdiag.link.address import AgentAddress, SimAddress, TcpAddress, parse_address
from posdiag.link.bench import LineBench, NoBench
from posdiag.link.patience import wait_for
from posdiag.link.program import run_program
from posdiag.link.station import Station
from posdiag.link.virtual import VirtualLink
from posdiag.marked import Faults
from posdiag.profile.model import PosRelease
from posdiag.profile.trait_types import TRAIT_READERS, paths_of
from posdiag.replay.dial import speech_of
from posdiag.replay.load_instruments import load_instruments
from posdiag.replay.replay import replay
from posdiag.replay.scenario import DEFAULT_DATE, Instrument
from posdiag.transcript import Party
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.message import Kind
from posdiag.worded import worded

#: How a played release tells its cashier of an approval and of anything else.
PLAYED_WORDS = patterns(r"^approved\b", r"^(declined|unknown)\b|^승인 (실패|여부 확인)|^단말기 연결을 확인")
#: Pieces are taken to lie this far apart when a stranger's dialect is sought.
_STEP_US = 100_000
_DATE = "%Y-%m-%dT%H:%M:%S"

Watch = Callable[[str], None]


def _now(form: str) -> str:
    """The local time in a form of `strftime`."""
    return datetime.fromtimestamp(assembly.clock_us() / 1_000_000).strftime(form)


def shared_instruments() -> Mapping[str, Instrument]:
    """The instruments that errands show."""
    return load_instruments(assembly.library().roots, Faults()).instruments


# -- a POS -------------------------------------------------------------------------------------------


class PlayedPos:
    """A release of the library, played at a rig in simulated time: a POS whose traits are known."""

    told = True
    date = DEFAULT_DATE

    def __init__(self, release: PosRelease, way: Way, rig: str = "") -> None:
        from posdiag_sim.world import World

        self._release = release
        self._way = way
        self._line = AuditedLine(World(assembly._rig(rig or release.rig, "--rig")))
        self._speech = speech_of(assembly.library().codec_of(release), release.traits)

    def play(self, errand: Errand) -> Evidence:
        """Play an errand; InputError where the bench refuses what it needs."""
        line, way = self._line, self._way
        line.prepare(Treater(way.codec, errand.treat, lambda: asked_to_pay(line.noted(), way)))
        station = Station("pos", LineBench(line.ask, "rig"), lambda: VirtualLink(line))
        seen = replay(
            errand.scenario(self.date), self._release.traits, self._speech, station, asks_more=False
        )
        own = (one for one in seen.transcript.observations if one.by is Party.POS)
        printed = tuple(Printed(one.t_ms, one.text) for one in own)
        ran = (Ran(0, line.time_ms(), 0, printed),)
        return Evidence(errand.case(), way, line.noted(), ran, PLAYED_WORDS, seen.transcript.statement)


@dataclass(slots=True)
class ProgramPos:
    """A program that pays at a served rig, in real time; or a person at a till, where there is no command."""

    rig: AuditedRig
    way: Way
    command: tuple[str, ...]
    words: Patterns
    limit_s: float
    wait_s: float
    told: bool = False
    date: str = DEFAULT_DATE

    def play(self, errand: Errand) -> Evidence:
        """Run it once for each payment, or once for all where it takes {payments}."""
        line, way = self.rig.line, self.way
        line.prepare(Treater(way.codec, errand.treat, lambda: asked_to_pay(line.noted(), way)))
        self.date = _now(_DATE)
        self.rig.bench.setup(self.date, 0, errand.faults, {}, errand.instruments)
        self.rig.bench.present("main", "C")
        case = errand.case()
        if self.command:
            ran = tuple(self._run(errand))
        else:
            wait_for(lambda: is_over(line, way, case.payments), self.wait_s)
            ran = ()
        statement = self.rig.bench.collect(SETTLE_MS).statement
        return Evidence(case, way, line.noted(), ran, self.words, statement)

    def _run(self, errand: Errand) -> Iterable[Ran]:
        case = errand.case()
        at_once = any("{payments}" in word for word in self.command)
        for _ in range(1 if at_once else case.payments):
            words = filled(self.command, self.rig.address, case)
            done = run_program(words, self.limit_s, self.rig.line.time_ms)
            lines = tuple(Printed(line.at_ms, line.text) for line in done.lines)
            yield Ran(done.began_ms, done.ended_ms, done.code, lines, self.limit_s)


def asked_to_pay(noted: Sequence[Noted], way: Way) -> bool:
    """Whether the POS has sent a sale."""
    return any(one.asks(Kind.APPROVE) for one in cut(noted, way))


def learn_release(release: PosRelease, rig: str, watch: Watch) -> Measured:
    """Measure a release of the library as if it were a stranger."""
    rig = rig or release.rig
    way = live(way_to(rig))
    return _learnt_pos(PlayedPos(release, way, rig), way, f"pos:{release.label}", rig, watch)


@dataclass(frozen=True, slots=True)
class Program:
    """How a real POS is measured. Times are real seconds; `command` is empty where a person pays."""

    rig: str
    listen: str
    command: str
    approved: str
    declined: str
    timeout: float
    wait: float
    speed: float
    dialect: str


def learn_program(asked: Program, announce: Watch, watch: Watch) -> Measured:
    """Serve a rig, and measure whatever pays there."""
    way = way_to(asked.rig, asked.dialect)
    words = patterns(asked.approved, asked.declined)
    command = words_of(asked.command) if asked.command else ()
    with AuditedRig(asked.rig, asked.listen, asked.speed, 0) as served:
        announce(served.address)
        seat = ProgramPos(served, way, command, words, asked.timeout, asked.wait)
        name = Path(command[0]).name if command else "a till"
        return _learnt_pos(seat, way, f"{name} at {asked.rig}", asked.rig, watch)


def _learnt_pos(seat: Seat, way: Way, subject: str, rig: str, watch: Watch) -> Measured:
    desk = Desk(seat, way, shared_instruments(), watch=lambda errand: watch(errand.id))
    learn_pos(desk, _own_speech(rig, way), stranger(way))
    return Measured(
        subject,
        True,
        _now("%Y-%m-%d"),
        rig.partition("@")[0],
        _in_order(desk.learnt.values, TRAIT_READERS),
        (),
        tuple(desk.learnt.left_out(dict.fromkeys(TRAIT_READERS))),
        records_of_pos(desk.played, subject),
    )


def _own_speech(rig: str, way: Way) -> tuple[str, dict[str, str]]:
    """The dialect and the options of the products whose rig it is, else the dialect of the way."""
    products = assembly.library().products.values()
    newest = next((one.newest.traits for one in products if one.rig == rig.partition("@")[0]), None)
    if newest is None or newest.dialect != way.name:
        return way.name, {}
    return newest.dialect, {path[5:]: str(v) for path, v in paths_of(newest) if path.startswith("wire.")}


def stranger(way: Way) -> Callable[[Sequence[tuple[bool, bytes]]], tuple[str, dict[str, str]] | None]:
    """What names the dialect of frames that a terminal does not know, and the options set otherwise."""

    def name(pieces: Sequence[tuple[bool, bytes]]) -> tuple[str, dict[str, str]] | None:
        line = Line(1, LineKind.SERIAL, "pos", "terminal", a_known=True)
        chunks = [Chunk(line, at * _STEP_US, mine, data) for at, (mine, data) in enumerate(pieces)]
        ways = Ways(assembly.library())
        for group in (ways.shipped(), ways.further()):
            found = best_fit(chunks, [one for one in group if one.link is way.link], True)
            if found is not None and found.score >= 1.0:
                dialect, *options = found.way.name.split(" ")
                return dialect, dict(option.split("=", 1) for option in options)
        return None

    return name


# -- a terminal --------------------------------------------------------------------------------------


def learn_terminal(url: str, dialect: str, pay: bool, watch: Watch) -> Measured:
    """Measure the terminal at an address; InputError where nobody can tell how it speaks."""
    station, way, rig = _terminal(url, dialect)
    simulated = not isinstance(station.bench, NoBench)
    moment = DEFAULT_DATE if simulated else _now(_DATE)
    sent_at = "".join(filter(str.isdigit, moment))
    desk = TerminalDesk(station, live(way), shared_instruments(), sent_at, watch=watch)
    host = isinstance(way.codec, IsoCodec)
    every = EVERY if host else assembly_rigs.firmware_traits()
    try:
        if host:
            measure_host(desk, pay)
        else:
            measure_terminal(desk, pay, every)
    finally:
        station.bench.close()
    values = desk.learnt.values
    figures = tuple(values[path] for path in FIGURES if path in values)
    return Measured(
        url,
        False,
        _now("%Y-%m-%d"),
        rig,
        _in_order({path: one for path, one in values.items() if path not in FIGURES}, every),
        figures,
        tuple(desk.learnt.left_out(dict.fromkeys(every))),
        records_of_terminal(desk.played, desk.way, url),
    )


def _terminal(url: str, dialect: str) -> tuple[Station, Way, str]:
    """The terminal, how it speaks, and the shipped rig that speaks so."""
    from posdiag.link.rendezvous import find_bench

    parsed = parse_address(url, "URL")
    if isinstance(parsed, SimAddress):
        return assembly.station(url), way_to(parsed.rig, dialect), parsed.rig
    announced = find_bench(parsed)
    if announced is not None and announced.rig:
        return assembly.station(url), way_to(announced.rig, dialect), announced.rig
    if not dialect and isinstance(parsed, AgentAddress):
        agents = ", ".join(way.name for way in Ways(assembly.library()).agents())
        what = worded("how the agent speaks is not told")
        raise InputError(
            Problem(f"URL {url}", what, worded("give --as DIALECT, one of: {agents}", agents=agents))
        )
    if not dialect:
        url, dialect = _probed(url, isinstance(parsed, TcpAddress))
    products = assembly.library().products.values()
    rig = next((one.rig for one in products if one.newest.traits.dialect == dialect), "counter-fs")
    return assembly.station(url), way_to(rig, dialect), rig


def _probed(url: str, network: bool) -> tuple[str, str]:
    """The address with the right settings, and the dialect, as harmless questions find them."""
    found = assembly.probe(url, True, 1_000 if network else 3_000, 120_000, lambda step: None)
    best = found.hypotheses[0] if found is not None and found.found and found.hypotheses else None
    if best is None or not best.dialects:
        what = worded("how the terminal speaks cannot be found by harmless questions")
        raise InputError(Problem(f"URL {url}", what, worded("give --as DIALECT; `posdiag probe` says more")))
    assert found is not None
    return found.urls[0] or url, best.dialects[0]


def _in_order(values: Mapping[str, Learned], every: Iterable[str]) -> tuple[Learned, ...]:
    """The values in the order of their traits, options of the wire last."""
    order = {path: number for number, path in enumerate(every)}
    return tuple(sorted(values.values(), key=lambda one: order.get(one.path, len(order))))
