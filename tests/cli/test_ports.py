"""ports: lists what there is, in the form asked for."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.link import ports
from posdiag.link.ports import Port

Posdiag = Callable[..., Any]


@pytest.fixture(autouse=True)
def one_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "list_ports", lambda: (Port("/dev/ttyUSB0", "FTDI", "FT232R", "A5"),))


def test_the_table(posdiag: Posdiag) -> None:
    ran = posdiag("ports")
    assert ran.code == 0
    assert "/dev/ttyUSB0" in ran.out
    assert "제조사" in posdiag("ports", lang="ko").out


def test_json_and_a_file(posdiag: Posdiag, tmp_path: Path) -> None:
    target = tmp_path / "ports.json"
    assert posdiag("ports", "--format", "json", "--output", str(target)).code == 0
    assert json.loads(target.read_text("utf-8"))["ports"][0]["serial_number"] == "A5"


def test_the_page_of_help_tells_what_it_does_not_do(posdiag: Posdiag) -> None:
    assert "No port is opened" in " ".join(posdiag("ports", "--help").out.split())
