"""How likely each cause is: the weights by hand first, what was fitted on top of them, and who speaks."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.diagnose.causes import CauseTable, load_causes
from posdiag.diagnose.channels import Channel
from posdiag.diagnose.finding import Severity
from posdiag.diagnose.rank import rank
from posdiag.diagnose.ranking import Ranking
from posdiag.diagnose.sayings import SAYINGS, found
from posdiag.profile.roots import Roots


@lru_cache
def table(ranking: Ranking | None = None) -> CauseTable:
    """The shipped causes with their weights by hand, and nothing fitted unless it is given."""
    return CauseTable({cause.id: cause for cause in load_causes(Roots.of())}, ranking or Ranking())


def first(*codes: str, severity: Severity = Severity.ERROR) -> str:
    return rank([found(code, severity) for code in codes], table())[0].cause


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


def test_fitted_weights_count_on_top_of_those_by_hand() -> None:
    findings = [found("handshake.no_ack", Severity.ERROR)]
    fitted = Ranking(weights={"handshake.no_ack": {"comm.serial_config": 6.0, "comm.disconnected": -4.0}})
    with_them = CauseTable({cause.id: cause for cause in table()}, fitted)
    assert rank(findings, table())[0].cause != "comm.serial_config"
    assert rank(findings, with_them)[0].cause == "comm.serial_config"


def test_what_could_be_looked_into_counts_too() -> None:
    findings = [found("handshake.no_ack", Severity.ERROR)]
    fitted = Ranking(weights={"has:host": {"comm.serial_config": 6.0}})
    with_them = CauseTable({cause.id: cause for cause in table()}, fitted)
    assert rank(findings, with_them, {Channel.HOST})[0].cause == "comm.serial_config"
    assert rank(findings, with_them, {Channel.ECR})[0].cause != "comm.serial_config"


def test_the_scale_of_some_channels_makes_sure_answers_less_sure_and_keeps_their_order() -> None:
    findings = [found("timing.host_slow", Severity.ERROR)]
    by_id = {cause.id: cause for cause in table()}
    sharp = rank(findings, CauseTable(by_id, Ranking()), {Channel.HOST})
    blunt = rank(findings, CauseTable(by_id, Ranking(scale={"host": 3.0})), {Channel.HOST})
    assert blunt[0].cause == sharp[0].cause
    assert blunt[0].probability < sharp[0].probability


def test_what_speaks_against_a_cause_is_named_with_it() -> None:
    findings = [found("link.mute", Severity.ERROR), found("wire.echo_answered", Severity.ERROR)]
    shares = {share.cause: share for share in rank(findings, table())}
    assert "link.mute" in shares["comm.timeout"].because
    fitted = Ranking(weights={"wire.echo_answered": {"comm.timeout": -2.0}})
    with_them = CauseTable({cause.id: cause for cause in table()}, fitted)
    shares = {share.cause: share for share in rank(findings, with_them)}
    assert "wire.echo_answered" in shares["comm.timeout"].against


def test_a_finding_that_no_cause_explains_speaks_for_one_that_is_in_no_table() -> None:
    findings = [found("wire.bitmap", Severity.ERROR), found("line.damaged", Severity.ERROR)]
    without = {cause.id: cause for cause in table() if "wire.bitmap" not in cause.for_}
    assert rank(findings, table())[0].cause == "pos.message_format.bitmap"
    assert rank(findings, CauseTable(without))[0].cause == "unknown"
    known = [found("line.damaged", Severity.ERROR)]
    assert rank(known, CauseTable(without))[0].cause != "unknown"
