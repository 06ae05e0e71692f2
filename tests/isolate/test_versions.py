"""The releases of a product are played in their order, with their lacks and places."""

from __future__ import annotations

from dataclasses import replace

from posdiag.isolate.outcome import Outcome
from posdiag.isolate.versions import ReleaseVersions
from posdiag.profile.traits import Traits
from posdiag.replay.variant import Variant
from tests.isolate.made import good, pay, release, scenario


def test_releases_are_played_with_faults_and_seed_and_with_changed_traits() -> None:
    played: list[tuple[Variant, tuple[str, ...], int]] = []

    def play(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        played.append((variant, faults, seed))
        return good()

    short = Traits(dialect="kr-fs", approval_digits=6)
    story = replace(scenario(pay(1)), needs=("approval-digits:8",))
    versions = ReleaseVersions((release("1.0", short), release("2.0")), story, play, ("drop",), 7)
    assert (versions.subject, versions.labels) == ("reference/made-up", ("1.0", "2.0"))
    assert (versions.lacks(0), versions.lacks(1)) == (("approval-digits:8",), ())
    assert versions.place(1) == "made-up.yaml:2.0"
    versions.play(0)
    versions.play_changed(0, versions.changes(0, 1))
    assert [variant.release.traits for variant, _, _ in played] == [short, Traits(dialect="kr-fs")]
    assert {(faults, seed) for _, faults, seed in played} == {(("drop",), 7)}
