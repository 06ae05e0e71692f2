"""Faults between a real POS and a real terminal do what they do in simulation, at the time they should."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.faults.registry import FaultError
from posdiag_sim.interposer import Interposer, LineFaults

FRAME = b"\x020200\x1c12300\x03\x41"


def played(line: Interposer, *said: tuple[int, bool, bytes]) -> list[tuple[int, bool, bytes]]:
    """What arrives, with its time, when these are said at these times."""
    came = []
    line.opened(0)
    moments = sorted({*range(4000), *(at for at, _, _ in said)})
    for now in moments:
        for at, up, content in said:
            if at == now:
                line.take(up, content, now)
        came += [(now, up, content) for up, content in line.run(now)]
    return came


def test_without_a_fault_everything_arrives_both_ways_in_order() -> None:
    came = played(
        Interposer([]), (0, True, b"\x05"), (10, False, b"\x06"), (20, True, FRAME), (30, False, FRAME)
    )
    assert [(up, content) for _, up, content in came] == [
        (True, b"\x05"), (False, b"\x06"), (True, FRAME), (False, FRAME),
    ]  # fmt: skip
    assert all(at <= due + 5 for (at, _, _), due in zip(came, (0, 10, 20, 30), strict=True))


def test_a_pause_stands_inside_the_answer() -> None:
    came = played(Interposer(["pause:ms=250,at=4"]), (0, True, FRAME), (100, False, FRAME))
    assert came[0][1:] == (True, FRAME)
    (first_at, _, first), (rest_at, _, rest) = came[1:]
    assert first + rest == FRAME
    assert len(first) == 4
    assert rest_at - first_at == 250


def test_a_lost_ack_is_only_the_ack() -> None:
    came = played(Interposer(["ack-lost"]), (0, True, FRAME), (50, False, b"\x06" + FRAME))
    assert [content for _, up, content in came if not up] == [FRAME]


def test_from_counts_on_over_connections() -> None:
    line = Interposer(["drop:from=2"])
    assert [c for _, up, c in played(line, (0, True, b"\x021\x031"), (50, False, b"\x02a\x03a")) if not up]
    line.release()
    line.opened(5000)
    line.take(True, b"\x022\x032", 5000)
    line.run(5100)
    line.take(False, b"\x02b\x03b", 5200)
    assert line.run(9000) == []


def test_a_reset_cuts_the_line_and_the_next_one_is_sound_again() -> None:
    line = Interposer(["reset:count=1"])
    line.opened(0)
    line.take(True, FRAME, 0)
    assert line.run(50) == []
    assert line.ending() == "reset"
    line.release()
    assert line.opened(100) == ""
    assert line.ending() == ""
    line.take(True, FRAME + b"2", 100)
    assert line.run(200) == [(True, FRAME + b"2")]


def test_a_refused_line_says_so_when_it_is_opened() -> None:
    assert Interposer(["refused"]).opened(0) == "refused"


@pytest.mark.parametrize("fault", ["host-slow", "nak-storm", "platform-outage", "check-rule"])
def test_a_fault_that_lives_elsewhere_is_refused_with_those_that_do_not(fault: str) -> None:
    with pytest.raises(FaultError, match="not one of a line") as refused:
        LineFaults([fault])
    assert "drop" in refused.value.remedy
    assert fault not in refused.value.remedy


def test_lines_that_follow_one_another_share_their_faults_and_lines_at_one_time_do_not() -> None:
    faults: LineFaults = pickle.loads(pickle.dumps(LineFaults(["drop:from=2"])))
    first = faults()
    first.opened(0)
    assert faults() is not first
    second = faults()
    second.release()
    assert faults() is second


@given(
    st.lists(st.tuples(st.integers(0, 300), st.booleans(), st.binary(min_size=1, max_size=30)), max_size=12)
)
def test_a_sound_line_loses_and_adds_nothing(said: list[tuple[int, bool, bytes]]) -> None:
    said = sorted(said, key=lambda item: item[0])
    came = played(Interposer([]), *said)
    for way in (True, False):
        sent = b"".join(content for _, up, content in said if up is way)
        assert b"".join(content for _, up, content in came if up is way) == sent
