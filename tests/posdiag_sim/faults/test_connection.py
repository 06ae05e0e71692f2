"""Faults of the connection, seen from the POS."""

from __future__ import annotations

import pytest

from tests.posdiag_sim.till import charges, till

CARD = {"card": "9400010000001012"}


@pytest.mark.parametrize("rig", ["counter-fs", "counter-enq", "host-iso"])
@pytest.mark.parametrize(("when", "charged"), [("request", 0), ("answer", 1)])
def test_a_reset_comes_before_the_request_arrives_or_instead_of_the_answer(
    rig: str, when: str, charged: int
) -> None:
    pos = till(rig, [f"reset:when={when}"])
    assert pos.ask("approve", amount="8000", **CARD) == {}
    assert pos.heard[-1][1] == "reset"
    assert len(charges(pos.collect())) == charged


@pytest.mark.parametrize("rig", ["counter-fs", "host-iso"])
@pytest.mark.parametrize(("when", "charged"), [("request", 0), ("answer", 1)])
def test_a_half_open_connection_swallows_everything_and_never_closes(
    rig: str, when: str, charged: int
) -> None:
    pos = till(rig, [f"half-open:when={when}"])
    assert pos.ask("approve", amount="8000", **CARD) == {}
    assert pos.ask("approve", amount="8000", **CARD) == {}
    assert {what for _, what, _ in pos.heard if what != "heard"} == {"silence"}
    assert len(charges(pos.collect())) == charged
    pos.world.reopen()
    assert pos.ask("check")["result"] == "00"


def test_refused_shows_at_once_and_counts_attempts() -> None:
    pos = till(faults=["refused:count=1"])
    assert pos.ask("approve", amount="8000") == {}
    assert pos.heard == [(0, "refused", b"")]
    pos.world.reopen()
    assert pos.ask("approve", amount="8000")["result"] == "00"


def test_refused_from_the_second_attempt_lets_the_first_in() -> None:
    pos = till(faults=["refused:from=2"])
    assert pos.ask("approve", amount="8000")["result"] == "00"
    pos.world.reopen()
    assert pos.ask("approve", amount="8000") == {}


@pytest.mark.parametrize("why", ["version", "cipher", "certificate", "dates"])
def test_no_tls_session_comes_about_for_the_reason_given(why: str) -> None:
    pos = till("host-iso", [f"tls:why={why},count=1"])
    assert pos.ask("approve", amount="8000", **CARD) == {}
    assert pos.heard == [(0, f"tls-{why}", b"")]
    pos.world.reopen()
    assert pos.ask("approve", amount="8000", **CARD)["result"] == "00"


@pytest.mark.parametrize("how", ["ended", "lost"])
def test_the_other_side_hangs_up_or_is_gone(how: str) -> None:
    pos = till(faults=[f"hang-up:how={how},when=answer"])
    assert pos.ask("approve", amount="8000") == {}
    assert pos.heard[-1][1] == how
    assert len(charges(pos.collect())) == 1
