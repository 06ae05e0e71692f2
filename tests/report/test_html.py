"""The page of a matrix: valid, whole without a script, alone in the world, photographed in a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import html5lib
import pytest

from posdiag.report.html import html_report
from posdiag.report.matrix_report import MatrixReport
from tests.matrix.small import failed, well
from tests.report.by_hand import TODAY, a_report, all_well, an_entry, full_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def text(report: MatrixReport, lang: str = "ko") -> str:
    return "".join(html_report(report, lang))


def stale_report() -> MatrixReport:
    return a_report(well(0), known=(an_entry("qr", "1.0", TODAY),))


@pytest.mark.parametrize("report", [full_report(), all_well(), a_report(planned=4), stale_report()])
def test_it_is_html_without_a_fault(report: MatrixReport) -> None:
    html5lib.HTMLParser(strict=True).parse(text(report))


def test_it_asks_nothing_of_anyone() -> None:
    told = text(full_report())
    assert not re.search(r'(?:src|href)="(?!#)', told)
    assert "http" not in told.replace("http-equiv", "")


def test_everything_is_there_without_the_script_and_in_both_languages() -> None:
    told = re.sub(r"<script>.*?</script>", "", text(full_report()), flags=re.DOTALL)
    for part in ("쿠폰 결제 호환성 표", "Coupon payment compatibility matrix", "<svg", "no scanner yet"):
        assert part in told
    assert told.count('type="radio"') == 6  # two languages, all and three standings


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    told = text(full_report())
    ids = re.findall(r' id="([^"]+)"', told)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', told)) <= set(ids)
    assert set(re.findall(r'for="([^"]+)"', told)) <= set(ids)


def test_it_opens_in_the_language_asked_for() -> None:
    assert 'id="lang-en" checked' in text(all_well(), "en")
    assert 'id="lang-ko" checked' in text(all_well(), "ko")


def test_an_interruption_all_well_and_stale_entries_are_said() -> None:
    assert "Interrupted: only 1 of 4" in text(a_report(failed(0), planned=4))
    assert "All compatible." in text(all_well())
    assert "posdiag-baseline.yaml:4 · qr · reference/till@1.0" in text(stale_report())


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to photograph the page with")
def test_chromium_photographs_it(tmp_path: Path) -> None:
    page, picture = tmp_path / "matrix.html", tmp_path / "matrix.png"
    page.write_text(text(full_report()), encoding="utf-8")
    words = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1200,900"]
    words += [f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={picture}", page.as_uri()]
    subprocess.run([str(CHROMIUM), *words], capture_output=True, check=True, timeout=120)
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 20_000
