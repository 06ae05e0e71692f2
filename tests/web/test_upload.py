"""Files that are sent stay in the server's own place, within their limit, and go again."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from aiohttp import FormData

from posdiag.web.settings import Limits, Settings
from posdiag.web.upload import PREFIX, discard
from tests.web.browser import Browser
from tests.web.conftest import Make


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "uploads"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def sent(browser: Browser, data: bytes, name: str = "shop.log", field: str = "file") -> dict[str, object]:
    form = FormData()
    form.add_field(field, data, filename=name, content_type="application/octet-stream")
    found: dict[str, object] = browser.ask("POST", "/api/v1/captures", data=form).json()
    return found


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "a\\..\\b"])
def test_whatever_a_file_is_called_it_lies_in_our_folder(make: Make, own_folder: Path, name: str) -> None:
    browser = make(command=(sys.executable, "-I", "-S", "-c", ""))
    job = sent(browser, b"not a capture", name)
    assert "file" not in job["spec"]  # type: ignore[operator]
    assert all(path.name.startswith(PREFIX) for path in own_folder.iterdir())
    browser.finished(str(job["id"]))
    assert not list(own_folder.iterdir())


def test_a_file_past_the_limit_is_refused_and_gone(make: Make, own_folder: Path) -> None:
    browser = make(Settings(limits=Limits(rate=0, upload_bytes=1_000)))
    assert sent(browser, b"x" * 200_000)["error"]["code"] == "too_large"  # type: ignore[index]
    assert not list(own_folder.iterdir())


@pytest.mark.parametrize(("data", "field"), [(b"", "file"), (b"x", "other")])
def test_no_file_is_told_as_such(browser: Browser, own_folder: Path, data: bytes, field: str) -> None:
    assert sent(browser, data, field=field)["error"]["place"] == "form.file"  # type: ignore[index]
    assert not list(own_folder.iterdir())


def test_what_is_no_form_is_refused(browser: Browser) -> None:
    assert browser.post("/api/v1/captures", {"file": "a"}).error["code"] == "media"
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert browser.ask("POST", "/api/v1/captures", data=b"--y\r\n\r\n", headers=broken).status in (400, 422)
    bare = {"Content-Type": "multipart/form-data"}
    assert browser.ask("POST", "/api/v1/captures", data=b"x", headers=bare).error["code"] == "malformed"


def test_nothing_but_an_upload_is_ever_deleted(own_folder: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "mine", own_folder / "mine", tmp_path / f"{PREFIX}x"):
        path.write_text("keep", encoding="utf-8")
        discard(path)
        assert path.exists()
    discard(None)
    discard(own_folder / f"{PREFIX}gone")
