"""Matrices and captures as pages."""

from __future__ import annotations

import sys

from aiohttp import FormData

from tests.web.conftest import Make

ENDS = (sys.executable, "-I", "-S", "-c", "")


def test_a_matrix_is_begun_by_a_form(make: Make) -> None:
    browser = make(command=ENDS)
    reply = browser.form("/matrix", {"pos": "reference/hangang", "fault": ""}, follow=False)
    assert reply.status == 303
    job = browser.finished(reply.headers["Location"].rpartition("/")[2])
    assert job["spec"]["pos"] == ["reference/hangang"]
    assert browser.get(reply.headers["Location"]).status == 200
    assert browser.form("/matrix", {"pos": "reference/hangang", "fault": "none"}, follow=False).status == 409


def test_a_capture_is_sent_by_a_form_that_holds_the_word_of_its_page(make: Make) -> None:
    browser = make(command=ENDS)
    for csrf, status in (("", 403), ("guessed", 403), (browser.desk.owner.csrf, 303)):
        form = FormData()
        form.add_field("csrf", csrf)
        form.add_field("file", b"x", filename="shop.log")
        assert browser.ask("POST", "/captures", data=form).status == status
    assert "1" in browser.get("/captures").words()
