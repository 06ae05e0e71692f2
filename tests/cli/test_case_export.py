"""export: one archive for another party, or all cases as rows."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.cli.case_export import AUDIENCES
from posdiag.cli.main import main

Case = Callable[..., Any]
STORY = "저는 김철수고 010-1234-5678, 어제 7시 키오스크에서 두 번 결제됐어요 승인번호 30012345 나이스 단말기"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_archive_is_whole_and_the_same_each_time(case: Case, tmp_path: Path, audience: str) -> None:
    case("new", STORY)
    files = [tmp_path / "a.zip", tmp_path / "b.zip"]
    for file in files:
        ran = case("export", "1", "--for", audience, "--output", str(file))
        assert ran.code == 0
        assert file.name in ran.err
    assert files[0].read_bytes() == files[1].read_bytes()
    with zipfile.ZipFile(files[0]) as opened:
        sums = [row.split("  ") for row in opened.read("SHA256SUMS").decode().splitlines()]
        assert {name for _, name in sums} == set(opened.namelist()) - {"SHA256SUMS"}
        for digest, name in sums:
            assert hashlib.sha256(opened.read(name)).hexdigest() == digest
        everything = b"".join(opened.read(name) for name in opened.namelist()).decode()
    assert "철수" not in everything
    assert "1234-5678" not in everything
    assert ("30012345" in everything) is (audience != "pos-vendor")
    assert "exported" in case("show", "1", "--timeline", "--format", "json").out


def test_what_is_missing_of_the_command_is_told(case: Case, tmp_path: Path) -> None:
    case("new", STORY)
    for arguments, word in (
        (("export", "1"), "--for"),
        (("export", "--for", "van", "--output", str(tmp_path / "x.zip")), "--for"),
    ):
        ran = case(*arguments)
        assert ran.code == 2
        assert word in ran.err
    assert case("export", "9", "--for", "van", "--output", str(tmp_path / "x.zip")).code == 5
    assert not (tmp_path / "x.zip").exists()


def test_all_cases_go_out_as_json_lines_and_csv(case: Case) -> None:
    case("new", STORY)
    case("new", "카드가 안 돼요")
    rows = [json.loads(row) for row in case("export", "--format", "jsonl").out.splitlines()]
    assert [row["id"] for row in rows] == [1, 2]
    assert rows[0]["events"][0]["kind"] == "opened"
    table = case("export", "--format", "csv").out
    assert table.startswith("\ufeffid,opened,status")
    assert "철수" not in table


def test_without_a_file_the_archive_goes_to_a_pipe_but_not_to_a_terminal(
    case: Case, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    case("new", STORY)
    assert main(["case", "export", "1", "--for", "van", "--db", str(tmp_path / "cases.db")]) == 0
    with zipfile.ZipFile(io.BytesIO(capfdbinary.readouterr().out)) as opened:
        assert "case.json" in opened.namelist()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert (
        main(["--lang", "ko", "case", "export", "1", "--for", "van", "--db", str(tmp_path / "cases.db")]) == 2
    )
    assert "--output FILE.zip" in capfdbinary.readouterr().err.decode()
