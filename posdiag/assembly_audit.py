"""Puts an audit's terminal together: a rig that is served with its line noted. Part of the assembly."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from posdiag import assembly
from posdiag.audit.line import AuditedLine
from posdiag.errors import InputError, PosdiagError, Problem
from posdiag.explain.ways import Hints, Way, Ways
from posdiag.link.bench import Bench
from posdiag.link.clock import WallClock
from posdiag.worded import worded

#: Real seconds in which a rig must have begun to listen.
_READY_S = 20.0


def way_to(rig: str, dialect: str = "") -> Way:
    """How a POS speaks at a rig: the dialect named, else that of the products whose rig it is.

    InputError where neither is known.
    """
    name = rig.partition("@")[0]
    products = assembly.library().products.values()
    release = next((product.newest for product in products if product.rig == name), None)
    named = Ways(assembly.library(), Hints(dialect, None if dialect else release)).named()
    if named is None:
        what = worded("how a POS speaks at `{rig}` is not known", rig=rig)
        raise InputError(Problem(f"RIG {rig}", what, worded("give --as DIALECT of an ECR or host link")))
    return named


class AuditedRig:
    """Serves a rig from a thread of its own while the context lasts, with address, line and bench.

    InputError, on entering, for a rig or an address that cannot be served.
    """

    address: str
    line: AuditedLine
    bench: Bench

    def __init__(self, rig: str, listen: str, speed: float, seed: int) -> None:
        self._asked = (rig, listen, speed, seed)
        self._ready = threading.Event()
        self._over = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._serve, name="audited rig", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(_READY_S)
        if self._error is not None:
            raise self._error
        self.bench = assembly.station(self.address).bench
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if hasattr(self, "bench"):
            self.bench.close()
        self._over.set()
        self._thread.join(_READY_S)

    def _serve(self) -> None:
        try:
            self._serve_until_over(*self._asked)
        except PosdiagError as error:
            self._error = error
        finally:
            self._ready.set()

    def _serve_until_over(self, name: str, listen: str, speed: float, seed: int) -> None:
        from posdiag_sim.rig import RigError, load_rig
        from posdiag_sim.serve import CannotServe, serve_world
        from posdiag_sim.world import World

        place = f"RIG {name}"
        try:
            rig = load_rig(name)
        except RigError as error:
            raise InputError([Problem(at or place, what, fix) for at, what, fix in error.faults]) from error
        if rig.speech == "agent":
            remedy = worded("audit at a rig whose terminal speaks by a serial line or TCP")
            raise InputError(Problem(place, worded("a local agent cannot be played in an audit"), remedy))
        self.line = AuditedLine(World(rig), WallClock(speed).now_ms)
        try:
            serve_world(self.line, rig.name, listen, speed, seed, (), self._listens, self._over.is_set)
        except CannotServe as error:
            raise InputError(Problem(f"--listen {listen}", error.what, error.remedy)) from error

    def _listens(self, url: str) -> None:
        self.address = url
        self._ready.set()
