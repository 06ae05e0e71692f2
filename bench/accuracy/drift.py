"""Profile drift: tills that do not behave as their profile says, and those that do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench.accuracy.cast import Purpose, Scene, cases, reenactments
from posdiag import assembly
from posdiag.diagnose.case import Case
from posdiag.diagnose.channels import EVERYTHING, Channel, narrowed
from posdiag.diagnose.detect import detect
from posdiag.profile.trait_types import paths_of
from posdiag.reenact.likeness import differ

#: Views in which a till is held against its profile.
BOTH = EVERYTHING
ECR = frozenset((Channel.ECR, Channel.PROFILE))


@dataclass(frozen=True, slots=True)
class Drifted:
    """A till whose trait is another than its profile has. `named`: the traits that were said to deviate."""

    name: str
    changed: frozenset[str]
    named: frozenset[str]

    @property
    def found(self) -> bool:
        return bool(self.named)

    @property
    def right(self) -> bool:
        """A changed trait was named; an option of the wire stands for all of its kind."""
        return any(_same(one, other) for one in self.named for other in self.changed)


def _same(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def drifted(count: int, purpose: Purpose = Purpose.JUDGE) -> Iterator[Drifted]:
    """`count` cases of each cause that a trait of the POS makes, seen beside the profile without it."""
    causes = dict.fromkeys(way.cause for way in reenactments().ways() if way.traits)
    for cause in causes:
        for scene in cases(purpose, (cause,), count):
            changed = changes_of(scene)
            if changed and shows_at_the_till(scene):
                yield Drifted(str(scene), changed, deviating(scene, BOTH))


def changes_of(scene: Scene) -> frozenset[str]:
    """The paths of the traits that the scene changed."""
    before, after = dict(paths_of(scene.play.release.traits)), dict(paths_of(scene.variant.release.traits))
    paths = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    return frozenset(paths)


def as_promised(scene: Scene, channels: frozenset[Channel]) -> Case:
    """The scene beside the profile of the sound release: that is how its codec reads too."""
    sound = scene.play.release
    full = scene.seen.case
    codec = assembly.library().codec_of(sound)
    ours = {"ecr_codec": codec} if full.ecr_codec is not None else {"host_codec": codec}
    case = replace(full, traits=sound.traits, decoded={}, **ours)  # type: ignore[arg-type]
    return narrowed(case, channels, assembly.house().recognise)


def deviating(scene: Scene, channels: frozenset[Channel]) -> frozenset[str]:
    """The traits that are said to deviate."""
    findings = detect(as_promised(scene, channels))
    return frozenset(one.facts["deviates"] for one in findings if one.code == "profile.drift")


def shows_at_the_till(scene: Scene) -> bool:
    """Whether the till does anything otherwise at all."""
    return differ(scene.seen.case, scene.twin.case)
