"""Serves many terminals of one rig on one TCP port, in one loop: every connection gets one of its own.

A terminal that has nothing to do costs nothing: only the next times at which terminals will act by
themselves lie in a heap. The wall's clock times `speed` is the time of all of them.
"""

from __future__ import annotations

import gc
import selectors
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from time import monotonic

from posdiag_sim.door import listen_at, place_of, shown_place
from posdiag_sim.faults.registry import FaultError
from posdiag_sim.fleet import MAX_TERMINALS, Fleet, FleetTerminal
from posdiag_sim.rig import Rig
from posdiag_sim.serve import LOOK_S, CannotServe
from posdiag_sim.stream import Stream

#: Bytes kept for one POS that does not read.
OUTBOX_BYTES = 256 * 1024
#: Connections let in or refused in one turn, so that those who are inside are heard meanwhile.
AT_A_TURN = 64
#: Real seconds between two words on refused connections.
TELL_AGAIN_S = 1.0
#: Real seconds after which garbage (worlds that were replaced) is collected while nobody is busy, and at
#: the latest.
COLLECT_S = (5.0, 120.0)
#: Files that a process has open beside its terminals.
OTHER_FILES = 32
#: Sockets that a selector can watch where the system has no better one than `select` (Windows).
MOST_BY_SELECT = 500


@dataclass(slots=True)
class Served:
    """How many connections got a terminal, and how many were refused since all were taken."""

    let_in: int = 0
    refused: int = 0


def serve_fleet(
    rig: Rig,
    listen: str,
    terminals: int,
    speed: float = 1.0,
    seed: int = 0,
    faults: Sequence[str] = (),
    announce: Callable[[str], None] = lambda address: None,
    stop: Callable[[], bool] = lambda: False,
    refused: Callable[[int], None] = lambda count: None,
) -> Served:
    """Serve until `stop()` or Ctrl-C. `announce` gets the address, once it is served.

    `refused` is told, at most once a second and at the end, how many connections were refused so far.
    CannotServe when the address, the number of terminals, the speed or a fault is wrong.
    """
    if not 0 < speed <= 1000:
        raise CannotServe(f"a speed of {speed:g}", "a number above 0, at most 1000")
    if not 1 <= terminals <= MAX_TERMINALS:
        raise CannotServe(f"{terminals} terminals", f"1 to {MAX_TERMINALS}")
    if rig.speech == "agent":
        raise CannotServe(f"many terminals of `{rig.name}`", "agents are served one at a time")
    try:
        fleet = Fleet(rig, terminals, seed, faults)
    except FaultError as error:
        raise CannotServe(str(error), error.remedy) from error
    _make_room(terminals + OTHER_FILES)
    listener, url = _listen(listen)
    serving = _Serving(fleet, listener, speed, refused)
    collecting = gc.isenabled()
    gc.disable()  # a full collection among a thousand busy terminals is a pause of 0.1 s and more
    try:
        announce(url if speed == 1 else f"{url}?speed={speed:g}")
        while not stop():
            serving.turn()
    except KeyboardInterrupt:
        pass
    finally:
        serving.close()
        if collecting:
            gc.enable()
    return serving.served


def _listen(listen: str) -> tuple[socket.socket, str]:
    place = place_of(listen)
    if place is None or place[0] != "tcp":
        raise CannotServe(f"cannot listen on `{listen}`", "many terminals are served on tcp://127.0.0.1:PORT")
    kind, host, port = place
    try:
        listener = listen_at(host, port, backlog=1024)
    except (OSError, UnicodeError) as error:
        remedy = "choose another port; 0 takes a free one"
        raise CannotServe(f"cannot listen on `{listen}`: {error}", remedy) from error
    return listener, shown_place(kind, host, listener.getsockname()[1])


def _make_room(files: int) -> None:
    """Let this process have so many files open, where it may. CannotServe where it may not."""
    try:
        import resource
    except ImportError:  # Windows: no such limit, but that of its `select`
        if files > MOST_BY_SELECT:
            raise CannotServe(
                f"{files} open connections", f"at most {MOST_BY_SELECT - OTHER_FILES} here"
            ) from None
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= files:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    except (ValueError, OSError) as error:
        raise CannotServe(
            f"{files} open files are needed, the system allows {hard}", "ask for fewer terminals"
        ) from error


class _Seat:
    """A terminal with its POS, if it has one."""

    __slots__ = ("due_ms", "stream", "terminal", "watched")

    def __init__(self, terminal: FleetTerminal) -> None:
        self.terminal = terminal
        self.stream: Stream | None = None
        self.due_ms: int | None = None  # when it lies in the heap for
        self.watched = 0  # what the selector waits for


class _Serving:
    """The terminals, the sockets, and the clock that drives them."""

    def __init__(
        self, fleet: Fleet, listener: socket.socket, speed: float, refused: Callable[[int], None]
    ) -> None:
        self.served = Served()
        self._fleet, self._listener, self._speed, self._refused = fleet, listener, speed, refused
        self._seats: list[_Seat] = []  # by number of their terminal
        self._due: list[tuple[int, int]] = []  # (ms, number); only the one that the seat holds counts
        self._told = (0, 0.0)  # refusals told, and when
        self._collected = monotonic()
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ)
        self._start = monotonic()

    def turn(self) -> None:
        """Wait until there is something to do, and do it."""
        wait_s = LOOK_S
        if self._due:
            wait_s = min(LOOK_S, max(0.0, (self._due[0][0] - self._now_ms()) / 1000 / self._speed))
        for key, events in self._selector.select(wait_s):
            if key.data is None:
                self._open_the_door()
            else:
                self._meet(key.data, events)
        self._run_due()
        self._tell()
        self._collect()

    def close(self) -> None:
        if self.served.refused > self._told[0]:
            self._refused(self.served.refused)
        for seat in self._seats:
            if seat.stream is not None:
                seat.stream.close()
        self._selector.close()
        self._listener.close()

    def _now_ms(self) -> int:
        return int((monotonic() - self._start) * 1000 * self._speed)

    # -- who comes and goes ----------------------------------------------------------------------

    def _open_the_door(self) -> None:
        for _ in range(AT_A_TURN):
            try:
                connection, _ = self._listener.accept()
            except OSError:  # nobody more, or gone again
                return
            terminal = self._fleet.take(self._now_ms())
            if terminal is None:
                self.served.refused += 1
                Stream(connection).close(reset=True)
                continue
            self.served.let_in += 1
            if terminal.number == len(self._seats):
                self._seats.append(_Seat(terminal))
            seat = self._seats[terminal.number]
            seat.stream = Stream(connection, OUTBOX_BYTES)
            seat.watched = selectors.EVENT_READ
            self._selector.register(connection, seat.watched, seat)
            self._act(seat, self._now_ms())

    def _let_go(self, seat: _Seat, reset: bool = False) -> None:
        if seat.stream is not None:
            self._selector.unregister(seat.stream.connection)
            seat.stream.close(reset)
            seat.stream = None
            self._fleet.give_back(seat.terminal)

    def _tell(self) -> None:
        count, at = self._told
        if self.served.refused > count and monotonic() >= at + TELL_AGAIN_S:
            self._told = self.served.refused, monotonic()
            self._refused(self.served.refused)

    def _collect(self) -> None:
        if monotonic() > self._collected + (COLLECT_S[1] if self._due else COLLECT_S[0]):
            gc.collect()
            self._collected = monotonic()

    # -- terminals -------------------------------------------------------------------------------

    def _meet(self, seat: _Seat, events: int) -> None:
        """A socket is ready: to be read, or for what was unsent."""
        stream = seat.stream
        if stream is None:  # let go in this very turn
            return
        if events & selectors.EVENT_WRITE:
            stream.flush()
            self._watch(seat, stream)
        if not events & selectors.EVENT_READ:
            return
        heard = stream.read()
        if heard is None:
            self._let_go(seat)
            self._schedule(seat)
        elif heard:
            self._say(seat, *seat.terminal.hear(heard, self._now_ms()))
            self._schedule(seat)

    def _run_due(self) -> None:
        now_ms = self._now_ms()
        due = self._due
        while due and due[0][0] <= now_ms:
            at_ms, number = heappop(due)
            seat = self._seats[number]
            if seat.due_ms == at_ms:  # else it was to act earlier, and did
                seat.due_ms = None
                self._act(seat, now_ms)

    def _act(self, seat: _Seat, now_ms: int) -> None:
        said, ending = seat.terminal.speak(now_ms)
        if said or ending:
            self._say(seat, said, ending)
        self._schedule(seat)

    def _say(self, seat: _Seat, said: bytes, ending: str) -> None:
        if seat.stream is not None:
            if said:
                seat.stream.write(said)
                self._watch(seat, seat.stream)
            if ending:
                self._let_go(seat, reset=ending != "ended")

    def _watch(self, seat: _Seat, stream: Stream) -> None:
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if stream.unsent else 0)
        if wanted != seat.watched:
            seat.watched = wanted
            self._selector.modify(stream.connection, wanted, seat)

    def _schedule(self, seat: _Seat) -> None:
        due_ms = seat.terminal.next_due()
        if due_ms is not None and (seat.due_ms is None or due_ms < seat.due_ms):
            seat.due_ms = due_ms
            heappush(self._due, (due_ms, seat.terminal.number))
