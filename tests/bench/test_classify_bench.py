"""The bench of classify: its texts are enough, named, and never trained on; its scores count rightly."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.classify.mangle import MANGLINGS, WHOLE, mangled
from bench.classify.score import Answered, calibration, confusion, share
from bench.classify.texts import Judged, bare, forms, read_texts
from bench.classify.training import read_lines, rows
from posdiag.classify.repair import repair
from posdiag.classify.result import Classification, Ranked
from posdiag.diagnose.causes import load_causes
from posdiag.profile.roots import Roots

TEXTS = read_texts()


def test_there_are_enough_texts_of_every_cause_and_each_names_its_source() -> None:
    causes = load_causes(Roots.of()).ids()
    counts = Counter(one.causes[0] for one in TEXTS)
    assert len(TEXTS) >= 400
    assert sum(one.lang == "ko" for one in TEXTS) >= 0.6 * len(TEXTS)
    assert min(counts[cause] for cause in causes) >= 5
    assert all(set(one.causes) <= set(causes) and one.source for one in TEXTS)
    assert len({one.text for one in TEXTS}) == len(TEXTS)


def test_no_text_is_in_the_training_rows() -> None:
    judged = forms(TEXTS)
    trained = rows()
    assert len(trained) > 5_000
    assert not [row.text for row in trained if bare(row.text) in judged]


def test_every_cause_has_training_lines() -> None:
    counts = Counter(cause for cause, _ in read_lines())
    assert set(counts) == set(load_causes(Roots.of()).ids())
    assert min(counts.values()) >= 8


def test_manglings_of_which_the_bytes_are_there_are_mended() -> None:
    text = "소비쿠폰 승인이 거절되었습니다"
    made = dict(mangled(text))
    assert set(made) == set(MANGLINGS)
    assert [name for name in WHOLE if text not in repair(made[name]).text] == []


def answered(answer: str, probability: float, right: str) -> Answered:
    told = Classification("t", "t", None, answer, (Ranked(answer, probability),))
    return Answered(Judged("t", (right,), "ko", "log", "s", False), told)


def test_scores_count_what_is_right_and_what_is_sure() -> None:
    found = [
        answered("a", 0.9, "a"),
        answered("b", 0.9, "a"),
        answered("b", 0.5, "b"),
        answered("c", 0.4, "a"),
    ]
    assert share(found, lambda one: one.right) == 0.5
    assert share(found, lambda one: one.confident_error) == 0.25
    error, bins = calibration(found)
    assert error == pytest.approx((abs(1.8 - 1) + abs(0.5 - 1) + abs(0.4 - 0)) / 4)
    assert len(bins) == 3
    assert confusion(found, 1) == [(("a", "b"), 1)]
