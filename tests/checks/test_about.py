"""Checks read a few at a time are the same as those read all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.checks.about import ChecksAbout
from posdiag.checks.load import load_checks
from posdiag.diagnose.causes import load_causes
from posdiag.errors import InputError
from posdiag.profile.roots import Roots

ROOTS = Roots.of()
CAUSES = load_causes(ROOTS)


def test_a_check_read_alone_is_the_check_read_with_all_others() -> None:
    whole = load_checks(ROOTS, CAUSES)
    about = ChecksAbout(ROOTS, CAUSES).about(["txn.duplicate", "coupon.not_applied"])
    assert 5 < len(about) < len(whole)
    for check in about:
        assert whole[check.id] == check
        assert whole[check.id].place == check.place


def test_every_check_is_about_some_cause() -> None:
    found = ChecksAbout(ROOTS, CAUSES).about(CAUSES.ids())
    assert {check.id for check in found} == {check.id for check in load_checks(ROOTS, CAUSES)}


def test_a_check_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    text = "checks:\n  - id: odd\n    kind: nonsense\n    likely:\n      - {of: [txn], a: 5}\n"
    (tmp_path / "checks.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"checks\.yaml:3"):
        ChecksAbout(Roots((tmp_path,)), CAUSES).about(["txn.duplicate"])
