"""Serves a rig in real time, on TCP or on a pty, with its bench on a port beside it.

One world, one loop: the wall's clock times `speed` is the world's time. What a fault does to a
connection is done to the real one: refused by not listening, reset by an RST. This is the only file
of the simulator that knows a clock.
"""

from __future__ import annotations

import json
import os
import selectors
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from time import monotonic
from typing import Protocol

from posdiag_sim.announce import Announcement, Unsafe, meeting_place
from posdiag_sim.bench_door import BenchDoor, refusal
from posdiag_sim.door import Door, TcpDoor, place_of
from posdiag_sim.rig import Rig
from posdiag_sim.world import World

#: Kinds of addresses at which agents are served.
AGENT_DOORS = ("http", "ws")
#: Real seconds between two looks at `stop`.
LOOK_S = 0.1
#: Real seconds that a refused line stays so when nobody at the bench tells that the POS has tried it.
BARRED_S = 2.0
#: Real seconds for which bytes of the POS may still be under way when the bench lets time run ahead.
UNDER_WAY_S = 0.02


class CannotServe(Exception):
    """What was asked for cannot be served: `what` is wrong, and `remedy` mends it."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} ({remedy})" if remedy else what)
        self.what = what
        self.remedy = remedy


class ServedWorld(Protocol):
    """What is needed of `posdiag_sim.world.World`. It ends a connection only when it is at its own end."""

    def now_ms(self) -> int: ...
    def next_due(self) -> int | None: ...
    def write(self, data: bytes) -> None: ...
    def read_until(self, until_ms: int) -> tuple[str, bytes, int]: ...
    def reopen(self) -> None: ...
    def advance(self, to_ms: int) -> None: ...
    def ask(self, line: str) -> str: ...


def serve(
    rig: Rig,
    listen: str,
    speed: float = 1.0,
    seed: int = 0,
    faults: Sequence[str] = (),
    announce: Callable[[str], None] = lambda address: None,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Serve a rig until `stop()` or Ctrl-C; see `serve_world`."""
    usual = {"agent": "ws" if rig.wire.layout == "agent-ws" else "http"}.get(rig.speech, "")
    kind = listen.partition("://")[0]
    if (kind != usual) if usual else (kind in AGENT_DOORS):
        fits = f"{usual}://127.0.0.1:0" if usual else "tcp://127.0.0.1:0 or pty"
        raise CannotServe(f"`{rig.name}` cannot be served on `{listen}`", f"serve it on {fits}")
    serve_world(World(rig), rig.name, listen, speed, seed, faults, announce, stop)


def serve_world(
    world: ServedWorld,
    rig: str,
    listen: str,
    speed: float,
    seed: int,
    faults: Sequence[str],
    announce: Callable[[str], None],
    stop: Callable[[], bool],
) -> None:
    """Serve until `stop()` or Ctrl-C. `announce` gets the address for `--terminal`, once it is served.

    `listen` is `tcp://HOST:PORT` (port 0: a free one) or `pty`; `faults` are added to those that the
    bench asks for. CannotServe when the address, the speed or a fault is wrong.
    """
    if not 0 < speed <= 1000:
        raise CannotServe(f"a speed of {speed:g}", "a number above 0, at most 1000")
    with ExitStack() as at_end:
        door = _open_door(listen)
        at_end.callback(door.close)
        serving = _Serving(world, door, speed, faults)
        bench = BenchDoor(serving.answer)
        serving.bench = bench
        at_end.callback(bench.close)
        serving.begin({"do": "setup", "seed": seed})
        url = door.url
        try:
            at_end.enter_context(Announcement(door.url, bench.port, speed, rig))
        except (Unsafe, OSError):  # nobody can find the bench, so the address says where it is
            url = f"{door.url}?bench={bench.port}&speed={speed:g}"
        announce(url)
        try:
            while not stop():
                serving.turn()
        except KeyboardInterrupt:
            return


def _open_door(listen: str) -> Door:
    if listen == "pty":
        try:
            from posdiag_sim.pty_door import PtyDoor

            return PtyDoor(meeting_place() / f"line-{os.getpid()}")
        except (ImportError, OSError, Unsafe) as error:
            raise CannotServe(f"no pty: {error}", "serve on tcp://127.0.0.1:0 instead") from error
    place = place_of(listen)
    if place is None or place[0] not in ("tcp", *AGENT_DOORS):
        raise CannotServe(
            f"cannot listen on `{listen}`",
            "one of tcp://127.0.0.1:PORT (0: a free one), pty, or http:// and ws:// for an agent",
        )
    kind, host, port = place
    try:
        if kind in AGENT_DOORS:
            from posdiag_sim.serve_agent import AgentDoor

            return AgentDoor(kind, host, port)
        return TcpDoor(host, port)
    except (OSError, UnicodeError) as error:
        raise CannotServe(
            f"cannot listen on `{listen}`: {error}", "choose another port; 0 takes a free one"
        ) from error


class _Serving:
    """The world between its two doors, and the clock that drives it."""

    bench: BenchDoor

    def __init__(self, world: ServedWorld, door: Door, speed: float, faults: Sequence[str]) -> None:
        self._world = world
        self._door = door
        self._speed = speed
        self._faults = list(faults)
        self._start = monotonic()
        self._setup: dict[str, object] = {}
        self._may_refuse = False
        self._closed = ""  # why the world has no connection now
        self._untaken = True  # the world has a connection that no POS has dialled yet
        self._barred_at = 0.0

    # -- the loop --------------------------------------------------------------------------------

    def turn(self) -> None:
        """Wait until there is something to do, and do it."""
        self._wait()
        self._hear_pos()
        self._door.bar(self._closed == "refused")
        if self._door.came_in():
            self._taken()
        self._speak_to_pos()
        self.bench.turn()
        if self._closed == "refused" and not self.bench.attended and monotonic() > self._barred_at + BARRED_S:
            self._dial_again()

    def _wait(self) -> None:
        wait_s = LOOK_S
        due_ms = None if self._closed else self._world.next_due()
        if due_ms is not None:
            wait_s = min(LOOK_S, max(0.0, (due_ms - self._now_ms()) / 1000 / self._speed))
        self._select([*self._door.watched(), *self.bench.watched()], wait_s)

    def _select(self, watched: Sequence[tuple[int, bool]], wait_s: float) -> None:
        with selectors.DefaultSelector() as selector:
            for number, unsent in watched:
                selector.register(number, selectors.EVENT_READ | (selectors.EVENT_WRITE if unsent else 0))
            selector.select(wait_s)

    def _now_ms(self) -> int:
        return int((monotonic() - self._start) * 1000 * self._speed)

    # -- the POS ---------------------------------------------------------------------------------

    def _hear_pos(self) -> None:
        heard = self._door.hear()
        if heard:
            self._speak_to_pos()  # the world comes up to now first
            self._world.write(heard)

    def _speak_to_pos(self) -> None:
        """Let the world run up to now, and hand over what it says to the POS."""
        now_ms = self._now_ms()
        if self._closed:
            self._world.advance(now_ms)  # the terminal works on without its POS
        while not self._closed:
            what, content, _ = self._world.read_until(now_ms)
            if what == "heard":
                self._door.say(content)
            elif what == "silence":
                return
            else:
                self._close(what)

    def _close(self, why: str) -> None:
        self._closed = why
        self._door.cut(reset=why == "reset")
        if why == "refused":
            self._barred_at = monotonic()
            self._door.bar(True)
        elif self._may_refuse and why != "ended":
            self._dial_again()  # whether the next dial is refused must be known before it comes
        if self._door.came_in():  # on a pty at once, before a byte is heard of whoever opens it anew
            self._taken()

    def _taken(self) -> None:
        """A POS has dialled and was let in."""
        if self._closed == "ended":  # worlds do not last for ever; the next POS finds a fresh one
            self.begin(self._setup)
        if not self._untaken:
            self._closed = ""
            self._world.reopen()
        self._untaken = False

    def _dial_again(self) -> None:
        """Give the world a new connection ahead of the POS that will dial it."""
        self._closed = ""
        self._untaken = True
        self._world.reopen()
        self._speak_to_pos()
        self._door.bar(self._closed == "refused")

    # -- the bench -------------------------------------------------------------------------------

    def answer(self, line: str) -> str:
        """The bench's answer to one line, a JSON object."""
        self._hear_pos()
        self._speak_to_pos()
        request = json.loads(line)
        if request.get("do") == "collect":
            self._hear_the_last()
        match request.get("do"):
            case "setup":
                self._door.begin_anew()
                return self._set_up(request)
            case "refused":  # the POS has dialled in vain, which nobody can see from this side
                if self._closed == "refused":
                    self._dial_again()
                return '{"ok": true}'
        answer = self._world.ask(line)
        ahead_ms = self._world.now_ms() - self._now_ms()
        if ahead_ms > 0:  # nothing could come from the POS meanwhile, so the world ran ahead
            self._start -= ahead_ms / 1000 / self._speed
        self._speak_to_pos()
        return answer

    def _hear_the_last(self) -> None:
        """Let bytes arrive that the POS sent before the bench spoke: the two come by different ways."""
        until = monotonic() + UNDER_WAY_S
        while (left_s := until - monotonic()) > 0:
            self._select(self._door.watched(), left_s)
            self._hear_pos()
            self._speak_to_pos()

    def begin(self, setup: dict[str, object]) -> None:
        """Begin the world as `setup` says. CannotServe when it refuses."""
        answer = json.loads(self._set_up(setup))
        if not answer.get("ok"):
            raise CannotServe(str(answer.get("error", "refused")), str(answer.get("remedy", "")))

    def _set_up(self, setup: dict[str, object]) -> str:
        asked = setup.get("faults", [])
        if not isinstance(asked, list):
            return refusal("`faults` must be a list", 'write "faults": ["NAME:k=v"]')
        faults = self._faults + [fault for fault in asked if fault not in self._faults]
        answer = self._world.ask(json.dumps({**setup, "faults": faults}))
        if not json.loads(answer).get("ok"):
            return answer
        self._setup = setup
        self._may_refuse = any(str(fault).startswith("refused") for fault in faults)
        self._start = monotonic()
        self._closed = ""
        self._untaken = True
        self._speak_to_pos()
        self._door.bar(self._closed == "refused")
        return answer
