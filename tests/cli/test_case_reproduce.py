"""reproduce: a case that names a POS is replayed, and the run stays with it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Case = Callable[..., Any]


def test_a_case_is_replayed_attached_and_repeated_by_one_command(
    case: Case, posdiag: Callable[..., Any], tmp_path: Path
) -> None:
    case("new", "키오스크에서 소비쿠폰 체크카드로 결제했는데 일반결제로 나갔어요")
    case("answer", "1", "pos=reference/kiosk-cheonggye")
    ran = case("reproduce", "1", "--cause", "channel.unsupported")
    assert ran.code == 0
    assert "같은 원인으로 나타남" in ran.out
    assert "POS" in ran.out
    run = json.loads(case("show", "1", "--format", "json").out)["runs"][0]
    assert run["schema"] == "posdiag/run/1"
    assert run["same"] is True
    assert run["transcript"]
    command = shlex.split(run["command"])
    assert command[0] == "posdiag"
    again = posdiag(*command[1:], "--format", "json")
    assert again.code == 0
    frames = [[frame["hex"] for frame in one["transcript"]] for one in (json.loads(again.out), run)]
    assert frames[0] == frames[1]
    assert len(json.loads(case("show", "1", "--format", "json").out)["runs"]) == 1, "a repeat takes its place"


def test_the_replay_goes_with_the_archive_and_opens_as_a_capture(
    case: Case, posdiag: Callable[..., Any], tmp_path: Path
) -> None:
    import zipfile

    case("new", "키오스크에서 결제했는데 일반결제로 나갔어요")
    case("reproduce", "1", "--pos", "reference/kiosk-cheonggye", "--cause", "channel.unsupported")
    case("export", "1", "--for", "van", "--output", str(tmp_path / "a.zip"))
    with zipfile.ZipFile(tmp_path / "a.zip") as opened:
        opened.extractall(tmp_path)
    ran = posdiag("explain", str(tmp_path / "run-1-capture.log"), "--format", "jsonl")
    assert json.loads(ran.out.splitlines()[0])["causes"] is not None
    assert "승인요청" in (tmp_path / "run-1-ladder.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("reproduce", "1"), "POS 프로필이 없습니다"),
        (("reproduce", "1", "--pos", "reference/nonsense"), "nonsense"),
        (("reproduce", "1", "--pos", "reference/hangang", "--cause", "txn.duplicat"), "txn.duplicate"),
        (
            ("reproduce", "1", "--pos", "reference/hangang", "--cause", "enquiry.balance"),
            "재생으로 다시 만들 수 없습니다",
        ),
    ],
)
def test_what_cannot_be_replayed_is_told_with_the_reason(
    case: Case, arguments: tuple[str, ...], words: str
) -> None:
    case("new", "카드가 안 돼요")
    ran = case(*arguments)
    assert ran.code == 2
    assert words in ran.err
