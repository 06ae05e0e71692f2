"""The catalogue: every row has cause and reason; a scheme is a file more; faults have their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.classify import load_classifier
from posdiag.classify.catalogue import lint_catalogue, load_catalogue
from posdiag.diagnose.causes import load_causes
from posdiag.errors import InputError
from posdiag.marked import Faults
from posdiag.profile.roots import Roots

ROOTS = Roots.of()

SCHEME = """\
scheme: shopvan
kind: reference
source: "made up for this test"
name: {ko: "시험 밴", en: "A VAN for a test"}
aliases: [가나다밴]
codes:
  "X9": {cause: card.read_error, reason: chip, message: {ko: "칩 이상", en: "chip trouble"}}
"""


def test_every_row_has_a_cause_of_the_taxonomy_and_its_reason_in_both_languages() -> None:
    causes = {"approved", *load_causes(ROOTS).ids()}
    rows = [row for row in load_catalogue(ROOTS) if "/catalogue/" in row.place]
    assert len(rows) == 687
    wrong = [
        row.place
        for row in rows
        if not {row.cause, *row.also} <= causes or not (row.reason.get("ko") and row.reason.get("en"))
    ]
    assert not wrong


def test_the_counts_by_scheme_are_those_of_the_sources() -> None:
    counts: dict[str, int] = {}
    for row in load_catalogue(ROOTS):
        counts[row.scheme] = counts.get(row.scheme, 0) + 1
    assert counts == {
        "eximbay": 11,
        "iso8583-de39": 67,
        "kcp": 11,
        "kicc": 10,
        "nicepay": 479,
        "paytus": 8,
        "pcins": 31,
        "smartro-tl": 10,
        "tosspayments": 60,
        # codes of the engine's own shelf
        "reference-terminal": 11,
        "reference-van": 12,
        "terse-terminal": 2,
    }


def test_a_row_knows_its_line() -> None:
    row = load_catalogue(ROOTS).reading("51", "iso8583-de39")[0]
    file, _, number = row.place.rpartition(":")
    line = (ROOTS.folders[0].parent / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    assert line.startswith('  "51": ')


def test_a_scheme_is_added_by_adding_a_file(tmp_path: Path) -> None:
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "shopvan.yaml").write_text(SCHEME, encoding="utf-8")
    roots = Roots.of([tmp_path])
    assert load_classifier(roots).classify("가나다밴 X9").answer == "card.read_error"
    faults = Faults()
    lint_catalogue(roots, load_causes(ROOTS).ids(), faults)
    assert not faults


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("card.read_error", "card.no_such", "is no cause"),
        ("reason: chip", "reason: whim", "is no reason"),
        ("cause: ", "couse: ", "unknown key"),
        ('  "X9": {', "  X9 {", "no code in this line"),
        ("codes:\n", "kodes:\n", "`codes` is missing"),
        ("scheme: shopvan", "scheme: other", "is not the file's name"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "catalogue").mkdir()
    path = tmp_path / "catalogue" / "shopvan.yaml"
    path.write_text(SCHEME.replace(old, new), encoding="utf-8")
    faults = Faults()
    lint_catalogue(Roots.of([tmp_path]), load_causes(ROOTS).ids(), faults)
    assert any(said in str(one) and f"{path.as_posix()}:" in str(one) for one in faults.problems)


def test_a_code_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "catalogue").mkdir()
    text = SCHEME + SCHEME.splitlines()[-1] + "\n"
    (tmp_path / "catalogue" / "shopvan.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="stands twice"):
        load_catalogue(Roots.of([tmp_path]))
