"""A capture that is sent is explained, and gone."""

from __future__ import annotations

from aiohttp import FormData

from tests.web.browser import Browser

LOG = """\
< 2026/09/21 12:00:00.000000  length=4 from=0 to=3
 02 30 31 32
> 2026/09/21 12:00:00.100000  length=1 from=0 to=0
 06
"""


def sent(browser: Browser, data: bytes) -> dict[str, object]:
    form = FormData()
    form.add_field("file", data, filename="shop.log")
    id_ = browser.ask("POST", "/api/v1/captures", data=form).json()["id"]
    return browser.finished(id_)


def test_what_is_no_capture_is_told_as_such(browser: Browser) -> None:
    job = sent(browser, b"\x00\x01\x02nothing of the kind")
    assert job["state"] == "failed"
    assert job["error"]


def test_a_log_is_read_to_its_end(browser: Browser) -> None:
    job = sent(browser, LOG.encode())
    assert job["state"] == "ended"
    assert job["result"]["capture"]["lines"] >= 1  # type: ignore[index]
