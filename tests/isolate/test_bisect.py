"""A bisection names the release that broke a scenario and the trait that did it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag import assembly
from posdiag.assembly_isolate import stage
from posdiag.isolate.bisect import Bisection
from posdiag.isolate.outcome import Outcome
from posdiag.isolate.versions import ReleaseVersions
from posdiag.profile.traits import Traits
from posdiag.replay.variant import Variant
from tests.isolate.made import bad, good, pay, release, scenario

SOUND = Traits(dialect="kr-fs")
CUT = replace(SOUND, approval_digits=6, retries=3)
OTHER = replace(SOUND, frame_tries=7)


def bisection(*traits: Traits, wanted: Outcome | None = None) -> Bisection:
    """Releases with these traits; six digits of an approval number are the failure."""

    def play(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        traits = variant.release.traits
        if traits.frame_tries == 7:
            return bad("pos.message_format.check_rule")
        return bad() if traits.approval_digits < 8 else good()

    releases = tuple(release(f"{n}.0", one) for n, one in enumerate(traits, 1))
    one = Bisection("made-up", ReleaseVersions(releases, scenario(pay(1)), play), wanted)
    one.run()
    return one


def test_the_trait_that_broke_it_is_named_and_the_one_beside_it_is_not() -> None:
    one = bisection(SOUND, SOUND, CUT, CUT)
    (found,) = one.explained
    assert (found.change.before, found.change.after, found.change.broke) == (1, 2, True)
    assert [trait.path for trait in found.traits] == ["approval_digits", "retries"]
    assert found.culprit is not None
    assert [trait.path for trait in found.culprit.changes] == ["approval_digits"]
    assert found.culprit.undone
    assert not found.veiled
    assert (one.replays, one.ended) == (4 + 3, True)


def test_good_again_is_explained_too() -> None:
    broke, mended = bisection(SOUND, CUT, SOUND).explained
    assert (broke.change.broke, mended.change.broke) == (True, False)
    assert mended.culprit is not None
    assert [trait.path for trait in mended.culprit.changes] == ["approval_digits"]


def test_behind_another_failure_nothing_is_called_the_first() -> None:
    (found,) = bisection(OTHER, CUT, CUT).explained
    assert found.veiled


def test_a_recorded_failure_is_the_one_looked_for() -> None:
    one = bisection(OTHER, CUT, SOUND, wanted=bad("pos.message_format.x"))
    assert [(e.change.before, e.change.after) for e in one.explained] == [(0, 1)]


@pytest.mark.parametrize(
    ("product", "story", "expected"),
    [
        ("reference/seorak", "sale-within-balance", [("2.2", "wire.handshake"), ("2.3", "wire.handshake")]),
        ("reference/hallasan", "sale-within-balance", [("2.1", "tid"), ("2.2", "tid")]),
        ("reference/hangang", "cancel-same-day", [("1.1", "wire.check"), ("2.1", "approval_digits")]),
    ],
)
def test_shipped_releases_are_bisected_to_the_trait(
    product: str, story: str, expected: list[tuple[str, str]]
) -> None:
    releases = assembly.library().products[product].releases
    with stage(None) as opened:
        one = Bisection(story, ReleaseVersions(releases, assembly.scenarios()[story], opened.play))
        one.run()
    found = [
        (releases[each.change.after].release, each.culprit.changes[0].path if each.culprit else "")
        for each in one.explained
    ]
    assert found == expected
