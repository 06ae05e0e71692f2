"""Plays the cases of a campaign one after the other on a line, and gathers the evidence of each."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from posdiag.audit.bend import Bender
from posdiag.audit.campaign import AuditCase
from posdiag.audit.evidence import Evidence
from posdiag.audit.line import Heard, Noted
from posdiag.audit.outcome import UNKNOWN, Patterns, Printed, Ran
from posdiag.audit.sales import payments_of
from posdiag.audit.seen import cut
from posdiag.errors import InputError, Problem
from posdiag.explain.ways import Way
from posdiag.link.address import SerialAddress, TcpAddress, parse_address
from posdiag.link.bench import Bench
from posdiag.link.program import Finished
from posdiag.payment.money import Belief
from posdiag.replay.scenario import DEFAULT_DATE, Instrument
from posdiag.worded import worded

#: The customer's card, with money on it or next to none. The number is of a synthetic range; its last digits
#: cancel out in an XOR, as do those that mask them, so that a shown frame may have the check byte it had.
_NUMBER, _MONEY_KRW, _SHORT_KRW = "9400010000001616", 100_000_000, 1
#: What the terminal does by itself after the POS is gone (repeats, reversals) is over by then.
SETTLE_MS = 120_000
#: Without a program to watch, a payment is over when nothing was said for so long.
_QUIET_MS = 4_000


class Line(Protocol):
    """The line that is audited; `posdiag.audit.line.AuditedLine` is one."""

    def prepare(self, bend: Callable[[bytes], bytes]) -> None: ...
    def noted(self) -> tuple[Noted, ...]: ...
    def time_ms(self) -> int: ...


#: Starts a program: words, limit in real seconds, the clock to be told -> how it ended.
Run = Callable[[Sequence[str], float, Callable[[], int]], Finished]
#: Waits for something to come about, at most so many real seconds.
Wait = Callable[[Callable[[], bool], float], bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the campaign is played. Waits are real seconds; `command` is empty where a person pays."""

    cases: tuple[AuditCase, ...]
    way: Way
    address: str
    command: tuple[str, ...] = ()
    patterns: Patterns = UNKNOWN
    limit_s: float = 60.0
    wait_s: float = 60.0
    seed: int = 0


@dataclass(slots=True)
class Stage:
    """Who takes part: the line, its bench, and who starts programs and waits."""

    line: Line
    bench: Bench
    run: Run
    wait: Wait
    tell: Callable[[AuditCase, int, int], None] = field(default=lambda case, number, count: None)


def conduct(plan: Plan, stage: Stage) -> Iterator[Evidence]:
    """The evidence of each case, as soon as it was played."""
    for number, case in enumerate(plan.cases, 1):
        bender = Bender(plan.way.codec, case.bend, case.bytes, case.times)
        stage.line.prepare(bender)
        card = {"main": _card(case.short)}
        stage.bench.setup(DEFAULT_DATE, plan.seed, case.faults, {}, card)
        stage.tell(case, number, len(plan.cases))
        ran = _paid_by_program(case, plan, stage) if plan.command else _paid_by_others(case, plan, stage)
        collected = stage.bench.collect(SETTLE_MS)
        yield Evidence(
            case, plan.way, stage.line.noted(), ran, plan.patterns, collected.statement, bender.done
        )


def _card(short: bool) -> Instrument:
    balance_krw = _SHORT_KRW if short else _MONEY_KRW
    return Instrument("card", "", _NUMBER, {"card": balance_krw}, ("chip", "stripe", "contactless"), {})


def _paid_by_program(case: AuditCase, plan: Plan, stage: Stage) -> tuple[Ran, ...]:
    """The program makes all payments in one start where it can be told how many, else one in each."""
    told = any("{payments}" in word for word in plan.command)
    ran: list[Ran] = []
    for _ in range(1 if told else case.payments):
        words = filled(plan.command, plan.address, case)
        done = stage.run(words, plan.limit_s, stage.line.time_ms)
        lines = tuple(Printed(line.at_ms, line.text) for line in done.lines)
        ran.append(Ran(done.began_ms, done.ended_ms, done.code, lines, plan.limit_s))
        if ran[-1].hung:
            break
    return tuple(ran)


def _paid_by_others(case: AuditCase, plan: Plan, stage: Stage) -> tuple[Ran, ...]:
    stage.wait(lambda: is_over(stage.line, plan.way, case.payments), plan.wait_s)
    return ()


def is_over(line: Line, way: Way, expected: int) -> bool:
    """Whether the payments of a case are made: the last one was answered, and it is quiet since."""
    noted = line.noted()
    last = next((one for one in reversed(noted) if isinstance(one, Heard)), None)
    if last is None or line.time_ms() - last.at_ms < _QUIET_MS:
        return False
    payments = payments_of(cut(noted, way), expected)
    return len(payments) >= expected and payments[-1].told is not Belief.UNKNOWN


def words_of(command: str) -> tuple[str, ...]:
    """A command line as its words. InputError where a quote is not closed, or nothing is there."""
    try:
        words = tuple(shlex.split(command))
    except ValueError as error:
        raise InputError(
            Problem(
                "--run",
                worded("`{command}` cannot be read: {error}", command=command, error=error),
                worded("close the quotes"),
            )
        ) from error
    if not words:
        raise InputError(Problem("--run", worded("no command"), worded("such as 'python till.py {address}'")))
    return words


def filled(command: Sequence[str], address: str, case: AuditCase) -> tuple[str, ...]:
    """The words of a command with their blanks filled in."""
    parsed = parse_address(address)
    blanks = {"{address}": address, "{case}": case.id, "{payments}": str(case.payments)}
    if isinstance(parsed, SerialAddress):
        blanks["{device}"] = parsed.device
    if isinstance(parsed, TcpAddress):
        blanks |= {
            "{host}": parsed.host,
            "{port}": str(parsed.port),
            "{device}": f"{parsed.host}:{parsed.port}",
        }
    words = []
    for word in command:
        for blank, value in blanks.items():
            word = word.replace(blank, value)
        words.append(word)
    return tuple(words)
