"""A small matrix by hand: two scenarios, one product with two releases, and what their replays came to."""

from __future__ import annotations

from posdiag.diagnose.finding import Severity
from posdiag.matrix.cells import Matrix, Square
from posdiag.matrix.played import Played, Sign
from posdiag.matrix.tally import Tally
from posdiag.profile.model import Origin, PosRelease
from posdiag.profile.traits import Traits
from posdiag.record import Verdict
from posdiag.replay.scenario import Expect, Scenario

BAD = {"ko": "응답 전에 포기했습니다", "en": "gave up before the answer"}


def a_scenario(name: str, tags: tuple[str, ...] = (), line: int = 1) -> Scenario:
    place = f"profiles/scenarios/{name}.yaml:{line}"
    return Scenario(name, {"ko": "시험", "en": f"the {name}"}, (), {}, Expect(), tags=tags, place=place)


def a_release(
    version: str, line: int = 5, product: str = "reference/till", rig: str = "counter"
) -> PosRelease:
    file = "profiles/pos/reference/till.yaml"
    return PosRelease(
        id=product,
        release=version,
        date="2025-01-01",
        name={"ko": "계산대", "en": "till"},
        rig=rig,
        traits=Traits(),
        origins={"timers.answer_ms": Origin(file, line + 1)},
        kind="reference",
        source="made up",
        place=f"{file}:{line}",
    )


def a_matrix(seeds: int = 1, first_seed: int = 0, faults: tuple[str, ...] = (), line: int = 1) -> Matrix:
    """`qr` and `slow` on 1.0 and 2.0, each at its own rig."""
    scenarios = (a_scenario("qr", ("qr", "sale"), line), a_scenario("slow", ("sale",), line))
    releases = (a_release("1.0", line), a_release("2.0", line + 10))
    squares = tuple(Square(s, r, "sim:counter") for r in range(2) for s in range(2))
    return Matrix(scenarios, releases, squares, first_seed, seeds, faults)


def well(index: int, severity: Severity | None = None) -> Played:
    """A compatible replay, with one finding where a severity is told."""
    signs = (Sign("made.up", severity, "pos", BAD),) if severity else ()
    return Played(
        index, Verdict.COMPATIBLE, signs=signs, charges=1, charged_krw=8000, pos_believes="approved"
    )


def failed(index: int, cause: str = "comm.timeout.pos_too_short", code: str = "timer.short") -> Played:
    """An incompatible replay with one error in frames 1 and 6."""
    sign = Sign(code, Severity.ERROR, "pos", BAD, (1, 6))
    return Played(index, Verdict.INCOMPATIBLE, cause, 0.93, "pos", (sign,), codes=code, why=BAD)


def unjudged(index: int) -> Played:
    return Played(index, Verdict.INCONCLUSIVE, error="the bench refuses the fault")


def a_tally(*results: Played, matrix: Matrix | None = None) -> Tally:
    tally = Tally(matrix or a_matrix())
    tally.take_all(results)
    return tally
