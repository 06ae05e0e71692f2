"""Shipped data is found, and a folder that holds none of ours is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.errors import InputError
from posdiag.profile import roots
from posdiag.profile.roots import Roots, shipped


def test_a_checkout_has_its_profiles_beside_the_package() -> None:
    assert (shipped() / "pos" / "reference" / "hangang.yaml").is_file()


def test_a_wheel_has_them_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "posdiag" / "_profiles"
    inside.mkdir(parents=True)
    monkeypatch.setattr(roots, "__file__", str(tmp_path / "posdiag" / "profile" / "roots.py"))
    assert shipped() == inside


def test_missing_profiles_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roots, "__file__", str(tmp_path / "posdiag" / "profile" / "roots.py"))
    with pytest.raises(InputError, match="install posdiag again"):
        shipped()


def test_a_users_folder_without_a_shelf_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        Roots.of([tmp_path, tmp_path / "none"])
    assert len(error.value.problems) == 2


def test_files_come_in_order_with_ids_of_their_place(folder: Path) -> None:
    found = list(Roots((folder,)).files("pos"))
    assert [(file.id, file.shown_as) for file in found] == [
        ("reference/till", "profiles/pos/reference/till.yaml")
    ]


def test_a_users_file_is_shown_as_it_lies(folder: Path) -> None:
    mine = [file for file in Roots.of([folder]).files("dialects") if file.id == "small"]
    assert mine[0].shown_as == (folder / "dialects" / "small.yaml").as_posix()


def test_a_single_file_is_found_in_every_root_that_has_it(folder: Path) -> None:
    (folder / "instruments.yaml").write_text("kind: reference\n", encoding="utf-8")
    assert len(list(Roots.of([folder]).single("instruments.yaml"))) == 2
