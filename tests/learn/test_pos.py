"""Releases whose traits are known are measured as strangers: what is learnt is what they were built from."""

from __future__ import annotations

import pytest

from posdiag.learn.pos import AGENT_ONLY, UNSEEN
from posdiag.profile.trait_types import TRAIT_READERS, paths_of
from tests.learn.made import learnt, release

#: Each with a trait that shows a lesson at work: retries, part approvals, pieces, routes, calls, no ACKs.
LABELS = (
    *("reference/hangang@1.1", "reference/hangang@2.0", "reference/hallasan@1.1", "reference/seorak@2.0"),
    *("reference/cordillera@1.0", "reference/alsace@2.1", "reference/namsan@1.0", "reference/iso-bcd@1.2"),
)


@pytest.mark.parametrize("label", LABELS)
def test_what_is_learnt_is_what_was_built_in(label: str) -> None:
    built, found = dict(paths_of(release(label).traits)), learnt(label)
    wrong = {
        path: (one.value, built[path])
        for path, one in found.values.items()
        if not path.startswith("wire.") and one.value != built[path]
    }
    assert wrong == {}
    assert len(found.values) >= 16


@pytest.mark.parametrize("label", LABELS)
def test_what_was_not_learnt_is_named_with_a_reason(label: str) -> None:
    found = learnt(label)
    left = {one.path for one in found.left_out(dict.fromkeys(TRAIT_READERS))}
    assert left | set(found.values) >= set(TRAIT_READERS)
    assert not left & set(found.values)
    assert {*UNSEEN, *AGENT_ONLY} <= left


def test_a_pos_that_the_terminal_does_not_understand_is_named_and_no_more() -> None:
    found = learnt("reference/hangang@1.0")
    assert found.values == {}
    assert {one.reason for one in found.left_out(dict.fromkeys(TRAIT_READERS))} >= {"no-speech"}
