"""The far side of a serial line goes away in the middle of a sale: a finding, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("no ptys here", allow_module_level=True)

from posdiag.link.pty import open_pair

SOON_S = 60
COMMAND = [sys.executable, "-m", "posdiag", "--lang", "en", "diagnose", "sale-within-balance"]
#: What the terminal says before its cable is pulled.
SAID = {"nothing": b"", "an ACK": b"\x06", "half an answer": b"\x06\x020210\x1c00\x1c"}


def diagnosed_until_pulled(said: bytes, *arguments: str) -> tuple[int, str, str, str]:
    """Exit code, stdout and stderr of a diagnose at a pty that closes once the sale came; and its path."""
    master, path = open_pair()
    child = subprocess.Popen(
        [*COMMAND, "--pos", "reference/hallasan@2.2", "--terminal", f"serial://{path}", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        heard(master)
        os.write(master, said)
        time.sleep(0.2 if said else 0)  # the POS must have read it: a pty that closes forgets the rest
        os.close(master)
        out, err = child.communicate(timeout=SOON_S)
    finally:
        child.kill()
        child.wait()
    return child.returncode, out, err, path


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
def test_a_pulled_cable_is_a_finding_and_the_first_cause(said: bytes) -> None:
    code, out, err, _ = diagnosed_until_pulled(said, "--format", "json")
    assert (code, err) == (1, "")
    run = run_of(out)
    codes = [finding["code"] for finding in run["findings"]]
    assert "link.lost" in codes
    assert "link.refused" not in codes  # "no money has moved" would be said of that
    assert run["causes"][0]["cause"] == "comm.disconnected"
    assert run["money"]["pos_believes"] == "unknown"


def test_it_is_told_in_words() -> None:
    code, out, err, _ = diagnosed_until_pulled(b"")
    assert (code, err) == (1, "")
    assert "link closed: device lost" in out
    assert "The device (port, cable) vanished." in out


def test_the_run_in_which_it_was_pulled_is_reported_though_the_next_finds_no_device() -> None:
    code, out, err, path = diagnosed_until_pulled(b"", "two-payments", "--format", "json")
    assert code == 3
    assert err.startswith(f"{path}: no such device\n")
    assert run_of(out)["causes"][0]["cause"] == "comm.disconnected"
    assert json.loads(out)["interrupted"] is True
