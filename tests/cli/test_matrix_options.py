"""Which replays a command line means: scenarios, releases, rigs, expressions, seeds, changed files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.assembly_folders import use_folders
from posdiag.cli.matrix_options import Asked, matrix_of, matrix_options
from posdiag.errors import InputError, NothingSelected
from posdiag.matrix.cells import Matrix
from tests.cli.test_changed_since import git

ASKED = Asked((), (), (), None, None, (), (), 0, None, None, 1, None, None, "distinct", "en")


@pytest.fixture(autouse=True)
def no_folders() -> Iterator[None]:
    yield
    use_folders(())


def told(matrix: Matrix) -> set[tuple[str, str, str]]:
    cells = [matrix.cell(index) for index in range(0, len(matrix), matrix.seeds)]
    return {(cell.scenario.id, cell.release.label, cell.terminal) for cell in cells}


def test_without_anything_it_is_everything_at_each_releases_own_rig() -> None:
    matrix = matrix_of(ASKED)
    assert len(matrix) == len(assembly.scenarios()) * len(assembly.library().select(()))
    assert all(
        matrix.releases[square.release].rig == square.terminal.removeprefix("sim:")
        for square in matrix.squares
    )


def test_scenarios_releases_and_an_expression_narrow_it() -> None:
    matrix = matrix_of(
        replace(ASKED, scenarios=("tag:qr",), pos=("reference/*@>=3.0",), expression="not qr-shop")
    )
    assert matrix.squares
    for scenario, label, _ in told(matrix):
        assert "qr" in assembly.scenarios()[scenario].tags
        assert scenario != "qr-shop"
        assert float(label.partition("@")[2]) >= 3


def test_rigs_are_an_axis() -> None:
    matrix = matrix_of(
        replace(ASKED, scenarios=("barcode",), pos=("reference/hangang@3.1",), rigs=("own", "own@*"))
    )
    terminals = [square.terminal for square in matrix.squares]
    assert terminals[0] == "sim:counter-fs"
    assert len(terminals) > 1
    assert all(terminal.startswith("sim:counter-fs@") for terminal in terminals[1:])


@pytest.mark.parametrize(
    ("asked", "seeds"),
    [
        (replace(ASKED, seed=7), (7, 1)),
        (replace(ASKED, seed=7, repeat=3), (7, 3)),
        (replace(ASKED, seeds="10..19"), (10, 10)),
    ],
)
def test_seeds_come_in_a_row(asked: Asked, seeds: tuple[int, int]) -> None:
    matrix = matrix_of(replace(asked, scenarios=("barcode",), pos=("reference/hangang@3.1",)))
    assert (matrix.first_seed, matrix.seeds) == seeds
    assert len(matrix) == seeds[1]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (replace(ASKED, seeds="9..1"), "--seeds 9..1"),
        (replace(ASKED, seeds="a"), "--seeds a"),
        (replace(ASKED, seeds="0..9", repeat=2), "--seeds 0..9"),
        (replace(ASKED, seeds="0..99999999"), "--seeds"),
        (replace(ASKED, expression="qr and"), "-k 'qr and'"),
        (replace(ASKED, rigs=("no-such",)), "--rig no-such"),
        (replace(ASKED, faults=("no-such:x=1",)), "--fault no-such:x=1"),
        (replace(ASKED, scenarios=("no-such",)), "SCENARIO no-such"),
    ],
)
def test_what_is_wrong_is_told_with_its_option(asked: Asked, place: str) -> None:
    with pytest.raises(InputError) as caught:
        matrix_of(asked)
    assert caught.value.problems[0].place == place
    assert caught.value.problems[0].what


def test_a_selection_that_meets_nothing_is_no_success() -> None:
    with pytest.raises(NothingSelected, match="no replay matches"):
        matrix_of(replace(ASKED, expression="qr and not qr"))


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """A folder of profiles in git: one product and two scenarios, all committed."""
    shipped = assembly.library().roots.folders[0]
    for shelf, name, new in (
        *(("scenarios", "barcode", "our-barcode"), ("scenarios", "qr-shop", "our-qr")),
        ("pos/reference", "hangang", "our-till"),
    ):
        (tmp_path / shelf).mkdir(parents=True, exist_ok=True)
        text = (
            (shipped / shelf / f"{name}.yaml").read_text(encoding="utf-8").replace(f"{name}\n", f"{new}\n", 1)
        )
        (tmp_path / shelf / f"{new}.yaml").write_text(text, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def test_only_what_changed_files_touch_is_played(own_folder: Path) -> None:
    asked = replace(ASKED, folders=(own_folder,), pos=("our-till",), changed_since="HEAD")
    with pytest.raises(NothingSelected):
        matrix_of(asked)
    story = own_folder / "scenarios" / "our-qr.yaml"
    story.write_text(story.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert {scenario for scenario, _, _ in told(matrix_of(asked))} == {"our-qr"}
    product = own_folder / "pos" / "reference" / "our-till.yaml"
    product.write_text(product.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    everything = matrix_of(replace(asked, changed_since=None))
    assert told(matrix_of(asked)) == told(everything)
    assert {scenario for scenario, _, _ in told(everything)} >= {"our-qr", "barcode"}


def test_every_option_of_a_call_is_taken() -> None:
    names = {option.name: None for option in matrix_options("en")} | {"form": "text"}
    options: dict[str, object] = dict(names)
    asked = Asked.of(options, "ko")
    assert options == {"form": "text"}
    assert asked.lang == "ko"
