"""The world as a whole: the link's answers, real-time serving, limits, and the same bytes for a seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from posdiag_sim import heap
from posdiag_sim.faults.registry import FaultError
from posdiag_sim.rig import load_rig
from posdiag_sim.world import Setup, World
from tests.posdiag_sim.till import Till, charges, till

STORY = """
import json
from tests.posdiag_sim.till import till
faults = ["corrupt:p=0.5,bits=3,way=both", "latency:ms=70,p=0.3", "split:bytes=9,p=0.5"]
faults += ["host-slow:ms=900,p=0.5"]
for rig in ("counter-fs", "counter-enq", "counter-fixed@3.5", "host-iso-bcd"):
    pos = till(rig, faults, seed=5)
    for number in range(4):
        pos.ask("approve", amount=str(5000 + number), card="9400010000001012" if rig[:4] == "host" else "")
        pos.ask("inquire")
    print(pos.heard, json.dumps(pos.collect()))
"""


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", STORY],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert len(told[0]) > 5000


def test_another_seed_gives_other_times_and_approval_numbers() -> None:
    first, second = (till(seed=seed) for seed in (1, 2))
    assert first.ask("approve", amount="8000") != second.ask("approve", amount="8000")


def test_without_a_bench_the_wallet_of_the_rig_lies_in_the_terminal() -> None:
    pos = Till(World(load_rig("counter-fs")))
    assert pos.ask("approve", amount="12000")["result"] == "00"
    assert charges(pos.collect()) == [("charge", "coupon", 10000), ("charge", "card", 2000)]


def test_silence_moves_time_and_nothing_else() -> None:
    world = World(load_rig("counter-fs"))
    assert world.read_until(5000) == ("silence", b"", 5000)
    assert world.now_ms() == 5000
    assert world.next_due() is None


def test_a_closed_line_stays_closed_until_it_is_opened_again() -> None:
    pos = till(faults=["reset:count=1"])
    assert pos.ask("approve", amount="8000") == {}
    assert [pos.world.read_until(99_999)[0] for _ in range(2)] == ["reset", "reset"]
    pos.world.reopen()
    assert pos.ask("approve", amount="8000")["result"] == "00"


def test_a_refused_line_may_be_tried_again() -> None:
    world = till(faults=["refused:count=2"]).world
    assert world.read_until(10) == ("refused", b"", 0)
    world.reopen()
    assert world.read_until(10)[0] == "refused"
    world.reopen()
    assert world.read_until(10) == ("silence", b"", 10)


def test_output_may_be_taken_in_real_time() -> None:
    pos = till()
    pos.world.write(b"\x020800\x1c10000001\x1c000001\x03\x1a")
    assert pos.world.next_due() == 2
    pos.world.advance(4000)
    taken = pos.world.take_output()
    assert taken[0][1] == b"\x15"
    assert pos.world.take_output() == []


def test_a_pos_that_leaves_and_comes_again_finds_a_clean_line() -> None:
    pos = till()
    pos.world.write(b"\x020800")
    pos.world.disconnect()
    assert pos.world.read_until(2000)[0] == "ended"
    pos.world.reopen()
    assert pos.ask("check")["result"] == "00"


def test_a_fault_that_is_wrong_is_told() -> None:
    with pytest.raises(FaultError, match="dorp"):
        World(load_rig("counter-fs"), Setup(faults=("dorp",)))


def test_a_world_ends_when_its_time_or_its_events_are_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(load_rig("counter-fs"))
    assert world.read_until(10**12)[0] == "ended"
    assert world.now_ms() == heap.MAX_TIME_MS
    monkeypatch.setattr(heap, "MAX_EVENTS", 50)
    pos = till()
    for _ in range(50):
        pos.world.write(b"\x02bad\x03\x00")
        if pos.world.read_until(pos.world.now_ms() + 100)[0] == "ended":
            return
    pytest.fail("the world did not end")


def test_a_flood_of_bytes_ends_in_bounded_memory() -> None:
    world = till(faults=["latency:ms=1"]).world
    for _ in range(40):
        world.write(b"\x02" * 1_000_000)
    world.read_until(10_000)
    assert json.loads(world.ask('{"do":"collect"}'))["ok"]


def test_many_sales_keep_the_money_together() -> None:
    pos = till()
    before = sum(pos.collect()["statement"]["opening"].values())
    for number in range(1, 30):
        pos.ask("approve", amount=str(number * 100))
    collected = pos.collect()
    charged = sum(amount for _, _, amount in charges(collected))
    assert sum(collected["statement"]["balances"].values()) + charged == before
