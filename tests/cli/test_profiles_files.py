"""profiles lint of single files: each by what it is, with its own faults and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.cli.profiles_files import file_problems, kind_of, root_of
from posdiag.profile.roots import shipped

Posdiag = Callable[..., Any]
RIGS = shipped().parent / "simulators" / "rigs"


def test_a_file_is_known_by_its_keys() -> None:
    assert kind_of(shipped() / "pos/reference/hangang.yaml") == "product"
    assert kind_of(shipped() / "scenarios/barcode.yaml") == "scenario"
    assert kind_of(RIGS / "counter-fs.yaml") == "rig"
    assert kind_of(shipped() / "causes.yaml") == ""


def test_shipped_files_have_no_faults(posdiag: Posdiag) -> None:
    files = [shipped() / "pos/reference/hangang.yaml", shipped() / "scenarios/barcode.yaml"]
    assert posdiag("profiles", "lint", *map(str, [*files, RIGS / "counter-fs.yaml"])).code == 0


@pytest.mark.parametrize(
    ("file", "key"),
    [
        (shipped() / "pos/reference/hangang.yaml", "id"),
        (shipped() / "scenarios/barcode.yaml", "id"),
        (RIGS / "counter-fs.yaml", "rig"),
    ],
)
def test_an_unknown_key_is_told_with_file_and_line(
    file: Path, key: str, posdiag: Posdiag, tmp_path: Path
) -> None:
    copy = tmp_path / file.name
    copy.write_text(file.read_text("utf-8") + "\ncolour: red\n", encoding="utf-8")
    ran = posdiag("profiles", "lint", str(copy))
    assert ran.code == 2
    line = len(copy.read_text("utf-8").splitlines())
    assert f"{copy}:{line}: unknown key `colour`" in ran.out
    assert len(ran.out.splitlines()) == 1


def test_a_profile_below_a_folder_of_profiles_must_be_called_as_it_lies(tmp_path: Path) -> None:
    shelf = tmp_path / "pos" / "reference"
    shelf.mkdir(parents=True)
    text = (shipped() / "pos/reference/hangang.yaml").read_text("utf-8")
    (shelf / "other.yaml").write_text(text, encoding="utf-8")
    assert [one.what for one in file_problems([shelf / "other.yaml"])] == [
        "id `reference/hangang` is not the file's name"
    ]


def test_a_file_of_another_shelf_is_judged_with_its_folder(tmp_path: Path) -> None:
    shelf = tmp_path / "codes"
    shelf.mkdir()
    (shelf / "mine.yaml").write_text("colour: red\n", encoding="utf-8")
    (shelf / "other.yaml").write_text("colour: red\n", encoding="utf-8")
    assert root_of(shelf / "mine.yaml") == tmp_path.resolve()
    found = file_problems([shelf / "mine.yaml"])
    assert found
    assert all("mine.yaml" in one.place for one in found)


def test_what_is_none_of_these_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: b\n", encoding="utf-8")
    (tmp_path / "y.yaml").write_text("a: [\n", encoding="utf-8")
    found = file_problems([tmp_path / "x.yaml", tmp_path / "y.yaml"])
    assert found[0].what.startswith("neither a POS profile")
    assert "not YAML" in found[1].what
