"""Healthy replays must raise no alarm: `python -m bench healthy`.

Every scenario without faults on every release that supports it, round after round with a new seed,
until the number is reached. Nothing of error or above may be found, and no cause above 0.2.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.stage import Play, Played, perform, plays

RUNS = 2_000
#: No cause may be likelier than this where nothing is wrong.
LIKELY = 0.2


@dataclass(slots=True)
class Health:
    """What the replays showed. `alarms` and `blamed` name the runs that went wrong."""

    runs: int = 0
    plays: int = 0
    seeds: int = 0
    findings: int = 0
    alarms: list[Played] = field(default_factory=list)
    blamed: list[Played] = field(default_factory=list)
    wrong_money: list[Played] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.alarms or self.blamed or self.wrong_money)


def measure(runs: int = RUNS) -> Health:
    """`runs` replays; the seed is the number of the round."""
    cast = plays()
    health = Health(runs, len(cast), (runs - 1) // len(cast) + 1)
    for index in range(runs):
        _look(perform(_of(cast, index, runs), index // len(cast)), health)
    return health


def _of(cast: tuple[Play, ...], index: int, runs: int) -> Play:
    """The plays in turn; fewer runs than plays are spread over all of them."""
    return cast[index * len(cast) // runs] if runs < len(cast) else cast[index % len(cast)]


def _look(played: Played, health: Health) -> None:
    health.findings += len(played.bad)
    if played.bad:
        health.alarms.append(played)
    if any(share.probability > LIKELY for share in played.causes):
        health.blamed.append(played)
    if not played.money_right:
        health.wrong_money.append(played)


def main(quick: bool = False) -> int:
    """Print the counts; 1 where any is not 0."""
    health = measure(120 if quick else RUNS)
    print(
        f"{health.runs} healthy replays, {health.plays} pairs of release and scenario, "
        f"seeds 0 to {health.seeds - 1}"
    )
    print(f"findings of error or above      {health.findings:5}")
    print(f"runs with a cause above {LIKELY}     {len(health.blamed):5}")
    print(f"money unlike the ledger         {len(health.wrong_money):5}")
    for played in health.alarms:
        print(f"  {played}: {', '.join(finding.code for finding in played.bad)}")
    for played in health.blamed:
        print(f"  {played}: {played.first} {played.causes[0].probability:.2f}")
    for played in health.wrong_money:
        print(f"  {played}: {played.examined.case.money} but booked {played.ledger}")
    return 0 if health.sound else 1
