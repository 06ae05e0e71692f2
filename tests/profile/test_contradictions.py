"""Traits that do not go together are named, and sound ones are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.profile.contradictions import contradictions
from posdiag.profile.traits import Entry, OnTimeout, Traits
from tests.isolate.made import release


def test_the_traits_of_a_sound_release_go_together() -> None:
    assert list(contradictions(release())) == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"link": "host"}, "link"),
        ({"bin_table": frozenset({"9400"})}, "bin_table"),
        ({"barcode_prefixes": frozenset({"250"})}, "barcode_prefixes"),
        ({"entry_modes": frozenset({Entry.FALLBACK})}, "entry_modes"),
        ({"entry_modes": frozenset()}, "entry_modes"),
        ({"on_timeout": (OnTimeout.INQUIRE, OnTimeout.INQUIRE)}, "on_timeout"),
        ({"on_timeout": (OnTimeout.RETRY,), "retries": 0}, "retries"),
        ({"routes": ("van", "van")}, "routes"),
    ],
)
def test_each_contradiction_has_its_trait_and_a_remedy(changes: dict[str, object], path: str) -> None:
    (wrong,) = contradictions(release(traits=replace(Traits(), **changes)))  # type: ignore[arg-type]
    assert wrong[0] == path
    assert wrong[1]
    assert wrong[2]
