"""Every rule of a product file is broken once, and says where and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from posdiag.profile.library import Library
from posdiag.profile.lint import RULES, is_date
from tests.profile.conftest import DIALECT, PRODUCT, Write

Faults = Callable[[], list[str]]

#: What is written in place of what, the line it is reported at, and a part of the message.
BREAKS = [
    ("id: reference/till", "id: reference/tull", 1, "is not the file's name"),
    ("vendor: reference", "vendor: acme", 3, "is not the first part"),
    ("vendor: reference", "vendor: acme", 3, "kind `reference` with vendor `acme`"),
    ("kind: reference", "kind: documented", 2, "vendor `reference` with kind `documented`"),
    ("kind: reference", "kind: measured", 4, "has no date"),
    ("kind: reference", "kind: guessed", 2, "one of: documented, measured, reference"),
    ("source: made up for a test\nname", 'source: ""\nname', 4, "`source` is empty"),
    (
        "    source: made up for a test\n    note: {ko: 다음",
        '    source: ""\n    note: {ko: 다음',
        17,
        "empty `source`",
    ),
    ("name: {ko: 계산대, en: Till}", "name: {ko: 계산대}", 5, "no text in `en`"),
    ('release: "1.10"', 'release: "1.9"', 17, "does not come after 1.9"),
    ('release: "1.10"', "release: newer", 17, "is no version number"),
    ("date: 2021-01-01", "date: 2019-01-01", 17, "is not after the release before it"),
    ("date: 2021-01-01", "date: yesterday", 17, "write YYYY-MM-DD"),
    ("approval_digits: 8\n      wire: {check: xor-after-stx}", "{}", 17, "is the same as 1.9"),
    ("approval_digits: 8", "approval_digits: 6", 22, "to what it is already"),
    ("shows: [F07]", "shows: [double]", 11, "write patterns like F07"),
    ("dialect: small", "dialect: smal", 8, "did you mean `small`?"),
    ("wire: {check: xor-after-stx}", "wire: {check: crc}", 23, "wire option `check`"),
    ("dialect: small", "dialect: small\n  link: host", 9, "does not speak `small`"),
    ("rig: counter", "rig: countre", 6, "did you mean `counter`?"),
    ("approval_digits: 8", "approval_digits: 13", 22, "outside 1 to 12"),
    ("approval_digits: 8", "approvl_digits: 8", 22, "did you mean `approval_digits`?"),
    ("timers: {answer_ms: 20000}", "timers: {answr_ms: 20000}", 9, "did you mean `answer_ms`?"),
    ("dialect: small", 'dialect: small\n  bin_table: ["9400"]', 9, "not 8 digits long"),
    ("dialect: small", 'dialect: small\n  barcode_prefixes: ["4"]', 9, "not two digits long"),
    ("dialect: small", "dialect: small\n  entry_modes: [chip, fallback]", 9, "no entry mode of its own"),
    ("dialect: small", "dialect: small\n  entry_modes: []", 9, "no entry mode"),
    ("dialect: small", "dialect: small\n  on_timeout: [inquire]", 9, "names `inquire`, which `small` has no"),
    ("dialect: small", "dialect: small\n  asks: [balance]", 9, "names `balance`, which `small` has no"),
    ("dialect: small", "dialect: small\n  on_timeout: [retry, retry]", 9, "the same deed twice"),
    ("dialect: small", "dialect: small\n  on_timeout: [retry]\n  retries: 0", 10, "`retries` is 0"),
    ("dialect: small", "dialect: small\n  routes: [van, van]", 9, "or one twice"),
    ("dialect: small", "dialect: small\n  link: host", 9, "without a reader of its own"),
    ("releases:", "like: reference/nobody\nreleases:", 10, "names no product"),
    ("rig: counter", "rig: counter\ncolour: red", 7, "unknown key `colour`"),
]


def test_the_sound_product_has_no_fault(faults: Faults) -> None:
    assert faults() == []


@pytest.mark.parametrize(("sound", "broken", "line", "message"), BREAKS)
def test_each_rule_names_the_line_and_the_mend(
    write: Write, faults: Faults, sound: str, broken: str, line: int, message: str
) -> None:
    assert sound in PRODUCT
    write("pos/reference/till", PRODUCT.replace(sound, broken, 1))
    found = [fault for fault in faults() if message in fault]
    assert len(found) == 1
    assert found[0].startswith(f"profiles/pos/reference/till.yaml:{line}: ")


def test_a_product_without_releases_is_a_fault(write: Write, faults: Faults) -> None:
    write("pos/reference/till", PRODUCT[: PRODUCT.index("releases:")] + "releases: []\n")
    assert any("no releases" in fault for fault in faults())


def test_all_faults_of_all_files_come_at_once(write: Write, faults: Faults) -> None:
    broken = PRODUCT.replace("rig: counter", "rig: nowhere").replace("F07", "seven")
    write("pos/reference/till", broken)
    write("pos/reference/other", broken.replace("reference/till", "reference/other"))
    write("pos/reference/torn", "id: [\n")
    write("dialects/small", DIALECT.replace("kind: reference", "kind: rumour"))
    assert {fault.split(":")[0] for fault in faults()} == {
        "profiles/dialects/small.yaml",
        "profiles/pos/reference/other.yaml",
        "profiles/pos/reference/till.yaml",
        "profiles/pos/reference/torn.yaml",
    }
    assert len(faults()) == 6


def test_an_external_rig_needs_no_rig_of_ours(write: Write, faults: Faults) -> None:
    write("pos/reference/till", PRODUCT.replace("rig: counter", "rig: external"))
    assert faults() == []


def test_rules_have_names_that_say_what_holds() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
    assert all(rule.__name__.count("_") >= 1 for rule in RULES)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2025-09-10", True), ("20250910", False), ("2025-13-01", False), ("", False), ("2025-W01-1", False)],
)
def test_a_date_is_a_calendar_day_with_dashes(text: str, day: bool) -> None:
    assert is_date(text) is day


def test_shipped_files_lint_clean_against_the_shipped_rigs() -> None:
    rigs = Path(__file__).resolve().parents[2] / "simulators" / "rigs"
    names = frozenset(path.stem for path in rigs.glob("*.yaml"))
    assert [str(problem) for problem in Library.load(rigs=names or None).lint()] == []
