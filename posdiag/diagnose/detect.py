"""All detectors, and what they found in a case, worst first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.detect_agent import detect_agent
from posdiag.diagnose.detect_balance import detect_balance
from posdiag.diagnose.detect_behind import detect_behind
from posdiag.diagnose.detect_card import detect_card
from posdiag.diagnose.detect_decline import detect_decline
from posdiag.diagnose.detect_drift import detect_drift
from posdiag.diagnose.detect_echo import detect_echo
from posdiag.diagnose.detect_handshake import detect_handshake
from posdiag.diagnose.detect_length import detect_length
from posdiag.diagnose.detect_line import detect_line
from posdiag.diagnose.detect_link import detect_link
from posdiag.diagnose.detect_money import detect_money
from posdiag.diagnose.detect_port import detect_port
from posdiag.diagnose.detect_route import detect_route
from posdiag.diagnose.detect_segment import detect_segment
from posdiag.diagnose.detect_text import detect_text
from posdiag.diagnose.detect_till import detect_till
from posdiag.diagnose.detect_timing import detect_timing
from posdiag.diagnose.detect_transaction import detect_transaction
from posdiag.diagnose.detect_undone import detect_undone
from posdiag.diagnose.detect_waiting import detect_waiting
from posdiag.diagnose.detect_wire import detect_wire
from posdiag.diagnose.explain import explained
from posdiag.diagnose.finding import Finding

Detector = Callable[[Case], Iterator[Finding]]

DETECTORS: tuple[Detector, ...] = (
    detect_money,
    detect_undone,
    detect_link,
    detect_agent,
    detect_line,
    detect_port,
    detect_segment,
    detect_handshake,
    detect_wire,
    detect_length,
    detect_waiting,
    detect_echo,
    detect_timing,
    detect_transaction,
    detect_behind,
    detect_balance,
    detect_decline,
    detect_card,
    detect_till,
    detect_route,
    detect_text,
)


def detect(case: Case) -> tuple[Finding, ...]:
    """Everything found: the worst first, then in the order of the detectors; money outranks the rest."""
    findings = [explained(found, case.traits) for detector in DETECTORS for found in detector(case)]
    findings += detect_drift(case, findings)
    return tuple(sorted(findings, key=lambda finding: finding.severity.rank))
