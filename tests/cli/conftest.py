"""A command line run in this process, and runs of a made-up engine, for the tests of the verbs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from posdiag import assembly, engine
from posdiag.cli.main import main
from posdiag.diagnose.finding import Finding, Severity
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.record import RunRecord, Verdict
from posdiag.transcript import LinkName, Party, Transcript


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def posdiag(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Runs `posdiag --lang en ARGUMENTS` (or another `lang`) in this process."""

    def run(*arguments: str, lang: str = "en") -> Ran:
        code = main(["--lang", lang, *arguments])
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode("utf-8"), err.decode("utf-8"))

    return run


def a_record(verdict: Verdict, severity: Severity | None = None, error: str = "") -> RunRecord:
    """A record with one finding of `severity`, or none."""
    seen = Transcript()
    seen.add_frame(0, LinkName.ECR, Party.POS, Party.TERMINAL, b"\x05")
    finding = Finding("made.up", severity or Severity.NOTE, Party.POS, {"ko": "가짜", "en": "made up"}, (1,))
    return RunRecord(
        scenario="sale-within-balance",
        scenario_name={"ko": "잔액 안 결제", "en": "sale within the balance"},
        pos_id="reference/made-up",
        release="1.0",
        terminal="sim:made-up",
        faults=(),
        seed=0,
        verdict=verdict,
        money=MoneyAccount(1, 8000, {"coupon": 8000}, Belief.APPROVED, 8000),
        findings=(finding,) if severity else (),
        causes=(),
        guidance=(),
        transcript=seen,
        error=error,
    )


@pytest.fixture
def make_record() -> Callable[..., RunRecord]:
    return a_record


@pytest.fixture
def engine_gives(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[engine.Plan]]:
    """`engine_gives(record, …)` makes every plan end in these records; the plans asked for are returned.

    An exception among the records is raised in its turn.
    """
    plans: list[engine.Plan] = []

    def gives(*records: RunRecord | BaseException) -> list[engine.Plan]:
        def run(plan: engine.Plan) -> Iterator[engine.Event]:
            plans.append(plan)
            for index, record in enumerate(records, 1):
                if isinstance(record, BaseException):
                    raise record
                yield engine.RunStarted(index, len(records), record.scenario, record.pos_id, record.release)
                yield engine.RunEnded(index, len(records), replace(record, seed=plan.seed), {})

        monkeypatch.setattr(assembly, "run", run)
        monkeypatch.setattr(assembly, "cause_names", dict)
        return plans

    return gives


@pytest.fixture
def case(posdiag: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    """Runs `posdiag --lang ko case VERB …` on a database of the test's own, at three in the afternoon."""

    def run(verb: str, *arguments: str, lang: str = "ko", now: str = "2025-08-22 15:00") -> Ran:
        place = ("--db", str(tmp_path / "cases.db"), "--now", now)
        return posdiag("case", verb, *arguments, *place, lang=lang)

    return run
