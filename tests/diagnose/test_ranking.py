"""Fitted weights: what is written can be read again, and what is no such file is said to be none."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.diagnose.channels import Channel
from posdiag.diagnose.ranking import (
    Fitted,
    Ranking,
    Second,
    load_ranking,
    ranking_text,
    read_ranking,
    scale_key,
)
from posdiag.errors import InputError
from posdiag.profile.roots import Roots

SOME = Ranking(
    bias={"a.b": 0.5, "c.d": -1.25},
    weights={"link.mute": {"a.b": 2.0, "c.d": -0.004}, "has:ecr": {"c.d": 0.75}},
    likeness=3.5,
    scale={"ecr+host": 1.2, "": 1.5},
    usual={"a.b": {"link.mute": 0.25, "line.cut": 0.004}},
    second=Second(-3.5, 0.5, 1.25),
    fitted=Fitted("python -m bench.accuracy.fit", 10, 0, "2026-11-27"),
)


def test_weights_are_read_as_they_were_written_without_the_noise(tmp_path: Path) -> None:
    path = tmp_path / "ranking.json"
    path.write_text(ranking_text(SOME), encoding="utf-8")
    read = read_ranking(path)
    assert (read.bias, read.likeness, read.scale, read.fitted) == (SOME.bias, 3.5, SOME.scale, SOME.fitted)
    assert read.weights == {"link.mute": {"a.b": 2.0}, "has:ecr": {"c.d": 0.75}}
    assert (read.usual, read.second) == ({"a.b": {"link.mute": 0.25}}, SOME.second)
    assert ranking_text(read) == ranking_text(SOME)


def test_a_second_is_likelier_the_more_it_alone_explains_and_the_rarer_that_is() -> None:
    second = SOME.second
    assert 0 < second.likelihood(-2.0, 1.0) < second.likelihood(2.0, 1.0) < second.likelihood(2.0, 4.0) < 1


def test_the_scale_goes_by_the_channels_and_falls_back_to_the_general_one() -> None:
    assert scale_key({Channel.HOST, Channel.ECR}) == "ecr+host"
    assert SOME.scale_for({Channel.HOST, Channel.ECR}) == 1.2
    assert SOME.scale_for({Channel.HOST}) == 1.5
    assert Ranking().scale_for({Channel.HOST}) == 1.0


@pytest.mark.parametrize("text", ["", "[]", "{", '{"schema": "posdiag/ranking/1"}', "\x00"])
def test_what_is_no_such_file_is_the_users_to_mend(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ranking.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"ranking\.json: no weights can be read"):
        read_ranking(path)


def test_a_folder_without_weights_keeps_those_of_the_others(tmp_path: Path) -> None:
    (tmp_path / "pos").mkdir()
    assert load_ranking(Roots.of([tmp_path])) == load_ranking(Roots.of())
    (tmp_path / "ranking.json").write_text(ranking_text(SOME), encoding="utf-8")
    assert load_ranking(Roots.of([tmp_path])).likeness == 3.5
