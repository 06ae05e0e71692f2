"""A POS's end of a simulated line in virtual time: for tills without a clock of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from posdiag import assembly
from posdiag.link.api import Answer, Closed, Heard, Link
from posdiag.link.bench import Collected
from posdiag.pytest_plugin.served import SETTLE_MS, shared_instrument
from posdiag.replay.scenario import DEFAULT_DATE, Instrument


class VirtualTill:
    """Bytes out, bytes in, and a clock that runs only while one waits."""

    def __init__(self, rig: str = "counter-fs", seed: int = 0, faults: Sequence[str] = ()) -> None:
        self._station = assembly.station(f"sim:{rig}")
        self._seed = seed
        self._link: Link
        self.setup(faults=faults)

    def setup(
        self, cards: Mapping[str, Instrument] | None = None, faults: Sequence[str] = (), entry: str = "C"
    ) -> None:
        """Begin afresh with a new connection; a coupon card lies on the terminal unless told otherwise."""
        shown = dict(cards or {"main": shared_instrument("coupon-credit")})
        self._station.bench.setup(DEFAULT_DATE, self._seed, tuple(faults), {}, shown)
        self._link = self._station.open_link()
        self._station.bench.present(next(iter(shown)), entry)

    @property
    def now_ms(self) -> int:
        """Virtual milliseconds since the last setup."""
        return self._link.now_ms()

    def send(self, data: bytes) -> None:
        self._link.send(data)

    def wait(self, wait_ms: int) -> Answer:
        """Wait so long, or until something comes: Heard(data, at_ms), Silence(at_ms), Closed(why, at_ms)."""
        return self._link.wait(self._link.now_ms() + wait_ms)

    def read(self, wait_ms: int) -> bytes:
        """All bytes that come within `wait_ms`."""
        until_ms = self._link.now_ms() + wait_ms
        found = bytearray()
        while self._link.now_ms() < until_ms:
            answer = self._link.wait(until_ms)
            if isinstance(answer, Heard):
                found += answer.data
            elif isinstance(answer, Closed):
                break
        return bytes(found)

    def reopen(self) -> None:
        """Connect anew after Closed."""
        self._link.reopen()

    def collect(self, settle_ms: int = SETTLE_MS) -> Collected:
        """Receipts, screens, host frames and the issuer's statement."""
        return self._station.bench.collect(settle_ms)
