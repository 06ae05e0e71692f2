"""The bench of bisection finds what it breaks, and notices where it does not."""

from __future__ import annotations

import pytest

from bench import bisect
from posdiag import assembly


def test_a_bisection_finds_the_break_in_a_generated_product() -> None:
    (found,) = bisect.measure(turns=1)
    assert found.right
    assert found.search_replays < bisect.RELEASES / 2
    assert min(found.search_ms, found.all_ms) > 0


def test_a_generated_product_lints() -> None:
    for broken, _, sound in bisect.BREAKS:
        with bisect.product(17, broken, sound) as (releases, house):
            assert len(releases) == bisect.RELEASES
            assert not house.library.lint()
            path = broken.partition(":")[0]
            assert getattr(releases[17].traits, path) != getattr(releases[16].traits, path)


def test_a_break_that_was_not_found_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        bisect, "BREAKS", (("approval_digits: 6", "sale-within-balance", "approval_digits: 12"),)
    )
    found = bisect.search(0, assembly.station("sim:counter-fs"))
    assert not found.right
