"""Many terminals on one port: each connection has one of its own, and none disturbs another."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import pytest

from posdiag_sim import serve_fleet as served_fleet
from posdiag_sim.instrument import Instrument
from posdiag_sim.rig import load_rig
from posdiag_sim.serve import CannotServe
from posdiag_sim.serve_fleet import serve_fleet
from tests.posdiag_sim.fleet_pos import FleetInThread

Serve = Callable[..., FleetInThread]


@pytest.fixture
def serve() -> Iterator[Serve]:
    running: list[FleetInThread] = []

    def start(terminals: int, **options: object) -> FleetInThread:
        running.append(FleetInThread(terminals, **options))  # type: ignore[arg-type]
        return running[-1]

    yield start
    for served in running:
        served.stop()


def only(purse: str, balance: int) -> Instrument:
    """A prepaid wallet of one purse."""
    usual = load_rig("counter-fs").wallet["wallet"]
    return replace(usual, kind="prepaid", balances={purse: balance})


def test_twenty_terminals_serve_twenty_tills_at_a_time(serve: Serve) -> None:
    fleet = serve(20)

    def shop(number: int) -> list[tuple[str, str, str]]:
        with fleet.dial() as pos:
            answers = [pos.pay(1000 * sale + number) for sale in range(1, 6)]
        return [(one["stan"], one["result"], one["approved_amount"]) for one in answers]

    with ThreadPoolExecutor(20) as shops:
        for number, answers in enumerate(shops.map(shop, range(20))):
            assert answers == [(f"{sale:06d}", "00", str(1000 * sale + number)) for sale in range(1, 6)]
    served = fleet.stop()
    assert (served.let_in, served.refused) == (20, 0)


def test_a_charge_on_one_terminal_does_not_show_on_another(serve: Serve) -> None:
    rig = replace(load_rig("counter-fs"), wallet={"wallet": only("coupon", 10_000)})
    fleet = serve(2, rig=rig)
    with fleet.dial() as one, fleet.dial() as other:
        assert one.pay(4_000)["balance"] == "6000"
        assert other.pay(1_000)["balance"] == "9000"
        assert other.ask("inquire", orig_stan="000001")["approved_amount"] == "1000"


def test_a_wallet_is_topped_up_before_it_is_empty(serve: Serve) -> None:
    rig = replace(load_rig("counter-fs"), wallet={"wallet": only("coupon", 10_000)})
    with serve(1, rig=rig).dial() as pos:
        assert [pos.pay(6_000)["result"] for _ in range(4)] == ["00"] * 4
        assert pos.pay(10_001)["result"] == "51"


def test_more_connections_than_terminals_are_refused_and_counted(serve: Serve) -> None:
    fleet = serve(2)
    with ExitStack() as shops:
        first, second, *others = [shops.enter_context(fleet.dial()) for _ in range(5)]
        assert all(pos.ended() for pos in others)
        assert first.pay(1_000)["result"] == second.pay(2_000)["result"] == "00"
    served = fleet.stop()
    assert (served.let_in, served.refused) == (2, 3)
    assert fleet.told
    assert fleet.told[0] <= fleet.told[-1] <= 3


def test_a_terminal_whose_pos_has_gone_is_free_for_the_next(serve: Serve) -> None:
    fleet = serve(1)
    with fleet.dial() as pos:
        assert pos.pay(1_000)["result"] == "00"
    with fleet.dial_when_free() as pos:
        assert pos.ask("inquire", orig_stan="000001")["approved_amount"] == "1000"


def test_a_sale_whose_pos_went_away_is_made_and_can_be_asked_for(serve: Serve) -> None:
    fleet = serve(1, speed=20.0)
    with fleet.dial() as pos:
        pos.say("approve", amount="3000")
        assert pos.socket.recv(1) == pos.wire.ack[:1]
    with fleet.dial_when_free() as pos:
        answer = {"orig_result": ""}
        while answer.get("orig_result") != "00":  # the terminal may still be at it
            answer = dict(pos.ask("inquire", orig_stan="000001"))
        assert answer["approved_amount"] == "3000"


def test_a_reset_in_mid_sale_ends_one_terminal_and_no_other(serve: Serve) -> None:
    fleet = serve(2)
    with fleet.dial() as one, fleet.dial() as other:
        one.say("approve", amount="3000")
        one.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.socket.close()
        assert other.pay(1_000)["result"] == "00"


def test_garbage_on_one_line_does_not_disturb_another(serve: Serve) -> None:
    fleet = serve(3)
    with fleet.dial() as noisy, fleet.dial() as half, fleet.dial() as sound:
        half.socket.sendall(b"\x020200\x1c1000")
        for size in (1, 100, 70_000):
            noisy.socket.sendall(b"\xff\x02\x03\x15\x06\x05\x04" * size)
            assert sound.pay(size)["result"] == "00"
        assert half.socket.recv(1) == b"\x15"


def test_a_pos_that_does_not_read_costs_a_limited_outbox(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_fleet, "OUTBOX_BYTES", 2)
    with serve(1).dial() as pos:
        pos.say("approve", amount="1000")
        assert pos.socket.recv(1) == b"\x06"
        pos.socket.settimeout(0.2)
        assert pos.socket.recv(4096)[:2] == b"\x020"  # the rest did not fit


def test_the_same_seed_gives_each_terminal_the_same_numbers(serve: Serve) -> None:
    def approvals(seed: int) -> list[str]:
        fleet = serve(3, seed=seed)
        with fleet.dial() as a, fleet.dial() as b, fleet.dial() as c:
            return [pos.pay(1_000)["approval"] for pos in (a, b, c)]

    first = approvals(7)
    assert approvals(7) == first
    assert len({*first, *approvals(8)}) == 6


def test_faults_act_on_a_terminal_until_they_are_used_up(serve: Serve) -> None:
    fleet = serve(1, faults=("refused:count=1",))
    with fleet.dial() as pos:
        assert pos.ended()
    with fleet.dial() as pos:
        assert pos.pay(1_000)["result"] == "00"


def test_the_address_tells_the_speed(serve: Serve) -> None:
    assert serve(1).address.endswith("?speed=50")
    assert "?" not in serve(1, speed=1).address


@pytest.mark.parametrize(
    ("listen", "terminals", "speed", "faults", "said"),
    [
        ("pty", 2, 1.0, (), "cannot listen on `pty`.*tcp://127.0.0.1:PORT"),
        ("http://127.0.0.1:0", 2, 1.0, (), "cannot listen on"),
        ("tcp://127.0.0.1", 2, 1.0, (), "cannot listen on"),
        ("tcp://no host:0", 2, 1.0, (), "cannot listen on"),
        ("tcp://127.0.0.1:0", 0, 1.0, (), "0 terminals.*1 to 10000"),
        ("tcp://127.0.0.1:0", 10_001, 1.0, (), "10001 terminals"),
        ("tcp://127.0.0.1:0", 2, 0.0, (), "a speed of 0"),
        ("tcp://127.0.0.1:0", 2, 1.0, ("drip",), "unknown fault `drip`"),
    ],
)
def test_what_cannot_be_served_is_said(
    listen: str, terminals: int, speed: float, faults: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CannotServe, match=said):
        serve_fleet(load_rig("counter-fs"), listen, terminals, speed, 0, faults, stop=lambda: True)


def test_agents_are_served_one_at_a_time() -> None:
    with pytest.raises(CannotServe, match="agents are served one at a time"):
        serve_fleet(load_rig("agent-form"), "tcp://127.0.0.1:0", 2)


def test_too_few_open_files_are_said_before_anything_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrlimit", lambda which: (16, 16))

    def refuse(which: int, limits: tuple[int, int]) -> None:
        raise ValueError("not allowed to raise maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse)
    with pytest.raises(CannotServe, match="34 open files are needed, the system allows 16"):
        serve_fleet(load_rig("counter-fs"), "tcp://127.0.0.1:0", 2)


def test_the_limit_of_open_files_is_raised_where_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    raised: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda which: (16, 4096))
    monkeypatch.setattr(resource, "setrlimit", lambda which, limits: raised.append(limits))
    serve_fleet(load_rig("counter-fs"), "tcp://127.0.0.1:0", 2, stop=lambda: True)
    assert raised == [(34, 4096)]


def test_an_interrupt_ends_it_cleanly() -> None:
    def interrupt() -> bool:
        raise KeyboardInterrupt

    assert serve_fleet(load_rig("counter-fs"), "tcp://127.0.0.1:0", 1, stop=interrupt).let_in == 0
