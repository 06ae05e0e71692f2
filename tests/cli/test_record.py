"""`posdiag record` writes down what passes and shows nothing."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_tap import ANSWER, LOCAL, PATIENCE_S, pay, tapping, terminal


def test_a_sale_is_recorded_and_nothing_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "sale.pcapng"
    words = ("--unmasked", "--for", "4")
    with terminal() as far, tapping(
        "record", f"tcp://{LOCAL}:0", f"tcp://{LOCAL}:{far}", str(path), *words
    ) as (record, port, before):  # fmt: skip
        pay(port)
        shown, errors = record.communicate(timeout=PATIENCE_S)
    assert record.returncode == 0, errors
    assert shown == ""
    assert "treat it as such" in before
    assert ANSWER in path.read_bytes()
