"""The heat map: a sign in every place, a link to the failure, colour never alone."""

from __future__ import annotations

import re

from posdiag.report.html_heat import heat_map
from posdiag.report.matrix_report import MatrixReport
from tests.matrix.small import failed, well
from tests.report.by_hand import a_report, full_report


def text(report: MatrixReport) -> str:
    return "".join(heat_map(report))


def test_every_place_has_a_sign_of_its_own_kind() -> None:
    cells = re.findall(r'<td class="\w+ ([a-z ]+)"[^>]*>(?:<a [^>]*>)?(.)', text(full_report()))
    assert cells == [("incompatible", "✗"), ("expired", "!"), ("known", "▪"), ("inconclusive", "?")]


def test_a_failing_place_links_to_its_failure_and_names_it() -> None:
    told = text(full_report())
    assert told.count('<a href="#g0"') == 3
    assert 'aria-label="qr · reference/till@1.0: POS 타이머가 짧음 / POS timer too short"' in told


def test_rows_that_pass_can_be_told_from_those_that_fail() -> None:
    told = text(a_report(failed(0), well(1)))
    assert told.count('<tr class="fails">') == 1
    assert told.count('<tr class="passes">') == 1


def test_a_place_whose_seeds_differ_is_hatched() -> None:
    assert "incompatible mixed" in text(a_report(failed(0), well(1), seeds=2))


def test_heads_of_rows_and_columns_are_heads() -> None:
    told = text(full_report())
    assert told.count('scope="row"') == 2
    assert told.count('scope="colgroup"') == 1
    assert told.count('scope="col"') == 3
