"""A proven setting settles the cause."""

from __future__ import annotations

import pytest

from posdiag.diagnose.finding import CauseShare
from posdiag.guidance.cards import Card, Cards
from posdiag.guidance.settle import settle
from posdiag.record import Advice, Proof, ProofStatus

CAUSES = (
    CauseShare("comm.disconnected", 0.4, "line"),
    CauseShare("comm.handshake", 0.05, "terminal", ("x",)),
)


def cards(act: dict[str, object]) -> Cards:
    return Cards([Card("one", ("comm.handshake",), "fix", "technician", {"ko": "가", "en": "a"}, act=act)])


def advice(status: ProofStatus) -> Advice:
    return Advice("one", "fix", "technician", {"ko": "가", "en": "a"}, "comm.handshake", Proof(status))


def test_a_proven_setting_puts_its_cause_first_and_names_itself() -> None:
    settled = settle(CAUSES, [advice(ProofStatus.PROVEN)], cards({"wire": {"handshake": "enq-eot"}}))
    assert settled[0].cause == "comm.handshake"
    assert settled[0].because == ("x", "one")
    assert sum(share.probability for share in settled) == pytest.approx(0.45, abs=0.001)


@pytest.mark.parametrize(
    ("status", "act"),
    [
        (ProofStatus.REFUTED, {"wire": {"handshake": "enq-eot"}}),
        (ProofStatus.PROVEN, {"tender": "card"}),
        (ProofStatus.PROVEN, {"traits": {"timers.answer_ms": "90000"}}),
        (ProofStatus.PROVEN, {}),
    ],
)
def test_what_passes_for_many_causes_settles_none(status: ProofStatus, act: dict[str, object]) -> None:
    assert settle(CAUSES, [advice(status)], cards(act)) == CAUSES
