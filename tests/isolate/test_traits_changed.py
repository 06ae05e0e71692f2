"""What changed between two releases is told with its place, and can be applied alone."""

from __future__ import annotations

from dataclasses import replace

from posdiag.isolate.traits_changed import ABSENT, TraitChange, trait_changes, with_changes
from posdiag.profile.model import Origin
from posdiag.profile.traits import PartialApproval, Timers, Traits
from tests.isolate.made import release

WIRE = {"check": "none", "length": {"kind": "bcd"}}
OLD = Traits(dialect="kr-fs", timers=Timers(answer_ms=20_000), wire=WIRE)
NEW = replace(
    OLD,
    timers=Timers(answer_ms=35_000),
    partial_approval=PartialApproval.AS_FULL,
    wire={"check": "none", "acks": "3"},
)
PARTIAL = (PartialApproval.SUPPORTED, PartialApproval.AS_FULL)
BEFORE = release("1.0", OLD)
AFTER = release("2.0", NEW, {"timers.answer_ms": Origin("made-up.yaml", 12, "2.0")})


def test_every_difference_is_told_with_where_it_was_written() -> None:
    assert trait_changes(BEFORE, AFTER) == (
        TraitChange("timers.answer_ms", 20_000, 35_000, "made-up.yaml:12"),
        TraitChange("partial_approval", *PARTIAL, "made-up.yaml:2.0"),
        TraitChange("wire.length.kind", "bcd", ABSENT, "made-up.yaml:2.0"),
        TraitChange("wire.acks", ABSENT, "3", "made-up.yaml:2.0"),
    )
    assert trait_changes(BEFORE, BEFORE) == ()


def test_all_changes_together_make_the_later_release_and_taken_back_the_earlier() -> None:
    changes = trait_changes(BEFORE, AFTER)
    assert with_changes(BEFORE, changes).traits == NEW
    assert with_changes(AFTER, [one.reversed() for one in changes]).traits == OLD


def test_one_change_alone_leaves_all_else_as_it_is() -> None:
    (slow, *_) = trait_changes(BEFORE, AFTER)
    assert with_changes(BEFORE, (slow,)).traits == replace(OLD, timers=Timers(answer_ms=35_000))


def test_values_are_told_in_the_words_of_a_profile() -> None:
    words = [one.words() for one in trait_changes(BEFORE, AFTER)]
    assert words == [("20000", "35000"), ("supported", "as-full"), ("bcd", "-"), ("-", "3")]
