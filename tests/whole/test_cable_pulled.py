"""The far side of a serial line goes away in the middle of a sale: a finding, and never a traceback."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("no ptys here", allow_module_level=True)

from posdiag.cli.main import main
from posdiag.link.pty import open_pair

SOON_S = 60
WORDS = ["--lang", "en", "diagnose", "sale-within-balance", "--pos", "reference/hallasan@2.2"]
#: What the terminal says before its cable is pulled.
SAID = {"nothing": b"", "an ACK": b"\x06", "half an answer": b"\x06\x020210\x1c00\x1c"}


@contextlib.contextmanager
def pulled(said: bytes = b"") -> Iterator[str]:
    """The path of a pty that closes once a sale came, and `said` was said to it."""
    master, path = open_pair()

    def pull() -> None:
        heard(master)
        os.write(master, said)
        time.sleep(0.2 if said else 0)  # the POS must have read it: a pty that closes forgets the rest
        os.close(master)

    far = threading.Thread(target=pull)
    far.start()
    yield path
    far.join()


def heard(master: int) -> bytes:
    """The first bytes of the POS; until it opens its end, reading fails."""
    until = time.monotonic() + SOON_S
    while time.monotonic() < until:
        try:
            return os.read(master, 4096)
        except OSError:
            time.sleep(0.02)
    raise AssertionError("the POS said nothing")


def run_of(out: str) -> dict[str, Any]:
    (run,) = json.loads(out)["runs"]
    found: dict[str, Any] = run
    return found


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_a_pulled_cable_is_a_finding_and_the_first_cause(
    said: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with pulled(said) as path:
        code = main([*WORDS, "--terminal", f"serial://{path}", "--format", "json"])
    out, err = capfd.readouterr()
    assert (code, err) == (1, "")
    run = run_of(out)
    codes = [finding["code"] for finding in run["findings"]]
    assert "link.lost" in codes
    assert "link.refused" not in codes  # "no money has moved" would be said of that
    assert run["causes"][0]["cause"] == "comm.disconnected"
    assert run["money"]["pos_believes"] == "unknown"


def test_a_process_of_its_own_tells_it_in_words() -> None:
    with pulled() as path:
        words = [sys.executable, "-m", "posdiag", *WORDS, "--terminal", f"serial://{path}"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=SOON_S, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "link closed: device lost" in done.stdout
    assert "The device (port, cable) vanished." in done.stdout


def test_the_run_in_which_it_was_pulled_is_reported_though_the_next_finds_no_device(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pulled() as path:
        code = main([*WORDS, "two-payments", "--terminal", f"serial://{path}", "--format", "json"])
    out, err = capfd.readouterr()
    assert code == 3
    assert err.startswith(f"{path}: no such device\n")
    assert run_of(out)["causes"][0]["cause"] == "comm.disconnected"
    assert json.loads(out)["interrupted"] is True
