"""Every shipped rig, served by a process of its own, is found by a probe in another: dialect and address."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from posdiag.assembly import library, rig_names
from posdiag.profile.model import EXTERNAL_RIG
from tests.whole.processes import PATIENCE_S, posdiag, simulated

#: Fast, and slow enough that a pause of a busy machine is no pause on the line.
SPEED = 5
#: Rigs that are probed every time; the others take a while.
QUICK = ("counter-fs",)


def dialects_of(rig: str) -> set[str]:
    """The dialects in which the newest release of the rig's product writes, by every name they have."""
    dialects = library().dialects
    found: set[str] = set()
    for product in library().products.values():
        if product.rig != rig or rig == EXTERNAL_RIG:
            continue
        traits = product.newest.traits
        spoken = dialects.options_of(traits.dialect, traits.wire)
        alike = {name for name in dialects.ids() if dialects.options_of(name, {}) == spoken}
        found |= alike or {traits.dialect}
    return found


def family_of(rig: str) -> str:
    names = sorted(dialects_of(rig))
    return library().dialects.get(names[0]).family if names else ""


def lines_of(rig: str) -> tuple[str, ...]:
    """How a rig is served: an agent in its own way, a host over TCP, a terminal also on a pty."""
    if rig.startswith("agent"):
        return ("ws://127.0.0.1:0" if rig == "agent-ws" else "http://127.0.0.1:0",)
    if family_of(rig) == "iso8583" or sys.platform == "win32":
        return ("tcp://127.0.0.1:0",)
    return ("tcp://127.0.0.1:0", "pty")


CASES = [
    pytest.param(rig, listen, marks=() if rig in QUICK else pytest.mark.slow, id=f"{rig}-{listen[:3]}")
    for rig in rig_names()
    for listen in lines_of(rig)
]


def probed(rig: str, listen: str, place: Path, *words: str) -> tuple[str, int, Any]:
    """The rig's address, and how the probe of it ended."""
    with simulated(rig, listen, place, SPEED) as (url, environment):
        asked = url
        for kind in ("http://", "ws://"):
            asked = asked.replace(kind, "tcp://")  # the probe is to find out by itself
        command = posdiag("probe", asked, "--listen", "1", "--format", "json", *words)
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, timeout=PATIENCE_S, check=False
        )
    assert "Traceback" not in done.stderr
    return url, done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize(("rig", "listen"), CASES)
def test_a_rig_is_found_by_harmless_questions(rig: str, listen: str, tmp_path: Path) -> None:
    url, code, told = probed(rig, listen, tmp_path, "--ask")
    first = told["hypotheses"][0]
    assert code == 0, told
    assert told["found"] is True
    assert first["url"] == url.partition("?")[0].rstrip("/")
    if rig.startswith("agent"):
        assert first["protocol"] == ("websocket" if rig == "agent-ws" else "http")
    else:
        assert set(first["dialects"]) & dialects_of(rig), told
        assert first["pos"]


@pytest.mark.slow
@pytest.mark.parametrize("rig", ["counter-fs", "host-iso"])
def test_without_leave_a_silent_rig_stays_unknown(rig: str, tmp_path: Path) -> None:
    _, code, told = probed(rig, "tcp://127.0.0.1:0", tmp_path)
    assert code == 1
    assert told["questions"] == []
    assert told["hypotheses"][0]["what"] in ("unknown", "nobody")
