"""The terminal's end of the host link: timeouts, 망취소, connections that are refused or cut."""

from __future__ import annotations

import pytest

from tests.posdiag_sim.till import charges, till


def mtis(collected: dict[str, list[dict[str, str]]]) -> list[str]:
    """Who said which message type, from frames in ASCII with a length of two bytes."""
    return [frame["from"][0] + bytes.fromhex(frame["hex"])[2:6].decode() for frame in collected["host"]]


def test_a_sale_and_its_answer_are_true_frames_with_their_times() -> None:
    pos = till()
    pos.ask("approve", amount="8000")
    frames = pos.collect()["host"]
    assert [(frame["from"], frame["to"]) for frame in frames] == [("terminal", "van"), ("van", "terminal")]
    assert frames[0]["t_ms"] < frames[1]["t_ms"]
    assert mtis({"host": frames}) == ["t0200", "v0210"]


def test_no_answer_is_told_to_the_pos_and_undone_at_the_host() -> None:
    pos = till(faults=["drop:link=host,count=1"])
    reply = pos.ask("approve", amount="8000")
    assert (reply["result"], reply["text2"]) == ("T1", "망취소 처리")
    collected = pos.collect()
    assert mtis(collected) == ["t0200", "v0210", "t0400", "v0410"]
    assert charges(collected) == [("charge", "coupon", 8000), ("cancel", "coupon", 8000)]


def test_older_firmware_leaves_the_sale_open() -> None:
    pos = till("counter-fs@1.4", ["drop:link=host,count=1"])
    assert pos.ask("approve", amount="8000")["result"] == "T1"
    assert charges(pos.collect()) == [("charge", "coupon", 8000)]


def test_a_reversal_that_is_not_answered_is_repeated_as_one_and_given_up() -> None:
    pos = till(faults=["drop:link=host"])
    pos.ask("approve", amount="8000")
    collected = pos.collect()
    assert [mti for mti in mtis(collected) if mti[0] == "t"] == ["t0200", "t0400", "t0401", "t0401"]
    assert "망취소 실패" in collected["screens"][-1]["text"]
    assert [kind for kind, _, _ in charges(collected)] == ["charge", "cancel"]


def test_a_host_that_cannot_be_reached_is_told_at_once() -> None:
    pos = till(faults=["refused:link=host,count=2"])
    assert pos.ask("approve", amount="8000")["result"] == "T2"
    assert charges(pos.collect()) == []
    assert pos.ask("approve", amount="8000")["result"] == "00"


@pytest.mark.parametrize(("when", "charged"), [("request", 0), ("answer", 1)])
def test_a_connection_that_is_cut_leaves_the_outcome_open(when: str, charged: int) -> None:
    pos = till("counter-fs@1.4", [f"reset:link=host,when={when},count=1"])
    assert pos.ask("approve", amount="8000")["result"] == "T1"
    assert len(charges(pos.collect())) == charged


def test_an_answer_that_nobody_waits_for_any_more_changes_nothing() -> None:
    pos = till(faults=["host-slow:ms=31000,count=1"])
    assert pos.ask("approve", amount="8000")["result"] == "T1"
    assert pos.ask("inquire", orig_stan="000001")["orig_result"] == "P8"
    assert [kind for kind, _, _ in charges(pos.collect())] == ["charge", "cancel"]
