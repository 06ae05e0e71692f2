"""--changed-since: git tells what changed, and what it will not tell has a place and a remedy."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from posdiag.cli.changed_since import changed_files
from posdiag.errors import InputError


def git(folder: Path, *words: str) -> None:
    own = ["-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, "-C", str(folder), *words], check=True, capture_output=True)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A work tree with one commit, one file changed since and one not yet added."""
    git(tmp_path, "init", "-q")
    (tmp_path / "pos").mkdir()
    for name in ("pos/a.yaml", "pos/계산대.yaml", "pos/c.yaml"):
        (tmp_path / name).write_text("id: x\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    (tmp_path / "pos/계산대.yaml").write_text("id: y\n", encoding="utf-8")
    (tmp_path / "pos/new.yaml").write_text("id: z\n", encoding="utf-8")
    return tmp_path


def test_changed_and_new_files_are_told_under_their_own_names(tree: Path) -> None:
    found = changed_files("HEAD", [tree / "pos"], [], "en")
    assert {path.name for path in found} == {"계산대.yaml", "new.yaml"}
    assert all(path.is_file() for path in found)


def test_committed_changes_count_too(tree: Path) -> None:
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "second")
    assert changed_files("HEAD", [tree], [], "en") == frozenset()
    assert len(changed_files("HEAD~1", [tree], [], "en")) == 2


def test_outside_git_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError) as caught:
        changed_files("HEAD", [tmp_path], [], "en")
    (problem,) = caught.value.problems
    assert problem.place == "--changed-since HEAD"
    assert "is in no git work tree" in problem.what
    assert problem.remedy


def test_a_shipped_folder_outside_git_does_not_matter_beside_the_users(
    tree: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("installed")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(other.parent))
    assert len(changed_files("HEAD", [tree], [other], "en")) == 2
    with pytest.raises(InputError, match="is in no git work tree"):
        changed_files("HEAD", [], [other], "en")


@pytest.mark.parametrize("revision", ["no-such", "--output=stolen", "HEAD~99"])
def test_a_revision_that_git_does_not_know_is_told(tree: Path, revision: str) -> None:
    with pytest.raises(InputError, match="git does not know the revision"):
        changed_files(revision, [tree], [], "en")
    assert not (tree / "stolen").exists()


def test_without_git_it_is_said(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="git을 실행할 수 없습니다"):
        changed_files("HEAD", [tree], [], "ko")
