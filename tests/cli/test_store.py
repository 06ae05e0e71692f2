"""`posdiag store`: a backup, plain and packed, and back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from posdiag.intake.dossier import Dossier
from posdiag.store.open import open_store
from tests.cli.conftest import Ran


@pytest.mark.parametrize("name", ["b.jsonl", "b.jsonl.gz"])
def test_what_was_backed_up_is_restored(posdiag: Callable[..., Ran], tmp_path: Path, name: str) -> None:
    first, second, file = (str(tmp_path / one) for one in ("a.db", "b.db", name))
    with closing(open_store(first)) as store:
        store.cases.create(
            Dossier(opened="2026-09-21T12:00:00+09:00", story="쿠폰"), [], "2026-09-21T12:00:00+09:00"
        )
    assert posdiag("store", "backup", "--db", first, "--output", file).code == 0
    ran = posdiag("store", "restore", file, "--db", second)
    assert (ran.code, ran.err) == (0, "1 rows restored.\n")
    with closing(open_store(second)) as store:
        assert store.cases.get(1).story == "쿠폰"
    assert posdiag("store", "restore", file, "--db", second).code == 2


def test_what_is_no_backup_is_refused(posdiag: Callable[..., Ran], tmp_path: Path) -> None:
    for name, data in (("a.gz", b"nothing"), ("a.jsonl", b"\xff\xfe"), ("b.jsonl", b"")):
        file = tmp_path / name
        file.write_bytes(data)
        ran = posdiag("store", "restore", str(file), "--db", str(tmp_path / "c.db"))
        assert ran.code == 2, name
        assert "Traceback" not in ran.err
    assert posdiag("store", "restore", str(tmp_path / "none"), "--db", str(tmp_path / "c.db")).code == 2
