"""Where the parts are put together: the only file that knows the simulated world, and the real clock."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from posdiag.assembly_folders import own_folders
from posdiag.errors import InputError, Problem
from posdiag.link.address import AgentAddress, SerialAddress, SimAddress, TcpAddress, parse_address
from posdiag.link.bench import LineBench, NoBench
from posdiag.link.station import Station
from posdiag.profile.library import Library
from posdiag.profile.select import nearest
from posdiag.worded import worded

if TYPE_CHECKING:
    from posdiag.engine import Event, House, Plan
    from posdiag.link.api import Link
    from posdiag.link.forward_line import Injector
    from posdiag.link.rendezvous import Announced
    from posdiag.link.tcp_bench import TcpBench
    from posdiag.probe.found import ProbeRecord
    from posdiag.probe.steps import Step
    from posdiag.replay.scenario import Scenario
    from posdiag_sim.rig import Rig


@lru_cache(maxsize=1)
def library() -> Library:
    """The shipped data and the user's, judged against the rigs that exist."""
    return Library.load(own_folders(), rigs=frozenset(rig_names()))


@lru_cache(maxsize=1)
def scenarios() -> Mapping[str, Scenario]:
    """The scenarios by id."""
    from posdiag.replay.load_scenario import load_scenarios

    return load_scenarios(own_folders())


@lru_cache(maxsize=1)
def house() -> House:
    """Everything the engine works with."""
    from posdiag.diagnose.causes import load_causes
    from posdiag.engine import House
    from posdiag.explain.tongue import recogniser
    from posdiag.guidance.cards import load_cards
    from posdiag.reenact.load import load_reenactments

    shelves, roots = library(), library().roots
    known = load_reenactments(roots)
    return House(shelves, station, load_causes(roots), load_cards(roots), known, recogniser(shelves))


def run(plan: Plan) -> Iterator[Event]:
    """Carry a plan out; see `posdiag.engine.run`."""
    from posdiag import engine

    return engine.run(plan, house())


def cause_names() -> Mapping[str, Mapping[str, str]]:
    """Names of causes by id and language."""
    return {cause.id: cause.name for cause in house().causes}


# -- terminals -----------------------------------------------------------------------------------


def station(address: str) -> Station:
    """The terminal that an address names.

    InputError for an address, rig or firmware that does not exist; LinkError, when the link is
    opened, where nobody is there at all.
    """
    parsed = parse_address(address)
    match parsed:
        case SimAddress():
            return _simulated(address, parsed)
        case TcpAddress():
            return _over_tcp(address, parsed)
        case SerialAddress():
            return _over_serial(address, parsed)
        case AgentAddress():
            return _by_agent(address, parsed)


def _simulated(address: str, parsed: SimAddress) -> Station:
    from posdiag.link.virtual import VirtualLink
    from posdiag_sim.world import World

    name = f"{parsed.rig}@{parsed.firmware}" if parsed.firmware else parsed.rig
    world = World(_rig(name, f"--terminal {address}"))
    later = tuple(f"sim:{parsed.rig}@{release}" for release in world.rig.newer)
    return Station(address, LineBench(world.ask, address), lambda: VirtualLink(world), True, later)


def _over_tcp(address: str, parsed: TcpAddress) -> Station:
    from posdiag.link.rendezvous import find_bench
    from posdiag.link.tcp import TcpLink
    from posdiag.link.tcp_bench import TcpBench

    announced = find_bench(parsed) if parsed.bench is None else None
    speed = parsed.speed or (announced.speed if announced else 1.0)
    bench = TcpBench(parsed.host, parsed.bench) if parsed.bench else _announced_bench(announced)
    told = bench.note_refused if bench else None

    def open_link() -> Link:
        link = TcpLink(parsed.host, parsed.port, speed=speed, tls=parsed.tls, on_refused=told)
        if bench is None:
            link.connect()  # a real terminal that cannot be reached is the user's to mend
        return link

    return Station(address, bench or NoBench(_ask_a_person), open_link)


def _over_serial(address: str, parsed: SerialAddress) -> Station:
    from posdiag.link.rendezvous import find_bench
    from posdiag.link.serial_port import SerialLink
    from posdiag.link.tcp_bench import TcpBench

    announced = find_bench(parsed) if parsed.bench is None else None
    speed = parsed.speed or (announced.speed if announced else 1.0)
    bench = TcpBench("127.0.0.1", parsed.bench) if parsed.bench else _announced_bench(announced)
    told = bench.note_refused if bench else None

    def open_link() -> Link:
        link = SerialLink(
            parsed.device, parsed.baud, parsed.bits, parsed.parity, parsed.stop, speed, on_refused=told
        )
        if bench is None:
            link.connect()
        return link

    return Station(address, bench or NoBench(_ask_a_person), open_link)


def _by_agent(address: str, parsed: AgentAddress) -> Station:
    """An agent that does not run is a finding, not a fault of the address: nothing is opened ahead."""
    from posdiag.link.agent_http import HttpLink
    from posdiag.link.agent_ws import WebSocketLink
    from posdiag.link.rendezvous import find_bench
    from posdiag.link.tcp_bench import TcpBench

    announced = find_bench(parsed) if parsed.bench is None else None
    speed = parsed.speed or (announced.speed if announced else 1.0)
    bench = TcpBench(parsed.host, parsed.bench) if parsed.bench else _announced_bench(announced)
    told = bench.note_refused if bench else None
    kind = HttpLink if parsed.kind == "http" else WebSocketLink

    def open_link() -> Link:
        return kind(parsed.host, parsed.port, parsed.path, speed=speed, on_refused=told)

    return Station(address, bench or NoBench(_ask_a_person), open_link)


def _announced_bench(announced: Announced | None) -> TcpBench | None:
    """The bench of a terminal that is simulated on this machine, where one was announced."""
    from posdiag.link.tcp_bench import TcpBench

    return TcpBench("127.0.0.1", announced.bench) if announced else None


def _ask_a_person(instrument: str, entry: str) -> None:
    """Beside a real terminal stands a person, who is asked to present the card."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        print(f"present `{instrument}` ({entry}) at the terminal, then press Enter", file=sys.stderr)
        sys.stdin.readline()


# -- rigs ----------------------------------------------------------------------------------------


def rig_names() -> tuple[str, ...]:
    """Names of the shipped rigs."""
    from posdiag_sim.rig_files import list_rigs

    return tuple(list_rigs())


def lint_rigs() -> tuple[Problem, ...]:
    """Every fault of every shipped rig."""
    from posdiag_sim.rig import RigError, load_rig

    problems: list[Problem] = []
    for name in rig_names():
        try:
            load_rig(name)
        except RigError as error:
            problems += [Problem(*fault) for fault in error.faults]
    return tuple(problems)


def refusal_of(fault: str, link: str) -> str:
    """What is wrong with a fault on a link of this kind (ecr, host, agent); empty where it can be played."""
    from posdiag_sim.faults.registry import FaultError, parse_fault

    try:
        parse_fault(fault, "", "terminal" if link == "ecr" else link)
    except FaultError as error:
        return f"{error}: {error.remedy}"
    return ""


def serve_rig(
    name: str,
    listen: str,
    speed: float,
    seed: int,
    faults: list[str],
    announce: Callable[[str], None],
    stop: Callable[[], bool],
    terminals: int | None = None,
    refused: Callable[[int], None] = lambda count: None,
) -> None:
    """Play a rig on TCP or a pty until `stop()` or Ctrl-C; `announce` gets the address to use.

    With `terminals`, so many of them on one TCP port; `refused` is told how many POSes came too many.
    """
    from posdiag_sim.serve import CannotServe, serve
    from posdiag_sim.serve_fleet import serve_fleet

    rig = _rig(name, f"RIG {name}")
    _refuse_unknown(faults, rig)
    try:
        if terminals is None:
            serve(rig, listen, speed, seed, faults, announce, stop)
        else:
            serve_fleet(rig, listen, terminals, speed, seed, faults, announce, stop, refused)
    except CannotServe as error:
        raise InputError(Problem(f"--listen {listen}", error.what, error.remedy)) from error


def line_faults(faults: Sequence[str], seed: int, link: str) -> Callable[[], Injector]:
    """What bends a real line (`ecr` or `host`) as these faults say. InputError where one cannot."""
    from posdiag_sim.faults.registry import FaultError
    from posdiag_sim.interposer import LineFaults

    try:
        return LineFaults(faults, seed, link)
    except FaultError as error:
        raise InputError(Problem("--fault", str(error), error.remedy)) from error


def probe(
    url: str, ask: bool, listen_ms: int, limit_ms: int, watch: Callable[[Step], None]
) -> ProbeRecord | None:
    """What is found on the line at `url`; None where it names no line. Times on the line's own clock."""
    from posdiag.link.rendezvous import find_bench
    from posdiag.probe.found import probe_line, wanted_of
    from posdiag.probe.lines import line_address, lines_of
    from posdiag.probe.speakers import line_codecs

    address = line_address(parse_address(url, "URL"))
    if address is None:
        return None
    announced = find_bench(address)
    opener = lines_of(address, address.speed or (announced.speed if announced else 1.0))
    wanted = wanted_of(address, ask, listen_ms, limit_ms, time.strftime("%Y%m%d%H%M%S"))
    return probe_line(url, address, opener, line_codecs(library()), wanted, watch)


def clock_us() -> int:
    """The time, in microseconds since 1970."""
    return time.time_ns() // 1000


def _rig(name: str, place: str) -> Rig:
    """The rig of a name, which the user wrote at `place`; faults within its file have their own place."""
    from posdiag_sim.rig import RigError, load_rig

    asked, _, release = name.partition("@")
    try:
        rig = load_rig(asked)
        if release and release not in rig.releases:
            what = worded("no firmware release `{release}`", release=release)
            raise InputError(Problem(place, what, nearest(release, filter(None, rig.releases))))
        return load_rig(name) if release else rig
    except RigError as error:
        told = ((place if at in ("", asked) else at, *rest) for at, *rest in error.faults)
        raise InputError(Problem(*one) for one in told) from error


def _refuse_unknown(faults: list[str], rig: Rig) -> None:
    """InputError with every fault that the rig does not know, each with its option."""
    from posdiag_sim.faults.registry import FaultError, parse_fault

    problems = []
    for text in faults:
        try:
            parse_fault(text, "", rig.kind)
        except FaultError as error:
            problems.append(Problem(f"--fault {text}", str(error), error.remedy))
    if problems:
        raise InputError(problems)
