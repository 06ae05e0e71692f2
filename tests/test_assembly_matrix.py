"""A matrix played in this process: what is kept of a replay is what `diagnose` says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.assembly_folders import use_folders
from posdiag.assembly_matrix import Job, Play, Player, Whole, data_digest, player_of, rig_files, rigs
from posdiag.engine import RunEnded
from posdiag.matrix.again import plan_of
from posdiag.matrix.cells import Matrix, Square
from posdiag.matrix.played import Played
from posdiag.record import Verdict
from posdiag.report.json_run import run_line
from posdiag.report.redact import Shown, masked


def shipped(names: tuple[str, ...], pos: str, faults: tuple[str, ...] = (), seeds: int = 1) -> Matrix:
    scenarios = tuple(assembly.scenarios()[name] for name in names)
    releases = assembly.library().select([pos])
    squares = tuple(
        Square(at, number, f"sim:{release.rig}")
        for number, release in enumerate(releases)
        for at in range(len(scenarios))
    )
    return Matrix(scenarios, releases, squares, 0, seeds, faults)


@pytest.fixture
def matrix() -> Matrix:
    return shipped(("sale-within-balance", "host-slow"), "reference/hangang")


@pytest.fixture(autouse=True)
def no_folders() -> Iterator[None]:
    yield
    use_folders(())


def test_what_is_kept_is_what_diagnose_finds(matrix: Matrix) -> None:
    player = Player(matrix)
    for index in range(len(matrix)):
        kept = player.play(index)
        shown = player.whole(index, False)
        assert kept.verdict is shown.record.verdict
        assert (kept.charges, kept.agrees) == (shown.record.money.charges, shown.record.money.agrees)
        assert kept.cause == (shown.record.causes[0].cause if kept.failed else "")
        assert dict(kept.why) == dict(shown.record.why)


def test_a_full_record_is_that_of_the_plan_alone(matrix: Matrix) -> None:
    player = Player(matrix)
    failing = next(index for index in range(len(matrix)) if player.play(index).failed)
    (ended,) = [one for one in assembly.run(plan_of(matrix, failing)) if isinstance(one, RunEnded)]
    told = player.whole(failing, True)
    assert run_line(told, "ko") == run_line(masked(ended.record, ended.codecs), "ko")


def test_a_cell_does_not_hang_on_those_before_it() -> None:
    matrix = shipped(("timeout-retry", "lost-answer-inquiry"), "reference/hallasan", seeds=2)
    forward = [Player(matrix).play(index) for index in range(len(matrix))]
    one = Player(matrix)
    backward = [one.play(index) for index in reversed(range(len(matrix)))]
    assert forward == backward[::-1]


def test_what_cannot_be_played_is_told_and_the_others_go_on() -> None:
    matrix = shipped(("sale-within-balance",), "reference/agent-ws", ("nak-always",))
    results = Player(matrix).carry_out(Play(0, len(matrix)))
    assert isinstance(results, list)
    assert {result.verdict for result in results} == {Verdict.INCONCLUSIVE}
    assert "nak-always" in results[0].error


def test_a_task_asks_for_results_or_for_a_record(matrix: Matrix) -> None:
    player = player_of(Job(matrix))
    (result,) = player.carry_out(Play(3, 4))  # type: ignore[misc]
    assert isinstance(result, Played)
    assert result.index == 3
    assert isinstance(player.carry_out(Whole(0, diagnosed=False)), Shown)
    player.close()


def test_the_digest_changes_with_any_file_that_is_read(tmp_path: Path) -> None:
    before = data_digest()
    assert before == data_digest()
    (tmp_path / "pos").mkdir()
    use_folders([tmp_path])
    assert data_digest() == before
    (tmp_path / "pos" / "notes.yaml").write_text("x: 1\n", encoding="utf-8")
    changed = data_digest()
    assert changed != before
    (tmp_path / "pos" / "notes.yaml").write_text("x: 2\n", encoding="utf-8")
    assert data_digest() not in (before, changed)


def test_rigs_are_known_with_their_firmware_and_their_files() -> None:
    assert set(rig_files().values()) == set(rigs())
    assert any(versions for versions in rigs().values())
    assert all(path.is_file() for path in rig_files())
