"""The world: the bench, the POS's end of the line, and behind it terminal, VAN and issuer on one heap.

Nothing here reads a clock: time moves when somebody reads or advances. The same rig, seed, faults and
bytes give the same bytes back.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from posdiag_sim.agent_session import AgentSession
from posdiag_sim.bench import answer_line
from posdiag_sim.bench_top import MAX_KEPT, BenchTop
from posdiag_sim.ecr_session import EcrSession
from posdiag_sim.faults.base import Fault
from posdiag_sim.faults.registry import parse_fault
from posdiag_sim.heap import MAX_TIME_MS, Heap
from posdiag_sim.host_client import HostClient
from posdiag_sim.instrument import Instrument, Shop
from posdiag_sim.issuer import Issuer
from posdiag_sim.line import Line
from posdiag_sim.rig import Rig
from posdiag_sim.terminals import session_for, terminal_for
from posdiag_sim.trouble import Trouble
from posdiag_sim.uart import Port
from posdiag_sim.van import Van

USUAL_START = datetime(2025, 9, 10, 12, 30)
#: A serial line, or a POS on the same switch as its terminal.
ECR_LATENCY_MS = 2
#: Pieces kept for a POS that does not read.
MAX_UNREAD = 100_000


@dataclass(frozen=True, slots=True)
class Setup:
    """What a world begins with; None takes what the rig has."""

    start: datetime = USUAL_START
    seed: int = 0
    faults: tuple[str, ...] = ()
    shop: Shop | None = None
    instruments: Mapping[str, Instrument] | None = None
    kept: int = MAX_KEPT  # screens, receipts and host frames that the bench may collect, each


class World:
    """A simulated counter. `Rig` says which; the bench (`ask`) may set it up afresh."""

    def __init__(self, rig: Rig, setup: Setup | None = None) -> None:
        self.rig = rig
        self.begin(setup or Setup())

    # -- building --------------------------------------------------------------------------------

    def begin(self, setup: Setup) -> None:
        """Start a fresh world at time 0.

        Raises:
            FaultError: a fault of the setup cannot be read; the old world then goes on.
        """
        rig = self.rig
        faults = [
            parse_fault(text, f"{setup.seed}/{place}/{text}", rig.speech)
            for place, text in enumerate(setup.faults)
        ]
        self.heap = Heap()
        instruments = rig.wallet if setup.instruments is None else setup.instruments
        self.top = BenchTop(self.heap, setup.start, instruments, most=setup.kept)
        self.issuer = Issuer(
            instruments, setup.shop or rig.shop, setup.start, _random(setup.seed, "issuer"), rig.partial
        )
        self.trouble = Trouble(faults)
        self._unread: deque[tuple[int, str, bytes]] = deque()
        self._closed = ""
        if setup.instruments is None:
            self.present("wallet", rig.entry)
        elif len(instruments) == 1:
            self.present(next(iter(instruments)), "")
        self._build(setup, faults)
        self._line.connect()

    def _build(self, setup: Setup, faults: Sequence[Fault]) -> None:
        rig, heap, ask = self.rig, self.heap, self.trouble
        firmware = ask.firmware(rig.firmware)
        host_wire, ecr_wire = rig.host, rig.wire
        self._terminal_port = reduce(lambda port, fault: fault.terminal_port(port), faults, Port())
        for fault in (fault for fault in faults if fault.left != 0):
            if fault.link == "host":
                host_wire = fault.host_wire(host_wire)
            else:
                ecr_wire = fault.ecr_wire(ecr_wire)
        delays = _random(setup.seed, "host line")
        host_faults = [fault for fault in faults if fault.link == "host"]
        host_line = Line(heap, lambda: delays.randint(*rig.host_latency_ms), host_faults, bool(faults))
        rng = _random(setup.seed, "van")
        self._van = Van(heap, host_line, host_wire, rig.van, self.issuer, ask, self.top, rng)
        if rig.kind == "host":
            self._van.lower = "pos"
            self._line = host_line
            self._session: EcrSession | AgentSession | None = None
        else:
            ecr_faults = [fault for fault in faults if fault.link == "ecr"]
            self._line = Line(heap, lambda: ECR_LATENCY_MS, ecr_faults, bool(faults))
            client_wire = rig.host  # the terminal keeps to the agreement
            client = HostClient(heap, host_line, client_wire, firmware, self.top)
            session = session_for(heap, self._line, ecr_wire, firmware, tuple(ecr_faults))
            shop = self.issuer.shop
            self.terminal = terminal_for(ecr_wire)(
                heap, session, client, firmware, self.top, ask, _random(setup.seed, "terminal"),
                shop.tid, rig.van.pg_tid, shop.merchant,
            )  # fmt: skip
            self._session = session
            self._line.deliver_up = session.hear
            host_line.connect()
        self._line.deliver_down = self._hear
        self._line.on_close = self._ended

    # -- the POS's end ---------------------------------------------------------------------------

    def now_ms(self) -> int:
        return self.heap.now_ms

    def write(self, data: bytes) -> None:
        """The POS's bytes enter the line now."""
        if data and not self._closed:
            self._line.write_up(data, controls=self.rig.kind != "host")

    def read_until(self, until_ms: int) -> tuple[str, bytes, int]:
        """Run on until something reaches the POS, or until `until_ms`.

        ("heard", bytes, at), ("silence", b"", at), or ("refused" | "reset" | "ended", b"", at), which
        every later call repeats until `reopen`.
        """
        heap, unread = self.heap, self._unread
        until_ms = min(until_ms, MAX_TIME_MS)
        while not unread:
            if self._closed:
                return self._closed, b"", heap.now_ms
            heap.run_until_found(until_ms, unread)
            if not unread:
                if not heap.exhausted:
                    return "silence", b"", heap.now_ms
                self._closed = "ended"
        at_ms, what, content = unread.popleft()
        if what != "heard":
            self._closed = what
        return what, content, at_ms

    def reopen(self) -> None:
        """The POS connects anew; where that is refused, the next read says so."""
        self._unread.clear()
        self._closed = ""
        self._part()
        self._line.connect()

    def disconnect(self) -> None:
        """The POS closes its end; what is on the line is lost, the terminal works on."""
        self._unread.clear()
        self._line.close("ended")
        self._unread.clear()
        self._closed = "ended"
        self._part()

    def _part(self) -> None:
        if self._session is not None:
            self._session.forget()
        else:
            self._van.forget()

    def _hear(self, content: bytes) -> None:
        if len(self._unread) < MAX_UNREAD:
            self._unread.append((self.heap.now_ms, "heard", content))

    def _ended(self, reason: str) -> None:
        self._unread.append((self.heap.now_ms, reason, b""))
        self._part()

    # -- serving in real time --------------------------------------------------------------------

    def next_due(self) -> int | None:
        """When something will happen next by itself, in ms, or None."""
        return self.heap.now_ms if self._unread else self.heap.next_due()

    def advance(self, to_ms: int) -> None:
        """Let everything happen that is due by `to_ms`."""
        self.heap.run_until(to_ms)

    def take_output(self) -> list[tuple[int, bytes | str]]:
        """What reached the POS since: (at_ms, bytes), or (at_ms, reason) where the line was closed."""
        taken: list[tuple[int, bytes | str]] = []
        while self._unread:
            at_ms, what, content = self._unread.popleft()
            taken.append((at_ms, content if what == "heard" else what))
            self._closed = "" if what == "heard" else what
        return taken

    # -- the bench -------------------------------------------------------------------------------

    def ask(self, line: str) -> str:
        """One request to the bench and its answer, each one JSON object."""
        return answer_line(self, line)

    def present(self, instrument: str, entry: str) -> None:
        """Lay an instrument on the terminal."""
        self.top.presented = self.issuer.presented = instrument
        self.top.entry = entry

    def set_port(self, port: Port | None) -> bool:
        """Set the POS's serial port, or put it back as it was (None).

        False where its line has none: to a host, or to a local agent.
        """
        if self.rig.speech != "terminal":
            return False
        self._line.set_ports(port, self._terminal_port)
        return True

    def settle(self, settle_ms: int) -> None:
        """Run on until nothing more will happen, or for `settle_ms`."""
        until = min(self.heap.now_ms + settle_ms, MAX_TIME_MS)
        while (due := self.heap.next_due()) is not None and due <= until:
            self.heap.step()


def _random(seed: int, who: str) -> random.Random:
    """A source of chance of one party's own, so that what one does moves nobody else's."""
    return random.Random(f"{seed}/{who}")
