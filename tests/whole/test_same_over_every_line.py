"""One sale over the virtual, the TCP and the pty line of one rig: the same bytes, receipts and bookings."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Callable
from functools import reduce
from operator import xor
from pathlib import Path

import pytest

from posdiag.link.address import SerialAddress, TcpAddress, parse_address
from posdiag.link.api import Closed, Heard, Link, Why
from posdiag.link.bench import Bench, LineBench
from posdiag.link.rendezvous import find_bench
from posdiag.link.serial_port import SerialLink
from posdiag.link.tcp import TcpLink
from posdiag.link.tcp_bench import TcpBench
from posdiag.link.virtual import VirtualLink
from posdiag.replay.scenario import Instrument
from posdiag_sim.rig import load_rig
from posdiag_sim.serve import serve
from posdiag_sim.world import World

RIG, SPEED, DIALS = "counter-fs", 20.0, 3
STX, ETX, ACK, FS = b"\x02", b"\x03", b"\x06", b"\x1c"
CARD = Instrument("prepaid", "reference-coupon", "9400010000001012", {"coupon": 10000})

Seen = tuple[object, ...]


def framed(*fields: str) -> bytes:
    body = FS.join(field.encode("cp949") for field in fields) + ETX
    return STX + body + bytes([reduce(xor, body)])


SALE = framed("0200", "10000001", "1", "20250910123000", "8000", "727", "0", "0", "C")


def pay(bench: Bench, open_link: Callable[[], Link], faults: list[str]) -> Seen:
    """Sell once, dialling anew while the line is closed; everything that could be seen, without times."""
    bench.setup("2025-09-10T12:30:00", 3, faults, {}, {"main": CARD})
    link = open_link()
    bench.present("main", "C")
    dials = []
    for _ in range(DIALS):
        link.send(SALE)
        heard, closed = listen(link)
        dials.append((without_times(heard), closed))
        if closed is None:
            break
        link.reopen()
    seen = bench.collect(60_000)
    link.close()
    bench.close()
    assert seen.statement is not None
    rows = [(row.kind, row.amount_krw, row.purse) for row in seen.statement.rows]
    return dials, rows, seen.statement.balances, [sight.by for sight in seen.receipts], len(seen.host)


def listen(link: Link) -> tuple[bytes, Why | None]:
    """Everything until the line closes or stays silent; the first answer is acknowledged."""
    heard = b""
    until_ms = link.now_ms() + 8000
    while isinstance(answer := link.wait(until_ms), Heard):
        heard += answer.data
        if heard.count(ETX) == 1 and heard[-2:-1] == ETX:
            link.send(ACK)
            until_ms = link.now_ms() + 1000
    return heard, answer.why if isinstance(answer, Closed) else None


def without_times(heard: bytes) -> list[list[bytes]]:
    """The frames' fields without the time of sending and the check byte that covers it."""
    return [
        [field for place, field in enumerate(part.rpartition(ETX)[0].split(FS)) if place != 3] or [part]
        for part in heard.split(STX)
    ]


def virtually(faults: list[str]) -> Seen:
    world = World(load_rig(RIG))
    return pay(LineBench(world.ask), lambda: VirtualLink(world), faults)


def really(listen_on: str, faults: list[str]) -> Seen:
    """The same over a rig that is served by a thread and found by its rendezvous."""
    addresses: list[str] = []
    ready, ended = threading.Event(), threading.Event()

    def announce(address: str) -> None:
        addresses.append(address)
        ready.set()

    rig = load_rig(RIG)
    thread = threading.Thread(target=lambda: serve(rig, listen_on, SPEED, 0, (), announce, ended.is_set))
    thread.start()
    try:
        assert ready.wait(5)
        address = parse_address(addresses[0])
        assert isinstance(address, TcpAddress | SerialAddress)
        announced = find_bench(address)
        assert announced is not None
        assert announced.speed == SPEED
        bench = TcpBench("127.0.0.1", announced.bench)
        return pay(bench, lambda: real_link(address, bench), faults)
    finally:
        ended.set()
        thread.join()


def real_link(address: TcpAddress | SerialAddress, bench: TcpBench) -> Link:
    if isinstance(address, TcpAddress):
        return TcpLink(address.host, address.port, speed=SPEED, on_refused=bench.note_refused)
    return SerialLink(address.device, speed=SPEED, on_refused=bench.note_refused)


@pytest.fixture(autouse=True)
def own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.mark.parametrize(
    "fault",
    [
        "",
        "reset:count=1",
        "refused:count=1",
        "refused",
        "half-open:count=1",
        "split:bytes=3,ms=20",
        "drop:count=1,way=to-pos",
    ],
)
@pytest.mark.parametrize("listen_on", ["tcp://127.0.0.1:0", "pty"])
def test_a_served_rig_does_what_the_simulated_one_does(listen_on: str, fault: str) -> None:
    if listen_on == "pty" and sys.platform == "win32":
        pytest.skip("no ptys here")
    faults = [fault] if fault else []
    seen = repr(really(listen_on, faults))
    if listen_on == "pty":
        seen = seen.replace(repr(Why.LOST), repr(Why.RESET))  # a serial line that is cut is lost: no RST
    assert seen == repr(virtually(faults))
