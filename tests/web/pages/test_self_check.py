"""The merchant's own page: no log-in, a sheet at the end, and nothing kept."""

from __future__ import annotations

from tests.web.browser import Browser


def test_without_log_in_a_merchant_comes_to_a_sheet_and_nothing_is_kept(office: Browser) -> None:
    page = office.get("/self")
    assert page.status == 200
    assert "다시 결제하지 말고" in page.words()
    fields = {
        "who": "merchant",
        "text": "통신오류 9400001234567897",
        "step-money": "ordinary",
        "step-period": "over",
    }
    reply = office.ask("POST", "/self", data=fields)
    assert reply.status == 200
    assert "쿠폰이 아닌 돈으로 결제되었습니다" in reply.words()
    assert "9400001234567897" not in reply.text
    assert "통신오류" not in "".join(office.lines)
    found = office.run(
        office.desk.shelf.do(lambda store: store.connection.execute("SELECT count(*) FROM cases").fetchone())
    )
    assert found == (0,)


def test_the_page_has_no_way_into_the_agents_pages(office: Browser) -> None:
    text = office.get("/self").text
    assert 'href="/cases"' not in text
    assert 'href="/runs"' not in text


def test_nothing_answered_is_a_sheet_too_and_strange_answers_are_left_out(office: Browser) -> None:
    assert office.ask("POST", "/self", data={}).status == 200
    assert office.ask("POST", "/self", data={"who": "king", "step-money": "<b>"}).status == 200
    assert office.get("/self?who=customer").status == 200
