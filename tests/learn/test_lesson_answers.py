"""Answers that are late, doubled or for a part show what a POS makes of them."""

from __future__ import annotations

import pytest

from posdiag.profile.traits import LateAnswer, PartialApproval
from tests.learn.made import learnt


@pytest.mark.parametrize(
    ("label", "late", "part"),
    [
        ("reference/hangang@1.1", LateAnswer.TAKE_NEXT, PartialApproval.AS_FULL),
        ("reference/hangang@2.0", LateAnswer.DROP, PartialApproval.AS_FULL),
        ("reference/hangang@3.1", LateAnswer.MATCH, PartialApproval.SUPPORTED),
        ("reference/iso-bcd@1.2", LateAnswer.MATCH, PartialApproval.AS_DECLINE),
    ],
)
def test_each_way_is_told_apart(label: str, late: LateAnswer, part: PartialApproval) -> None:
    found = learnt(label)
    assert found.get("late_answer") is late
    assert found.get("partial_approval") is part


def test_routes_are_learnt_from_a_refusal() -> None:
    assert learnt("reference/kiosk-cheonggye@1.1").get("routes") == ("pg",)
    assert learnt("reference/hangang@3.1").get("routes") == ("van",)
