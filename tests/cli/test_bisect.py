"""bisect: versions are shown as they are played, changes with their culprits, and what ended it early."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.assembly_isolate import Stage
from posdiag.errors import LinkError, Problem
from posdiag.isolate.outcome import Outcome

Posdiag = Callable[..., Any]
SEORAK = ("bisect", "sale-within-balance", "--pos", "reference/seorak")


def test_releases_are_shown_and_the_culprit_is_named(posdiag: Posdiag) -> None:
    ran = posdiag(*SEORAK)
    assert (ran.code, ran.err) == (0, "")
    rows = ran.out.splitlines()
    assert rows[0] == "sale-within-balance · reference/seorak 2.0 … 3.1 · sim:counter-enq · --seed 0"
    assert [row[:7].strip() for row in rows[1:7]] == ["2.0 ✓", "2.1 ✓", "2.2 ✗", "2.3 ✓", "3.0 ✓", "3.1 ✓"]
    assert "lacks wire" in rows[3]
    assert "first bad    2.2  (2.1 → 2.2 · profiles/pos/reference/seorak.yaml:40)" in ran.out
    assert "good again   2.3" in ran.out
    assert "culprit      wire.handshake: proven by replay: 2.1 with this alone fails." in ran.out
    assert "not monotone" in ran.out
    assert "since they are at most 16" in ran.out


def test_korean_says_the_same(posdiag: Posdiag) -> None:
    out = posdiag(*SEORAK, lang="ko").out
    for words in ("처음 실패    2.2", "다시 정상    2.3", "원인 특성    wire.handshake", "없는 기능: wire"):
        assert words in out


def test_json_has_steps_changes_and_culprits(posdiag: Posdiag) -> None:
    document = json.loads(posdiag(*SEORAK, "--format", "json").out)
    (told,) = document["bisections"]
    assert (document["schema"], told["schema"]) == ("posdiag/bisections/1", "posdiag/bisect/1")
    assert [step["counts_as"] for step in told["steps"]] == ["good", "good", "bad", "good", "good", "good"]
    assert (told["first_bad"], told["good_again"], told["monotone"]) == ("2.2", "2.3", False)
    assert told["changes"][0]["culprit"]["traits"] == ["wire.handshake"]
    assert told["changes"][0]["traits"][1]["place"] == "profiles/pos/reference/seorak.yaml:48"


def test_several_scenarios_are_searched_one_after_the_other(posdiag: Posdiag) -> None:
    ran = posdiag("bisect", "barcode", "contactless", "--pos", "hangang", "--format", "json")
    assert [one["scenario"] for one in json.loads(ran.out)["bisections"]] == ["barcode", "contactless"]


def test_another_failure_before_it_is_told(posdiag: Posdiag) -> None:
    out = posdiag("bisect", "partial-approval", "--pos", "hangang").out
    assert "1.0 fails otherwise: the failure may have been there before, unseen." in out
    assert "versions that fail otherwise: 1.0; --any counts them too." in out
    every = json.loads(
        posdiag("bisect", "partial-approval", "--pos", "hangang", "--any", "--format", "json").out
    )
    assert [step["counts_as"] for step in every["bisections"][0]["steps"]] == ["bad"] * 5 + ["good"]


def test_firmware_is_searched_too(posdiag: Posdiag) -> None:
    ran = posdiag("bisect", "barcode", "--pos", "hangang@3.1", "--firmware", "sim:counter-fs")
    assert ran.code == 0
    assert "good again   2.0  (1.4 → 2.0 · rigs/counter-fs.yaml:" in ran.out
    assert "mended by    entries:" in ran.out


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_recorded_run_is_searched_and_held_against_its_record(
    posdiag: Posdiag, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "runs.json"
    posdiag(
        *("diagnose", "timeout-retry", "--pos", "reference/hangang@1.1", "--pos", "reference/hangang@3.1"),
        *("--seed", "4", "--no-prove", "--format", form, "--output", str(path)),
    )
    ran = posdiag("bisect", "--run", str(path))
    assert ran.code == 0
    assert "reference/hangang@1.1 comes out again as it was recorded." in ran.out
    assert "good again   2.0" in ran.out
    assert "--seed 4" in ran.out
    path.write_text(path.read_text(encoding="utf-8").replace('"charges":2', '"charges":5'), encoding="utf-8")
    assert "warning: reference/hangang@1.1 was recorded as" in posdiag("bisect", "--run", str(path)).out
    told = json.loads(posdiag("bisect", "--run", str(path), "--format", "json").out)
    assert told["bisections"][0]["recorded"]["reproduced"] is False


def test_a_file_in_which_nothing_failed_is_told_so(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "runs.json"
    posdiag("diagnose", "barcode", "--pos", "hangang@3.1", "--format", "json", "--output", str(path))
    ran = posdiag("bisect", "--run", str(path))
    assert (ran.code, ran.out) == (0, f"{path}: no run in it failed, so there is nothing to look for.\n")


def test_where_no_release_fails_it_is_said(posdiag: Posdiag) -> None:
    out = posdiag("bisect", "sale-within-balance", "--pos", "hangang@>=2.0").out
    assert "no version that was played fails." in out
    assert "older than this range" in posdiag("bisect", "keyed-entry", "--pos", "kiosk-cheonggye").out


def test_what_is_wrong_ends_with_2(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{", encoding="utf-8")
    for words in (("--run", str(path)), ("barcode", "--pos", "hangang", "--from", "9"), ()):
        ran = posdiag("bisect", *words)
        assert (ran.code, ran.out) == (2, "")
        assert "\n    " in ran.err


@pytest.mark.parametrize(
    ("stop", "code", "words"),
    [
        (LinkError(Problem("tcp://127.0.0.1:1", "gone", "plug it in")), 3, "tcp://127.0.0.1:1: gone"),
        (KeyboardInterrupt(), 130, "Interrupted."),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_was_played_before_the_end_is_told(
    posdiag: Posdiag, monkeypatch: pytest.MonkeyPatch, stop: BaseException, code: int, words: str, form: str
) -> None:
    played, real = 0, Stage.play

    def play(self: Stage, *case: Any) -> Outcome:
        nonlocal played
        played += 1
        if played > 3:
            raise stop
        return real(self, *case)

    monkeypatch.setattr(Stage, "play", play)
    ran = posdiag(*SEORAK, "--format", form)
    assert ran.code == code
    assert words in ran.err
    if form == "text":
        assert "ended after 3 of 6 versions." in ran.out
    else:
        document = json.loads(ran.out)
        assert (document["interrupted"], len(document["bisections"][0]["steps"])) == (True, 3)
