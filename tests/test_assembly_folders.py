"""The user's own folders are read beside the shipped one, from the next look on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.assembly_folders import own_folders, use_folders


@pytest.fixture(autouse=True)
def no_folders() -> Iterator[None]:
    yield
    use_folders(())


def test_products_and_scenarios_of_a_folder_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    shipped = assembly.library().roots.folders[0]
    for shelf, name, new in (
        ("scenarios", "sale-within-balance", "our-sale"),
        ("pos/reference", "hangang", "our-till"),
    ):
        (tmp_path / shelf).mkdir(parents=True)
        text = (
            (shipped / shelf / f"{name}.yaml").read_text(encoding="utf-8").replace(f"{name}\n", f"{new}\n", 1)
        )
        (tmp_path / shelf / f"{new}.yaml").write_text(text, encoding="utf-8")
    use_folders([tmp_path])
    assert own_folders() == (tmp_path,)
    assert "our-sale" in assembly.scenarios()
    assert "reference/our-till" in assembly.library().products
    assert assembly.house().library is assembly.library()
    shutil.rmtree(tmp_path / "pos")
    use_folders(())
    assert "our-sale" not in assembly.scenarios()


def test_the_same_folders_again_keep_what_was_read() -> None:
    known = assembly.library()
    use_folders([])
    assert assembly.library() is known
