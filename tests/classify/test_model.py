"""The model: a file written is the model read, and scores are sums of rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.classify.classifier import MODEL_FILE
from posdiag.classify.model import Model, read_model, softmax, write_model
from posdiag.diagnose.causes import load_causes
from posdiag.profile.roots import Roots, shipped

HEAD = {"causes": ["a", "b"], "temperature": 1.0, "scale": 0.5, "bias": [0.0, 1.0]}
#: Two features, each with a weight for a and b and its own square.
ROWS = bytes([128, 132, 5, 130, 126, 4])


def test_a_file_written_is_read_again(tmp_path: Path) -> None:
    write_model(tmp_path / "m", HEAD, ["=x", "가"], ROWS)
    model = read_model(tmp_path / "m")
    assert (model.causes, len(model)) == (("a", "b"), 2)
    assert (
        model.scores(["가", "=x", "=unknown"]).logits
        == Model(HEAD, ["=x", "가"], ROWS).scores(["=x", "가"]).logits
    )


def test_scores_are_sums_of_rows_over_the_length() -> None:
    scores = Model(HEAD, ["=x", "가"], ROWS).scores(["가", "=x", "=y"])
    first, second = scores.logits  # only what lies between them means anything
    assert second - first == pytest.approx((-2 + 4) * 0.5 / 3 + 1.0 - (2 + 0) * 0.5 / 3)
    assert (scores.known, len(scores.asked)) == (2, 3)


def test_more_features_than_a_lane_holds_add_up_all_the_same() -> None:
    words = [f"w{number:03d}" for number in range(900)]
    model = Model(HEAD, words, bytes([255, 0, 1]) * 900)
    first, second = model.scores(words).logits
    assert first - second == pytest.approx((127 + 128) * 900 * 0.5 / 30 - 1.0)


def test_what_speaks_for_a_cause_is_told_the_loudest_first() -> None:
    model = Model(HEAD, ["=x", "=y", "가나"], bytes([128, 132, 5, 200, 128, 1, 150, 100, 4]))
    assert model.telling(model.scores({"=x", "가나", "=y", "no"}), "a") == ["=y", "가나"]
    assert model.telling(model.scores({"=x", "가나"}), "b") == []


def test_the_temperature_divides_the_scores() -> None:
    warm = Model({**HEAD, "temperature": 2.0}, ["=x", "가"], ROWS).scores(["=x", "가"]).logits
    cold = Model(HEAD, ["=x", "가"], ROWS).scores(["=x", "가"]).logits
    assert warm == pytest.approx([one / 2 for one in cold])


def test_all_rows_are_made_once_many_were() -> None:
    words = [f"w{number:03d}" for number in range(400)]
    model = Model(HEAD, words, bytes([130, 126, 4]) * 400)
    alone = [model.scores([word]).logits for word in words]
    assert alone == [Model(HEAD, words, bytes([130, 126, 4]) * 400).scores(["w399"]).logits] * 400


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b'{"schema":"other"}\n')
    with pytest.raises(ValueError, match=r"bench\.classify\.fit"):
        read_model(tmp_path / "m")


def test_softmax_sums_to_one() -> None:
    assert sum(softmax([1.0, 2.0, 900.0])) == pytest.approx(1.0)


def test_the_shipped_weights_know_every_cause_and_are_small() -> None:
    assert read_model(shipped() / MODEL_FILE).causes == load_causes(Roots.of()).ids()
    assert (shipped() / MODEL_FILE).stat().st_size <= 3_000_000
