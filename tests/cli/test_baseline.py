"""baseline: written with a reason, checked with each difference told apart, pruned of what passes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Posdiag = Callable[..., Any]
SMALL = ("barcode", "sale-within-balance", "--pos", "reference/hangang", "--prove", "none")
SAID = ("--reason", "shops without a scanner", "--owner", "pos-team", "--expires", "2027-03-31")
TODAY = ("--today", "2026-09-21")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "known.yaml"


@pytest.fixture
def base(posdiag: Posdiag, file: Path) -> Posdiag:
    """`base("check", …)` on the small matrix and the file."""

    def run(verb: str, *words: str, **options: str) -> Any:
        return posdiag("baseline", verb, *SMALL, "--file", str(file), *TODAY, *words, **options)

    return run


def test_what_is_written_is_known_under_any_seed(base: Posdiag, file: Path) -> None:
    ran = base("write", *SAID)
    assert ran.code == 0
    assert "5 failures, 5 added, 0 kept, 5 in all" in ran.out
    checked = base("check", "--seed", "77")
    assert checked.code == 0
    assert "As the baseline says: nothing new, nothing expired, nothing stale." in checked.out
    assert "posdiag diagnose" not in checked.out  # quiet about what is known


def test_new_expired_and_stale_are_told_apart_and_end_with_one(base: Posdiag, file: Path) -> None:
    base("write", *SAID)
    text = file.read_text(encoding="utf-8")
    blocks = text.split("  - fingerprint")
    first = blocks[1].replace("2027-03-31", "2026-01-01")
    stale = blocks[1].replace("hangang@1.0", "hangang@3.1")
    file.write_text("  - fingerprint".join([blocks[0], first, *blocks[3:]]) + "  - fingerprint" + stale)
    ran = base("check")
    assert ran.code == 2  # the entry was written by hand, with the fingerprint of another
    fingerprint = ran.err.partition("it is ")[2].partition(";")[0]
    stale = f": {fingerprint}\n" + stale.partition("\n")[2]
    file.write_text("  - fingerprint".join([blocks[0], first, *blocks[3:]]) + "  - fingerprint" + stale)
    ran = base("check")
    assert ran.code == 1
    for head in ("new failures: 1", "failures whose time has run out: 1", "known failures: 3"):
        assert head in ran.out
    assert "stale entries in the baseline: 1" in ran.out
    assert "reference/hangang@3.1 · pos.version_incompatible.entry_mode · passes now" in ran.out


def test_writing_again_keeps_reasons_and_pruning_takes_out_what_passes(base: Posdiag, file: Path) -> None:
    base("write", *SAID)
    before = file.read_text(encoding="utf-8")
    again = base("write", "--reason", "other", "--owner", "other", "--expires", "2028-01-01")
    assert "0 added, 5 kept" in again.out
    assert file.read_text(encoding="utf-8") == before
    pruned = base("prune", "--format", "json")
    assert json.loads(pruned.out) == {
        "schema": "posdiag/baseline-change/1",
        "removed": 0,
        "kept": 5,
        "not_played": 0,
    }
    assert file.read_text(encoding="utf-8") == before


def test_renewing_prolongs_what_still_fails(base: Posdiag, file: Path) -> None:
    base("write", *SAID)
    base("write", "--reason", "x", "--owner", "x", "--expires", "2028-01-01", "--renew")
    text = file.read_text(encoding="utf-8")
    assert text.count("expires: 2028-01-01") == 5
    assert text.count("owner: pos-team") == 5


def test_a_part_of_the_matrix_leaves_the_rest_of_the_file_alone(
    posdiag: Posdiag, base: Posdiag, file: Path
) -> None:
    base("write", *SAID)
    before = file.read_text(encoding="utf-8")
    part = ("barcode", "--pos", "reference/hangang@3.1", "--file", str(file), *TODAY)
    assert posdiag("baseline", "check", *part).code == 0
    assert "entries of the baseline not played this time: 5" in posdiag("baseline", "check", *part).out
    posdiag("baseline", "prune", *part)
    assert file.read_text(encoding="utf-8") == before


def test_a_reason_an_owner_and_an_end_are_needed(posdiag: Posdiag, base: Posdiag, file: Path) -> None:
    for option in ("--reason", "--owner", "--expires"):
        words = list(SAID)
        at = words.index(option)
        ran = base("write", *words[:at], *words[at + 2 :])
        assert ran.code == 2
        assert option in ran.err
    ran = base("write", "--reason", " ", "--owner", "", "--expires", "2027-01-01")
    assert ran.code == 2
    assert ran.err.count(": empty") == 2
    assert not file.exists()


def test_personal_data_in_a_reason_is_masked(base: Posdiag, file: Path) -> None:
    base("write", "--reason", "call 010-1234-5678", "--owner", "kim", "--expires", "2027-01-01")
    assert "1234" not in file.read_text(encoding="utf-8")
    assert base("check").code == 0


def test_it_speaks_korean(base: Posdiag) -> None:
    assert "새로 적음 5" in base("write", *SAID, lang="ko").out
