"""Replays as pages: begun by a form, shown when they are over, a frame of one looked into."""

from __future__ import annotations

import sys

from tests.web.browser import Browser
from tests.web.conftest import Make

FORM = {"scenario": "partial-approval", "pos": "reference/hangang@3.0", "seed": "0", "pace": "0", "fault": ""}


def test_a_replay_is_begun_followed_and_looked_into(browser: Browser) -> None:
    reply = browser.form("/runs", FORM, follow=False)
    place = reply.headers["Location"]
    waiting = browser.get(place)
    assert 'data-over=""' in waiting.text
    browser.finished(place.rpartition("/")[2])
    page = browser.get(place)
    assert "부분승인 미지원" in page.words()
    assert "재생으로 증명됨" in page.words()
    assert "940000******" in page.text
    part = browser.get(f"{place}?part=1&run=0")
    assert "<html" not in part.text
    frame = browser.get(f"{place}/0/frames/9")
    assert "0210" in frame.words()
    for wrong in ("/9/frames/1", "/0/frames/99", "/x/frames/1"):
        assert browser.get(f"{place}{wrong}").status == 404
    assert "선불카드 부분승인" in browser.get("/runs").words()


def test_a_cause_that_the_first_had_hidden_is_told(browser: Browser) -> None:
    reply = browser.form("/runs", {**FORM, "fault": "check-rule:rule=xor-from-stx"}, follow=False)
    place = reply.headers["Location"]
    browser.finished(place.rpartition("/")[2])
    words = browser.get(place).words()
    assert "앞의 원인을 바로잡으면 드러남: 부분승인 미지원" in words
    assert "(앞의 것을 고친 다음) 선불카드는" in words


def test_what_is_wrong_with_the_form_is_told_above_it(browser: Browser) -> None:
    for change in (
        {"fault": "no-such"},
        {"seed": "many"},
        {"scenario": "none"},
        {"terminal": "tcp://192.0.2.1:1"},
    ):
        reply = browser.form("/runs", {**FORM, **change}, follow=False)
        assert reply.status in (404, 409, 422), change
        assert 'role="alert"' in reply.text


def test_a_replay_can_be_stopped(make: Make) -> None:
    browser = make(command=(sys.executable, "-I", "-S", "-c", "import time; time.sleep(30)"))
    place = browser.form("/runs", FORM, follow=False).headers["Location"]
    assert "중지함" in browser.form(f"{place}/stop", {}).words()
