"""A statement on the page of a case: pasted or sent as a file, read, masked, and kept with the case."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import FormData

from posdiag.web.upload import PREFIX
from tests.web.browser import Browser

#: As a bank's site writes it: EUC-KR, the same payment twice within a minute, and a card number in a row.
TABLE = """\
이용일시,가맹점명,이용금액,승인번호,비고
2026-09-21 12:00:05,한강식당,12300,30000001,카드 9400001234567897
2026-09-21 12:00:41,한강식당,12300,30000002,
2026-09-20 19:10:00,마포서점,8000,30000003,
"""


def sent(browser: Browser, text: str = "", file: bytes = b"", word: str | None = None) -> tuple[int, str]:
    form = FormData()
    form.add_field("csrf", browser.desk.owner.csrf if word is None else word)
    form.add_field("text", text)
    form.add_field("file", file, filename="list.csv" if file else "", content_type="text/csv")
    reply = browser.ask("POST", "/cases/1/statement", data=form)
    return reply.status, reply.words()


@pytest.fixture
def called(browser: Browser) -> Browser:
    browser.form("/", {"text": "두 번 결제된 것 같아요"})
    return browser


def test_a_file_of_a_bank_is_read_and_what_is_odd_is_told_with_its_rows(called: Browser) -> None:
    assert sent(called, file=TABLE.encode("cp949"))[0] == 303
    page = called.get("/cases/1").words()
    assert "결제 3건을 읽었습니다" in page
    assert page.count("2026-09-21 12:00 · 한강식당 · 승인 · 12,300 원") >= 2
    assert "9400001234567897" not in called.get("/cases/1").text
    case = called.get("/api/v1/cases/1").json()
    assert [one["cause"] for one in case["alarms"]] == ["txn.duplicate"]
    assert "명세" in called.get("/cases/1").words()
    assert [event["kind"] for event in called.get("/api/v1/cases/1/events").json()["events"]][-1] == (
        "statement"
    )


def test_what_is_pasted_goes_before_a_file(called: Browser) -> None:
    assert sent(called, text=TABLE, file=b"nothing")[0] == 303
    assert "결제 3건을 읽었습니다" in called.get("/cases/1").words()


def test_a_statement_without_payments_is_told_on_the_page_of_the_case(called: Browser) -> None:
    status, words = sent(called, text="잘 모르겠어요")
    assert status == 409
    assert "결제로 읽을 수 있는 줄이 없습니다" in words
    assert sent(called, text=TABLE, word="another page's")[0] == 403


def test_the_file_is_gone_and_a_closed_case_takes_none(called: Browser, tmp_path: Path) -> None:
    import tempfile

    before = set(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"))
    sent(called, file=TABLE.encode())
    assert set(Path(tempfile.gettempdir()).glob(f"{PREFIX}*")) <= before
    called.form("/cases/1/close", {"outcome": "worked", "cause": ""})
    assert sent(called, text=TABLE)[0] == 409
    assert called.post("/api/v1/cases/1/statement", {"text": TABLE}).error["code"] == "conflict"


def test_a_program_attaches_one_too(called: Browser) -> None:
    case = called.post("/api/v1/cases/1/statement", {"text": TABLE}).json()
    assert len(case["payments"]) == 3
    assert "9400001234567897" not in str(case)
    assert called.post("/api/v1/cases/1/statement", {"text": "아무것도"}).error == {
        "code": "refused", "place": "body.text",
        "message": "받아들일 수 없습니다: 결제로 읽을 수 있는 줄이 없습니다. 날짜와 금액이 있는 줄을 주세요",
    }  # fmt: skip
    assert called.post("/api/v1/cases/77/statement", {"text": TABLE}).status == 404
