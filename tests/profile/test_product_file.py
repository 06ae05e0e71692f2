"""A product file anywhere is read beside the shipped ones, and judged by the same rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.errors import InputError
from posdiag.profile.library import Library
from posdiag.profile.product_file import faults_of_product, file_of, id_by_place
from posdiag.profile.roots import shipped

MINE = """\
id: acme/till
kind: measured
vendor: acme
source: 2026-01-01 transcript till.jsonl
name: {ko: 계산대, en: Till}
rig: counter-fs
like: reference/hangang@3.0
releases:
  - {release: "1.0", date: 2026-01-01, source: "on 2026-01-01", note: {ko: 가, en: a}, changes: {retries: 2}}
  - {release: "1.1", date: 2026-02-01, source: "on 2026-02-01", note: {ko: 가, en: a}, changes: {retries: 3}}
"""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a/b.yaml", (Path("a/b.yaml"), "")),
        ("b.yml@>=2.0", (Path("b.yml"), ">=2.0")),
        ("reference/hangang@2.0", None),
        ("reference/*", None),
    ],
)
def test_an_argument_names_a_file_by_its_end(text: str, meant: object) -> None:
    assert file_of(text) == meant


def test_a_file_gives_its_releases_beside_those_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(MINE, encoding="utf-8")
    file = str(tmp_path / "mine.yaml")
    library = Library.load()
    assert [one.label for one in library.select((file,))] == [f"{file}@1.0", f"{file}@1.1"]
    labels = [one.label for one in library.select((f"{file}@newest", "reference/hangang@1.0"))]
    assert labels == ["reference/hangang@1.0", f"{file}@1.1"]
    assert library.select((f"{file}@1.0",))[0].traits.partial_approval.value == "as-full"


def test_faults_of_a_file_are_told_all_at_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        MINE.replace("retries: 2", "retries: many").replace("acme\n", "other\n"), encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        Library.load().select((str(file),))
    assert len(caught.value.problems) >= 2
    assert all(problem.place.startswith(f"{file}:") for problem in caught.value.problems)


def test_a_file_that_is_not_there_is_told_by_its_argument() -> None:
    with pytest.raises(InputError, match=r"--pos gone\.yaml: no such file"):
        Library.load().select(("gone.yaml",))


def test_the_folders_tell_the_id() -> None:
    assert id_by_place(Path("/x/pos/acme/till.yaml")) == "acme/till"
    assert id_by_place(Path("/x/till.yaml")) == ""
    library = Library.load()
    shipped_file = shipped() / "pos/reference/hangang.yaml"
    assert faults_of_product(shipped_file, library.roots, library.dialects, None) == []
