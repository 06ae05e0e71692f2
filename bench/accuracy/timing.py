"""How long a diagnosis takes: replay, findings, ranking, re-enactment, guidance and proof."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.fault_table import TABLE
from bench.faults import cast_of, on_host
from posdiag import assembly, engine
from posdiag.record import RunRecord, Verdict

FIRST_SEED = 30_000_000


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of one diagnosis of a failing run, and what it took: replays tried out, advice proven."""

    took_ms: float
    tried: int
    proven: int


def diagnoses(count: int) -> list[Timed]:
    """`count` failing runs, each diagnosed whole."""
    found: list[Timed] = []
    number = 0
    while len(found) < count and number < 20 * count:
        number += 1
        began = time.perf_counter()
        record = _diagnosed(number)
        took_ms = (time.perf_counter() - began) * 1000
        if record is not None and record.verdict is Verdict.INCOMPATIBLE:
            proven = sum(one.proof.status.value == "proven" for one in record.guidance)
            found.append(Timed(took_ms, len(record.reenacted), proven))
    return found


def _diagnosed(number: int) -> RunRecord | None:
    rng = random.Random(f"timing {number}")
    row = rng.choice(TABLE)
    play = rng.choice([play for play in cast_of(row.reader) if not (row.ecr_only and on_host(play))])
    parameters = row.draw(rng, on_host(play))
    fault = f"{row.fault}:{parameters}" if parameters else row.fault
    plan = engine.Plan((play.scenario,), (play.release,), faults=(fault,), seed=FIRST_SEED + number)
    ended = [event for event in assembly.run(plan) if isinstance(event, engine.RunEnded)]
    return ended[0].record if ended else None


def lines(timed: Sequence[Timed]) -> list[str]:
    """Median and 99th percentile."""
    if not timed:
        return ["no failing run"]
    took = sorted(one.took_ms for one in timed)
    last = took[min(len(took) - 1, int(len(took) * 0.99))]
    tried = sum(one.tried for one in timed) / len(timed)
    return [
        f"{len(timed)} failing runs, each diagnosed with re-enactment and proof: median "
        f"{statistics.median(took):.0f} ms, 99th percentile {last:.0f} ms",
        f"re-enactments a run: {tried:.1f}; runs with proven advice: {sum(one.proven > 0 for one in timed)}",
    ]
