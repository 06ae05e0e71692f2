"""shrink: a file that fails again, words where nothing fails, and what is wrong with a command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.assembly_isolate import Stage
from posdiag.cli.shrink import MOST_REPLAYS
from posdiag.errors import LinkError, Problem
from posdiag.isolate.outcome import Outcome
from posdiag.isolate.shrink import MOST_REPLAYS as OF_THE_SEARCH

Posdiag = Callable[..., Any]
PARTIAL = ("shrink", "partial-approval", "--pos", "reference/hangang@3.0")


def test_the_shrunken_file_fails_again_as_diagnose_reads_it(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    ran = posdiag(*PARTIAL, "--output", str(path))
    assert (ran.code, ran.err) == (0, "")
    assert "fails at 10,001 won, passes at 10,000 won" in ran.out
    assert "1. tid stan sent_at route business_no amount    1. tid stan amount\n" in ran.out
    assert "the same failure" in ran.out
    again = posdiag("diagnose", str(path), "--pos", "reference/hangang@3.0", "--format", "json", "--no-prove")
    assert again.code == 1
    (run,) = json.loads(again.out)["runs"]
    assert run["causes"][0]["cause"] == "pos.version_incompatible.partial_approval"
    assert (run["money"]["charged"], run["money"]["booked"]) == (10_000, 10_001)
    text = path.read_text(encoding="utf-8")
    assert "kind: reference" in text
    assert "shrunk by posdiag from partial-approval" in text
    assert "--seed 0" in text


def test_faults_are_shrunk_into_the_file(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "slow.yaml"
    faults = ("--fault", "pause:ms=5000", "--fault", "ack-lost:p=0.1")
    ran = posdiag(
        *("shrink", "sale-within-balance", "--pos", "reference/hangang@3.1", *faults),
        *("--output", str(path), "--format", "json"),
    )
    told = json.loads(ran.out)
    edges = {edge["name"]: (edge["fails_at"], edge["passes_at"]) for edge in told["boundaries"]}
    assert edges["pause:ms"] == (1_001, 1_000)
    assert told["before"]["fields"][0][:3] == ["tid", "stan", "sent_at"]
    assert told["after"]["fields"] == [["tid", "stan", "amount"]]
    assert told["after"]["faults"] == ["pause:ms=1001,at=1,count=6"]
    assert (told["schema"], told["minimal"], told["confirmed"]) == ("posdiag/shrink/1", True, True)
    assert path.read_text(encoding="utf-8") == told["scenario_yaml"]
    assert posdiag("diagnose", str(path), "--pos", "reference/hangang@3.1", "--no-prove").code == 1


def test_the_same_seed_gives_the_same_file_in_korean_too(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    words = (*PARTIAL, "--seed", "3", "--output", str(path))
    report, one = posdiag(*words, lang="ko").out, path.read_text(encoding="utf-8")
    assert posdiag(*words, lang="ko").out == report
    assert path.read_text(encoding="utf-8") == one
    assert one.startswith("# partial-approval에서 posdiag가 줄였습니다.")
    assert "10,001원에서 실패, 10,000원에서 통과" in report
    assert "부분승인 미지원" in report


def test_where_nothing_fails_it_is_said_and_no_file_appears(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    ran = posdiag("shrink", "sale-within-balance", "--pos", "hangang@3.1", "--output", str(path))
    assert ran.code == 0
    assert ran.out == "Nothing to shrink: sale-within-balance does not fail on reference/hangang@3.1.\n"
    assert not list(tmp_path.iterdir())
    told = posdiag("shrink", "sale-within-balance", "--pos", "hangang@3.1", "--format", "json")
    assert json.loads(told.out)["fails"] is False


def test_the_limit_on_replays_is_kept_and_told(posdiag: Posdiag) -> None:
    ran = posdiag(*PARTIAL, "--most-replays", "30", "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["replays"], told["minimal"], told["confirmed"]) == (0, 30, False, True)
    assert "--most-replays" in posdiag(*PARTIAL, "--most-replays", "30").out
    assert MOST_REPLAYS == OF_THE_SEARCH


@pytest.mark.parametrize(
    ("words", "place", "remedy"),
    [
        (("partial-approval",), "--pos", "posdiag shrink --help"),
        ((), "SCENARIO", "posdiag shrink --help"),
        (("partial-approvl", "--pos", "hangang@3.0"), "SCENARIO partial-approvl", "did you mean"),
        (("tag:qr", "--pos", "hangang@3.0"), "SCENARIO tag:qr", "give one"),
        (("barcode", "--pos", "hangang"), "--pos hangang", "@3.1"),
        (("barcode", "--pos", "hangang@9"), "--pos hangang@9", "its releases"),
        (("barcode", "--pos", "hangang@3.0", "--output", "x.txt"), "--output x.txt", "x.yaml"),
        (("barcode", "--pos", "hangang@3.0", "--fault", "nosuch"), "--fault nosuch", "one of"),
        (("barcode", "--pos", "hangang@3.0", "--terminal", "sim:nosuch"), "--terminal sim:nosuch", "one of"),
        (("barcode", "--pos", "hangang@3.0", "--most-replays", "0"), "--most-replays", "--help"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_a_remedy(
    posdiag: Posdiag, words: tuple[str, ...], place: str, remedy: str
) -> None:
    ran = posdiag("shrink", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{place}: ")
    assert remedy in ran.err


@pytest.mark.parametrize(
    ("stop", "code", "words"),
    [
        (LinkError(Problem("tcp://127.0.0.1:1", "gone", "plug it in")), 3, "tcp://127.0.0.1:1: gone"),
        (KeyboardInterrupt(), 130, "Interrupted."),
    ],
)
def test_what_was_found_before_the_end_is_kept(
    posdiag: Posdiag,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop: BaseException,
    code: int,
    words: str,
) -> None:
    played, real = 0, Stage.play

    def play(self: Stage, *case: Any) -> Outcome:
        nonlocal played
        played += 1
        if played > 20:
            raise stop
        return real(self, *case)

    monkeypatch.setattr(Stage, "play", play)
    path = tmp_path / "part.yaml"
    ran = posdiag(*PARTIAL, "--output", str(path))
    assert ran.code == code
    assert words in ran.err
    assert "Interrupted. This far it was shrunk" in ran.out
    monkeypatch.setattr(Stage, "play", real)
    assert posdiag("diagnose", str(path), "--pos", "reference/hangang@3.0", "--no-prove").code == 1
    played = 99
    monkeypatch.setattr(Stage, "play", play)
    ran = posdiag(*PARTIAL, "--output", str(tmp_path / "never.yaml"))
    assert (ran.code, ran.out) == (code, "")
    assert not (tmp_path / "never.yaml").exists()


def test_a_failure_that_does_not_come_again_is_no_success(
    posdiag: Posdiag, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posdiag.isolate.outcome.same_failure", lambda wanted, seen: False)
    ran = posdiag(*PARTIAL)
    assert ran.code == 3
    assert "did not show the failure" in ran.err
