"""A fingerprint hangs on what fails and how, and on nothing else."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from posdiag.matrix.fingerprint import Identity
from posdiag.matrix.tally import identity_of
from tests.matrix.small import a_matrix, failed

ONE = Identity("qr", "reference/till@1.0", "counter", ("drop",), "incompatible", "comm.timeout")


@pytest.mark.parametrize("field", [one.name for one in fields(Identity)])
def test_every_part_of_it_counts(field: str) -> None:
    changed = ("late",) if field == "faults" else "other"
    assert replace(ONE, **{field: changed}).fingerprint != ONE.fingerprint  # type: ignore[arg-type]


def test_it_stays_the_same_from_release_to_release_of_posdiag() -> None:
    assert ONE.fingerprint == "b9112369961e2612"


def test_the_order_of_faults_does_not_count() -> None:
    two = replace(ONE, faults=("a", "b"))
    assert two.fingerprint == replace(two, faults=("b", "a")).fingerprint


def test_parts_cannot_run_into_each_other() -> None:
    assert (
        replace(ONE, scenario="a\nb", pos="c").fingerprint
        != replace(ONE, scenario="a", pos="b\nc").fingerprint
    )


def test_seeds_and_lines_are_no_part_of_it() -> None:
    early = identity_of(a_matrix(seeds=5, line=1), failed(3))
    late = identity_of(a_matrix(seeds=5, first_seed=90, line=70), failed(0))
    assert early.fingerprint == late.fingerprint
