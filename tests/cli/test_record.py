"""`posdiag record` writes down what passes and shows nothing."""

from __future__ import annotations

import signal
import socket
import threading
import time
from pathlib import Path

import pytest

from posdiag.cli.main import main
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


def test_a_recording_that_lacks_something_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full")
    words = ("--lang", "en", "record", f"tcp://{LOCAL}:0", f"tcp://{LOCAL}:9", str(full), "--for", "0.2")
    assert main(words) == 3
    assert "could not be written" in capsys.readouterr().err


def test_sigterm_ends_it_with_all_that_was_held(tmp_path: Path) -> None:
    """A service is ended so: what waits for the rest of its frame belongs in the file all the same."""
    path = tmp_path / "sale.pcapng"
    with terminal() as far, tapping("record", f"tcp://{LOCAL}:0", f"tcp://{LOCAL}:{far}", str(path)) as (
        record, port, _,
    ), socket.create_connection((LOCAL, port), PATIENCE_S) as pos:  # fmt: skip
        pos.sendall(b"\x020200half of a request")
        assert pos.recv(1)
        record.send_signal(signal.SIGTERM)
        _, errors = record.communicate(timeout=PATIENCE_S)
    assert record.returncode == 0, errors
    assert b"half of a request" in path.read_bytes()


@pytest.mark.slow
def test_what_is_behind_at_the_end_is_recorded_and_no_longer_read(tmp_path: Path) -> None:
    """Frames of another dialect take long to read; whoever ends the tap does not wait for that."""
    path = tmp_path / "flood.pcapng"
    server = socket.create_server((LOCAL, 0))
    far_url = f"tcp://{LOCAL}:{server.getsockname()[1]}"
    with server, tapping("record", f"tcp://{LOCAL}:0", far_url, str(path), "--as", "kr-fs") as (
        record, port, _,
    ), socket.create_connection((LOCAL, port), PATIENCE_S) as pos:  # fmt: skip
        far, _ = server.accept()
        flood = (b"\x02" + b"A" * 60 + b"\x03q") * 60_000
        sender = threading.Thread(target=far.sendall, args=(flood,))
        sender.start()
        heard = 0
        while heard < len(flood):
            heard += len(pos.recv(1 << 16))
        sender.join(PATIENCE_S)
        far.close()
        record.send_signal(signal.SIGINT)
        began = time.monotonic()
        _, errors = record.communicate(timeout=PATIENCE_S)
    assert record.returncode == 0, errors
    assert "bytes that were behind were not read" in errors
    assert time.monotonic() - began < 20
    assert path.stat().st_size > len(flood)
