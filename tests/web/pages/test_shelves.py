"""Lists and clusters as pages."""

from __future__ import annotations

from dataclasses import replace

from posdiag.intake.dossier import Dossier
from posdiag.web.pages.shelves import bars_of
from tests.web.browser import Browser


def test_the_list_is_searched_and_says_what_it_cannot_read(browser: Browser) -> None:
    browser.form("/", {"text": "키오스크에서 쿠폰이 안 돼요"})
    browser.form("/", {"text": "잔액 부족이라고 나와요"})
    assert "2건" in browser.get("/cases").words()
    assert "1건" in browser.get("/cases?words=키오스크").words()
    assert "그런 사건이 없습니다" in browser.get("/cases?words=없는말").words()
    assert browser.get("/cases?since=whenever").status == 422
    assert browser.get("/cases?status=sold").status == 422
    assert browser.get("/clusters?since=whenever").status == 422


def test_bars_stand_for_cases_over_time() -> None:
    one = Dossier(opened="2026-09-21T12:00:00+09:00")
    later = replace(one, opened="2026-09-21T13:00:00+09:00")
    bars = bars_of([one, one, later], [])
    assert [(bar.count, bar.height) for bar in bars if bar.count] == [(2, 80.0), (1, 40.0)]
    assert bars_of([one], []) == bars_of([], []) == []
