"""`posdiag users`: add, token, list, remove."""

from __future__ import annotations

import io
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from posdiag.web.people import entered, load_people
from tests.cli.conftest import Ran


def test_a_user_is_added_listed_and_removed(
    posdiag: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "users.yaml"
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse battery\n"))
    assert posdiag("users", "add", "kim", "--role", "lead", "--users", str(file)).code == 0
    assert entered(load_people(file), "kim", "correct horse battery")
    assert "correct" not in file.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    ran = posdiag("users", "token", "ci", "--users", str(file))
    assert load_people(file).by_token(ran.out.strip())
    assert posdiag("users", "list", "--users", str(file)).out == "kim\tlead\tuser\nci\tagent\ttoken\n"
    assert posdiag("users", "remove", "kim", "--users", str(file)).code == 0
    assert not load_people(file).users
    assert posdiag("users", "remove", "kim", "--users", str(file)).code == 5


def test_a_password_that_is_too_short_and_a_name_that_is_none_are_refused(
    posdiag: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "users.yaml"
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    assert posdiag("users", "add", "kim", "--users", str(file)).code == 2
    assert posdiag("users", "token", "../x", "--users", str(file)).code == 2
    assert not file.exists()
