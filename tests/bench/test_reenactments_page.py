"""docs/reenactments.md is what the data say, and says something of every cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import __main__ as all_benches
from bench import reenact_page
from posdiag.diagnose.causes import load_causes
from posdiag.profile.roots import Roots


def test_the_page_is_up_to_date() -> None:
    written = reenact_page.PAGE.read_text(encoding="utf-8")
    assert written == reenact_page.shipped_page(), "write it: python -m bench reenactments --write"


def test_every_cause_has_its_heading_and_its_names() -> None:
    text = reenact_page.shipped_page()
    for cause in load_causes(Roots.of()):
        assert f"### {cause.id}\n" in text
        assert cause.name["ko"] in text
        assert cause.name["en"] in text


def test_the_command_writes_it_and_tells_where_it_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reenact_page, "PAGE", tmp_path / "docs" / "page.md")
    (tmp_path / "docs").mkdir()
    assert all_benches.main(["reenactments"]) == 1
    assert all_benches.main(["reenactments", "--write"]) == 0
    assert all_benches.main(["reenactments"]) == 0
    assert "## comm" in capsys.readouterr().out
