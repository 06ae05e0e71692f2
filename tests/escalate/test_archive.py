"""The archive opens anywhere, is whole by its own list, and is the same bytes for the same case."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.escalate.archive import SUMS, archived

NAMES = st.from_regex(r"[a-z][a-z0-9.-]{0,12}", fullmatch=True).filter(lambda name: name != SUMS)
FILES = st.dictionaries(NAMES, st.text(st.characters(codec="utf-8"), max_size=60), max_size=5)


@given(FILES)
def test_what_goes_in_comes_out_with_its_checksum(files: dict[str, str]) -> None:
    data = archived(files)
    assert data == archived(dict(reversed(files.items()))), "the order of writing does not matter"
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.testzip() is None
        assert set(opened.namelist()) == {*files, SUMS}
        rows = [row.split("  ") for row in opened.read(SUMS).decode().splitlines()]
        sums = {name: digest for digest, name in rows}
        for name, text in files.items():
            assert opened.read(name).decode() == text
            assert sums[name] == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.skipif(not (shutil.which("unzip") and shutil.which("sha256sum")), reason="no unzip or sha256sum")
def test_other_programs_open_it_and_check_it(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archived({"README.txt": "읽어 보세요\n", "case.json": "{}\n"}))
    subprocess.run(["unzip", "-q", "a.zip"], cwd=tmp_path, check=True)
    checked = subprocess.run(
        ["sha256sum", "-c", SUMS], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert checked.stdout.count("OK") == 2
    (tmp_path / "case.json").write_text("{ }\n")
    assert subprocess.run(["sha256sum", "-c", SUMS], cwd=tmp_path, capture_output=True).returncode != 0
