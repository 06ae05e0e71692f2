"""An agent's call by forms alone, as it goes without script."""

from __future__ import annotations

import re
import sys

from tests.web.browser import Browser
from tests.web.conftest import Make

STORY = "이 키오스크는 PG 결제라서 쿠폰을 지원하지 않는 기기래요. 12,300원, 카드 9400001234567897"


def test_from_the_first_words_to_the_outcome(browser: Browser) -> None:
    page = browser.form("/", {"text": STORY})
    assert "결제 경로 미지원" in page.words()
    assert "카운터의 카드 단말기에서 결제해 주세요" in page.words()
    assert "9400001234567897" not in page.text
    assert 'data-key="c"' in page.text
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert key is not None
    page = browser.form("/cases/1/answer", {"key": key[1], "value": "?"})
    assert page.status == 200
    page = browser.form("/cases/1/note", {"text": "다시 전화"})
    assert "다시 전화" in page.words()
    page = browser.form("/cases/1/close", {"outcome": "worked", "cause": ""})
    assert "안내가 통했음" in page.words()
    assert browser.get("/api/v1/cases/1").json()["outcome"] == "worked"
    page = browser.form("/cases/1/reopen", {})
    assert "결과 기록" in page.words()


def test_what_is_not_understood_is_told_on_the_page_of_the_case(browser: Browser) -> None:
    browser.form("/", {"text": STORY})
    reply = browser.form("/cases/1/answer", {"key": "no-such-question", "value": "a"}, follow=False)
    assert reply.status == 409
    assert 'role="alert"' in reply.text
    assert browser.form("/cases/1/close", {"outcome": "sold"}, follow=False).status == 404


def test_more_of_the_story_and_free_words_are_taken(browser: Browser) -> None:
    browser.form("/", {"text": "단말기에 통신오류라고 나와요"})
    page = browser.form("/cases/1/answer", {"words": "다른 카드는 다 돼요"})
    assert page.status == 200
    assert browser.form("/cases/1/answer", {"words": ""}).status == 200
    page = browser.form("/cases/1/more", {"text": "어제 15시부터 그랬대요"})
    assert "어제 15시부터" in page.words()


def test_the_sheet_for_the_merchant_is_in_large_type_and_can_be_printed(browser: Browser) -> None:
    browser.form("/", {"text": STORY})
    page = browser.get("/cases/1/sheet")
    assert 'class="sheet' in page.text
    assert "data-print" in page.text
    assert "지금 하실 일" in page.words()


def test_a_case_is_reproduced_in_a_job_that_it_names(make: Make) -> None:
    browser = make(command=(sys.executable, "-I", "-S", "-c", ""))
    browser.form("/", {"text": STORY})
    reply = browser.form("/cases/1/reproduce", {"pos": "reference/hangang@3.0"}, follow=False)
    assert reply.status == 303
    job = browser.finished(reply.headers["Location"].rpartition("/")[2])
    assert (job["kind"], job["spec"]["case"]) == ("reproduce", 1)
    assert "9400" not in str(job["spec"])
    assert "지원하지 않는" not in str(job["spec"])
    assert f"/runs/{job['id']}" in browser.get("/cases/1").text
