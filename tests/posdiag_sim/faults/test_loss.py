"""Faults of loss and noise, seen from the POS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.ecr_bytes import EcrReader
from posdiag_sim.faults.loss import Corrupt
from posdiag_sim.iso_bytes import Unreadable, read_message
from tests.posdiag_sim.till import charges, till


def test_a_dropped_answer_leaves_an_acknowledged_sale_without_one() -> None:
    pos = till(faults=["drop"])
    assert pos.ask("approve", amount="8000") == {}
    assert [content for _, _, content in pos.heard] == [b"\x06", b""]
    assert len(charges(pos.collect())) == 1


def test_a_dropped_request_reaches_nobody_and_a_repeat_gets_through() -> None:
    pos = till(faults=["drop:way=to-terminal,count=2"])
    assert pos.ask("approve", amount="8000")["result"] == "00"
    assert [what for _, what, _ in pos.heard][:2] == ["silence", "silence"]
    assert till(faults=["drop:way=to-terminal"]).ask("approve", amount="8000") == {}


@pytest.mark.parametrize("bits", [1, 2, 8])
@pytest.mark.parametrize("rig", ["counter-fs", "counter-fixed", "counter-ack3"])
def test_noise_is_noticed_and_the_repeat_may_arrive_whole(rig: str, bits: int) -> None:
    for way in ("to-pos", "to-terminal"):
        pos = till(rig, [f"corrupt:bits={bits},way={way},count=1"], seed=bits)
        assert pos.ask("approve", amount="8000")["result"] == "00"
        assert len(charges(pos.collect())) == 1


@given(st.binary(min_size=1, max_size=100), st.integers(1, 8), st.randoms(use_true_random=False))
def test_noise_always_changes_the_sum_of_all_bytes(content: bytes, bits: int, rng: object) -> None:
    fault = Corrupt(bits, rng=rng)  # type: ignore[arg-type]
    noisy = fault._noise(content)
    changed = 0
    for one, other in zip(content, noisy, strict=True):
        changed ^= one ^ other
    assert changed.bit_count() == bits


@pytest.mark.parametrize("rig", ["host-iso", "host-iso-bcd"])
def test_noise_on_a_host_link_makes_the_message_unreadable(rig: str) -> None:
    for seed in range(30):
        pos = till(rig, ["corrupt"], seed=seed, answer_ms=5000)
        assert pos.ask("approve", amount="8000", card="9400010000001012") == {}
        heard = pos.heard[0][2]
        with pytest.raises(Unreadable):
            read_message(pos.world.rig.host.fields, heard[2 + len(pos.world.rig.host.tpdu) :])


def test_a_truncated_answer_ends_after_its_bytes_and_is_repeated() -> None:
    pos = till(faults=["truncate:keep=20,count=1"])
    assert pos.ask("approve", amount="8000") == {} or pos.naks == 0
    assert len(pos.heard[1][2]) == 20
    assert len(EcrReader(pos.world.rig.wire).feed(pos.heard[1][2])) == 0


def test_a_lost_ack_of_the_pos_makes_the_terminal_repeat_its_answer() -> None:
    pos = till(faults=["ack-lost:way=to-terminal"])
    pos.ask("approve", amount="8000")
    at, _, answer = pos.heard[-1]
    assert pos.world.read_until(60_000) == ("heard", answer, at + 3000)


def test_a_lost_ack_of_the_terminal_makes_the_pos_repeat_its_request() -> None:
    pos = till(faults=["ack-lost:count=1"], ack_ms=500)
    assert pos.ask("approve", amount="8000")["result"] == "00"
    assert [content[:1] for _, _, content in pos.heard] == [b"", b"\x06", b"\x02"]
    assert len(charges(pos.collect())) == 1
