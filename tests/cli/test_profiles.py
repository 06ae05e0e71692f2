"""profiles: every product listed, one release whole with origins, every fault of a folder at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Posdiag = Callable[..., Any]


def test_every_product_is_listed(posdiag: Posdiag) -> None:
    ran = posdiag("profiles", "list")
    assert ran.code == 0
    assert "reference/hallasan@1.0" in ran.out
    document = json.loads(posdiag("profiles", "list", "--format", "json").out)
    assert len(document["products"]) >= 6
    assert all(len(product["releases"]) >= 3 for product in document["products"])


def test_a_resolved_release_shows_where_each_value_comes_from(posdiag: Posdiag) -> None:
    ran = posdiag("profiles", "show", "reference/hallasan@1.0", "--resolved")
    assert ran.code == 0
    assert "profiles/pos/reference/hallasan.yaml:" in ran.out
    assert "default" in ran.out
    short = posdiag("profiles", "show", "reference/hallasan@1.0")
    assert len(short.out.splitlines()) < len(ran.out.splitlines())


def test_an_unknown_release_is_told_with_the_known_ones(posdiag: Posdiag) -> None:
    ran = posdiag("profiles", "show", "reference/hallasan@99")
    assert ran.code == 2
    assert "its releases:" in ran.err


def test_every_fault_of_a_folder_is_reported_at_once(posdiag: Posdiag, tmp_path: Path) -> None:
    shelf = tmp_path / "pos" / "reference"
    shelf.mkdir(parents=True)
    (shelf / "broken.yaml").write_text("id: reference/broken\nvendor: someone\nnonsense: 1\n")
    (shelf / "worse.yaml").write_text("id: [\n")
    (tmp_path / "guidance").mkdir()
    (tmp_path / "checks.yaml").write_text("checks: []\nextra: 1\n", encoding="utf-8")
    ran = posdiag("profiles", "lint", str(tmp_path))
    assert ran.code == 2
    assert "broken.yaml" in ran.out
    assert "nonsense" in ran.out
    assert "worse.yaml" in ran.out
    assert f"{tmp_path}/checks.yaml:2: unknown key `extra`" in ran.out
    document = json.loads(posdiag("profiles", "lint", str(tmp_path), "--format", "json").out)
    assert all(set(problem) == {"place", "what", "remedy"} for problem in document["problems"])


def test_a_folder_that_is_not_there_is_a_usage_fault(posdiag: Posdiag) -> None:
    assert posdiag("profiles", "lint", "no-such-folder").code == 2
