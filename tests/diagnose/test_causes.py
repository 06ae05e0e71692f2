"""Causes as data, and their ranking."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from posdiag.diagnose.causes import CauseTable, load_causes, read_causes, unused_findings
from posdiag.errors import InputError
from posdiag.marked import Faults
from posdiag.profile.roots import DataFile, Roots
from posdiag.transcript import Party

TAXONOMY = Path(__file__).parents[3] / "shared" / "data" / "causes.tsv"


@lru_cache
def table() -> CauseTable:
    return load_causes(Roots.of())


def test_the_shipped_causes_lint() -> None:
    faults = Faults()
    load_causes(Roots.of(), faults)
    assert faults.problems == []


@pytest.mark.skipif(not TAXONOMY.is_file(), reason="the taxonomy file is not here")
def test_the_shipped_causes_are_those_of_the_taxonomy() -> None:
    rows = [line.split("\t") for line in TAXONOMY.read_text(encoding="utf-8").splitlines()[1:]]
    assert set(table().ids()) == {row[0] for row in rows}
    for id_, _, name_ko, name_en, _ in rows:
        assert table()[id_].name == {"ko": name_ko, "en": name_en}


def test_every_finding_speaks_for_some_cause() -> None:
    assert unused_findings(table()) == ()


def test_parties_are_parties() -> None:
    assert {cause.party for cause in table()} <= {*(party.value for party in Party), "none", "unknown"}


def broken(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "causes.yaml"
    path.write_text(text, encoding="utf-8")
    faults = Faults()
    read_causes(DataFile(path, "causes.yaml", "causes"), faults)
    return [str(problem) for problem in faults.problems]


def test_unknown_findings_wrong_numbers_and_missing_names_are_faults_with_their_line(tmp_path: Path) -> None:
    text = """causes:
  a.b:
    party: pos
    name: {ko: 가}
    prior: 3
    for: {no.such: 2, line.cut: many}
    other: 1
"""
    faults = broken(tmp_path, text)
    assert any("causes.yaml:6" in fault and "no.such" in fault for fault in faults)
    assert any("many" in fault for fault in faults)
    assert any("prior" in fault and "outside" in fault for fault in faults)
    assert any("`en`" in fault for fault in faults)
    assert any("other" in fault for fault in faults)
    assert any("unknown" in fault for fault in faults)


def test_faults_are_raised_all_at_once_where_nobody_collects_them(tmp_path: Path) -> None:
    (tmp_path / "pos").mkdir()
    (tmp_path / "causes.yaml").write_text("causes: {unknown: {party: pos}}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_causes(Roots.of([tmp_path]))
    assert len(caught.value.problems) >= 2
