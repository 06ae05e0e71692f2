"""What a program called its payments: by pattern, by order, by time; and how it ended."""

from __future__ import annotations

import pytest

from posdiag.audit.outcome import UNKNOWN, Printed, Ran, outcomes, patterns
from posdiag.errors import InputError
from posdiag.payment.money import Belief

KNOWN = patterns("approved", "declined|not approved")


def run(*lines: tuple[int, str], code: int | None = 0) -> Ran:
    return Ran(0, 9000, code, tuple(Printed(at, text, number) for number, (at, text) in enumerate(lines, 1)))


def beliefs(ran: Ran, *began_ms: int) -> list[Belief]:
    return [outcome.belief for outcome in outcomes([ran], KNOWN, began_ms)]


def test_a_line_that_fits_both_is_a_refusal() -> None:
    assert KNOWN.belief("not approved") is Belief.DECLINED
    assert KNOWN.belief("approved 8800") is Belief.APPROVED
    assert KNOWN.belief("thinking") is None
    assert UNKNOWN.belief("approved") is None


def test_as_many_lines_as_payments_are_told_apart_by_their_order() -> None:
    ran = run((8000, "approved"), (8000, "declined"))  # both printed at the end
    assert beliefs(ran, 100, 5000) == [Belief.APPROVED, Belief.DECLINED]


def test_else_the_last_word_in_its_time_counts() -> None:
    assert beliefs(run((10, "declined"), (20, "approved")), 5) == [Belief.APPROVED]
    assert beliefs(run((10, "approved")), 5, 50) == [Belief.APPROVED, Belief.UNKNOWN]
    assert beliefs(run(), 5) == [Belief.UNKNOWN]
    told = outcomes([run((10, "declined"), (20, "declined"), (70, "approved"))], KNOWN, [5, 50])
    assert [(one.belief, one.lines, one.at_ms) for one in told] == [
        (Belief.DECLINED, (1, 2), 20),
        (Belief.APPROVED, (3,), 70),
    ]


def test_a_crash_is_a_stack_trace_or_a_signal() -> None:
    assert run((1, "Traceback (most recent call last):"), code=1).crashed
    assert run(code=-11).crashed
    assert not run(code=1).crashed
    assert run(code=None).hung
    assert not run(code=None).crashed


def test_every_pattern_that_cannot_be_read_is_told() -> None:
    with pytest.raises(InputError) as caught:
        patterns("(", "x" * 2000)
    assert [one.place for one in caught.value.problems] == ["--approved-pattern", "--declined-pattern"]
    assert patterns("", "") == UNKNOWN
