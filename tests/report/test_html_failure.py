"""A group of failures on the page: cause, money, drawing, evidence, guidance with its proof, commands."""

from __future__ import annotations

from dataclasses import replace

from posdiag.diagnose.finding import CauseShare
from posdiag.record import Behind
from posdiag.report.html_failure import group_section
from posdiag.report.matrix_report import MatrixReport
from tests.matrix.small import failed
from tests.report.by_hand import a_report, full_report


def text(report: MatrixReport) -> str:
    return group_section(report, report.tally.groups[0], report.failures(), True)


def test_it_has_everything_that_a_reader_needs() -> None:
    told = text(a_report(failed(0)))
    for part in (
        '<details class="group new"',
        'id="g0"',
        "POS timer too short",
        "POS 타이머가 짧음",
        "DISAGREE",
        "<svg",
        "the POS gave up at 30 s",
        "Do not pay again: ask for the last transaction first.",
        "✓ proven by replay",
        "posdiag diagnose slow-host --pos reference/till@1.0 --fault host-slow:ms=40000 --seed 7",
    ):
        assert part in told, part


def test_a_cause_that_was_hidden_is_told_in_both_languages_and_what_comes_after_it_is_marked() -> None:
    report = a_report(failed(0))
    whole = report.wholes[0]
    record = whole.record
    shows = CauseShare("coupon.expired", 0.9, "coupon", (record.findings[0].code,))
    behind = Behind(record.causes[0].cause, "card", record.findings[:1], (shows,))
    guidance = (replace(record.guidance[0], after="card"), *record.guidance[1:])
    changed = replace(whole, record=replace(record, behind=behind, guidance=guidance))
    told = text(replace(report, wholes={0: changed}))
    for part in (
        "그 뒤에",
        "behind it",
        "[coupon.expired]",
        "shows with that mended",
        "once the first is mended",
    ):
        assert part in told, part
        assert part not in text(report), part


def test_refuted_advice_is_not_given() -> None:
    assert "Pay again." not in text(a_report(failed(0)))


def test_every_failure_of_the_group_has_its_command_and_its_entry() -> None:
    told = text(full_report())
    assert told.count('<span class="badge known">') == 1
    assert "pos-team · until 2027-01-01 · no scanner yet" in told
    assert "posdiag diagnose slow --pos reference/till@1.0 --seed 0" in told


def test_without_a_full_record_it_says_so_and_gives_the_command() -> None:
    report = replace(a_report(failed(0)), wholes={})
    told = text(report)
    assert "No record: interrupted, or too many of them." in told
    assert "posdiag diagnose qr --pos reference/till@1.0 --seed 0" in told


def test_the_words_to_search_for_are_those_of_both_languages() -> None:
    told = text(a_report(failed(0)))
    words = told.partition('data-words="')[2].partition('"')[0]
    assert "qr · reference/till@1.0" in words
    assert "pos 타이머가 짧음" in words
