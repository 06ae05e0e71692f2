"""`posdiag serve` refuses what is unsafe before it listens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--host", "0.0.0.0"), "knows no users"),
        (("--behind-proxy",), "knows no users"),
        (("--tls-cert", "none.pem"), "belong together"),
        (("--users", "none.yaml"), "no such file"),
        (("--terminal", "tcp://127.0.0.1:1"), "no name"),
        (("--terminal", "a=ftp://127.0.0.1"), "--terminal a"),
    ],
)
def test_what_is_unsafe_or_wrong_is_told_and_nothing_listens(
    posdiag: Callable[..., Ran], tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    ran = posdiag("serve", "--db", str(tmp_path / "a.db"), "--port", "0", *options)
    assert ran.code == 2
    assert says in ran.err
    assert not ran.out


def test_help_is_there_in_both_languages(posdiag: Callable[..., Ran]) -> None:
    assert "콘솔" in posdiag("serve", "--help", lang="ko").out
    assert "--behind-proxy" in posdiag("serve", "--help").out
