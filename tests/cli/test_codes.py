"""codes: readings of a code, layer by layer, with their sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Posdiag = Callable[..., Any]


def test_all_readings_of_a_code_are_shown(posdiag: Posdiag) -> None:
    ran = posdiag("codes", "0000")
    assert ran.code == 0
    assert {"kicc 0000", "kcp 0000", "nicepay 0000", "eximbay 0000"} <= {
        " ".join(row.split()[:2]) for row in ran.out.splitlines()
    }
    assert ran.out.count("source:") == 4


def test_layers_come_from_the_till_outwards(posdiag: Posdiag) -> None:
    told = json.loads(posdiag("codes", "--scheme", "smartro", "--format", "json").out)
    layers = [one["layer"] for one in told["codes"]]
    assert layers == sorted(layers, key=["transport", "agent", "terminal", "host"].index)
    assert len(layers) == 10


def test_lower_case_finds_the_same_code(posdiag: Posdiag) -> None:
    assert posdiag("codes", "q1").out == posdiag("codes", "Q1").out


def test_without_a_code_the_schemes_are_listed(posdiag: Posdiag) -> None:
    assert len(posdiag("codes").out.splitlines()) == 12
    assert "개" in posdiag("codes", lang="ko").out


def test_what_is_not_there_is_told(posdiag: Posdiag) -> None:
    assert posdiag("codes", "ZZZ9").code == 5
    ran = posdiag("codes", "51", "--scheme", "kick")
    assert ran.code == 2
    assert "kicc" in ran.err
