"""Causes as data, and their ranking."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.diagnose.causes import CauseTable, load_causes, rank, read_causes, unused_findings
from posdiag.diagnose.finding import Severity
from posdiag.diagnose.sayings import SAYINGS, found
from posdiag.errors import InputError
from posdiag.marked import Faults
from posdiag.profile.roots import DataFile, Roots
from posdiag.transcript import Party

TAXONOMY = Path(__file__).parents[3] / "shared" / "data" / "causes.tsv"


@lru_cache
def table() -> CauseTable:
    return load_causes(Roots.of())


def first(*codes: str, severity: Severity = Severity.ERROR) -> str:
    return rank([found(code, severity) for code in codes], table())[0].cause


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


def test_nothing_found_means_no_cause() -> None:
    assert rank([], table()) == ()


def test_notes_of_expected_refusals_raise_no_cause() -> None:
    assert rank([found("decline.coupon.expired", Severity.NOTE)], table()) == ()


@pytest.mark.parametrize(
    ("codes", "cause"),
    [
        (["decline.coupon.insufficient_balance"], "coupon.insufficient_balance"),
        (["timing.host_slow", "timing.late_answer"], "comm.timeout.host_slow"),
        (["timing.pos_gave_up_early", "timing.late_answer"], "comm.timeout.pos_too_short"),
        (["timing.line_slow", "timing.late_answer"], "txn.late_response"),
        (["line.damaged", "txn.reversal_failed"], "comm.line_noise"),
        (["line.gap"], "comm.line_noise.gap"),
        (["wire.check_rule", "handshake.every_frame_refused"], "pos.message_format.check_rule"),
        (["till.refused_bin"], "pos.version_incompatible.bin_table"),
        (["card.chip_failed", "card.fallback_not_offered"], "pos.config.fallback_disabled"),
        (["card.chip_failed"], "card.read_error"),
        (["txn.original_not_found", "txn.approval_cut"], "pos.version_incompatible.auth_number_length"),
        (["txn.original_not_found"], "txn.original_not_found"),
        (["coupon.skipped_pg", "route.pg_first"], "pos.config.pg_before_van"),
        (["coupon.skipped_pg", "route.pg_only"], "channel.unsupported"),
        (["coupon.skipped_outage"], "host.unavailable"),
        (["money.not_as_expected", "money.outcome_unexpected"], "unknown"),
    ],
)
def test_the_evidence_decides_for_the_most_specific_cause(codes: list[str], cause: str) -> None:
    assert first(*codes) == cause


def test_money_that_went_wrong_outranks_what_set_it_off() -> None:
    findings = [
        found("timing.host_slow", Severity.ERROR),
        found("txn.retry_before_inquiry", Severity.ERROR),
        found("money.charged_twice", Severity.CRITICAL),
    ]
    assert rank(findings, table())[0].cause.startswith("txn.duplicate")


def test_what_was_survived_explains_less_than_what_was_not() -> None:
    findings = [found("text.wrong_charset", Severity.WARNING), found("till.refused_entry", Severity.ERROR)]
    assert rank(findings, table())[0].cause == "pos.version_incompatible.entry_mode"


def test_a_trait_that_explains_a_finding_makes_its_cause_likelier() -> None:
    plain = rank([found("timing.pos_gave_up_early", Severity.ERROR)], table())[0]
    explained = rank([found("timing.pos_gave_up_early", Severity.ERROR, (), (), trait="x")], table())[0]
    assert explained.probability > plain.probability


@given(st.lists(st.sampled_from(sorted(SAYINGS)), min_size=1, max_size=8), st.sampled_from(list(Severity)))
def test_probabilities_are_in_order_and_sum_to_at_most_one(codes: list[str], severity: Severity) -> None:
    shares = rank([found(code, severity) for code in codes], table())
    probabilities = [share.probability for share in shares]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) <= 1.0005
    assert len(shares) <= len(table())


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
