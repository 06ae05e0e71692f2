"""A forwarder in a process of its own, and what it tells, as it comes."""

from __future__ import annotations

import multiprocessing
import selectors
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress

from posdiag.errors import LinkError, PosdiagError, Problem
from posdiag.link.forward import Far, Forwarder, Near
from posdiag.link.forward_line import Injector
from posdiag.link.tellings import Telling, TellingReader, What
from posdiag.link.undisturbed import begin

_READ_BYTES = 1 << 20
#: Seconds that a forwarder gets to close its ends.
_END_S = 2.0


class Forwarding:
    """A line that is sat upon, from `with` to its end; `tellings` gives what happens on it.

    `injector` makes the fault of one line; it must be picklable (a function of a module, or a `partial` of
    one), for it runs in the other process.
    """

    def __init__(self, near: Near, far: Far, injector: Callable[[], Injector] | None = None) -> None:
        self._ends = (near, far, injector)
        self._reader = TellingReader()

    def __enter__(self) -> Forwarding:
        self._socket, theirs = socket.socketpair()
        self._child = multiprocessing.get_context("spawn").Process(
            target=_forward, args=(*self._ends, theirs), daemon=True
        )
        begin(self._child, afresh=True)
        theirs.close()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._child.join(_END_S)
        if self._child.is_alive():
            self._child.kill()
            self._child.join()

    def tellings(self, wait_s: float) -> Iterator[Telling | None]:
        """What is told, in order; None whenever nothing more is there just now, at least every `wait_s`.

        Ends when the forwarder did.

        LinkError where the near end cannot be had.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            while True:
                if not selector.select(0):
                    yield None
                    if not selector.select(wait_s):
                        continue
                try:
                    data = self._socket.recv(_READ_BYTES)
                except ConnectionError:
                    data = b""
                for telling in self._reader.feed(data):
                    if telling.what is What.FAILED:
                        place, what, remedy = telling.content.decode(errors="replace").split("\n")
                        raise LinkError(Problem(place, what, remedy))
                    yield telling
                if not data or self._reader.broken:
                    return

    def stop(self) -> None:
        """End the forwarding; `tellings` then gives what was still untold."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)


def _forward(near: Near, far: Far, injector: Callable[[], Injector] | None, teller: socket.socket) -> None:
    """The other process: forwards until its parent is gone. Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    forwarder = Forwarder(near, far, teller, injector)
    try:
        forwarder.run()
    except PosdiagError as error:
        problem = error.problems[0]
        said = "\n".join((problem.place, problem.what.replace("\n", " "), problem.remedy))
        teller.setblocking(True)
        teller.sendall(Telling(What.FAILED, 0, content=said.encode()).packed())
