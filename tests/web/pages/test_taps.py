"""Pages of taps: what has passed is drawn by the server too, and each frame opens to its bytes and fields."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from posdiag import assembly
from posdiag.web.job import Job
from posdiag.web.pages.taps import MOST_FRAMES, MOST_PAYMENTS, live_of
from posdiag.web.settings import Limits, Settings
from posdiag.wire.message import Kind, Message
from tests.web.conftest import Make

CODEC = assembly.library().dialects.codec_for("kr-fs")
SALE = {"tid": "10000001", "stan": "000007", "sent_at": "20250910123000", "amount": "12300", "entry": "K"}


def frame_event(**more: object) -> dict[str, object]:
    data = CODEC.encode(Message(Kind.APPROVE, False, {**SALE, "card": "940001******1012"}))
    told = {"event": "frame", "from": "pos", "to": "terminal", "text": {"ko": "0200 승인요청", "en": "0200"}}
    return {
        **told,
        "hex": data.hex(),
        "bad": False,
        "control": False,
        "t_ms": 0,
        "at": "12:30:00.000",
        **more,
    }


def run_event(number: int) -> dict[str, object]:
    return {"event": "run", "index": number, "total": 0,
            "run": {"verdict": "compatible", "why": {"ko": f"좋음 {number}", "en": "well"}}}  # fmt: skip


def test_a_line_is_drawn_without_script_and_a_frame_opens_to_its_fields(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "taps"
    folder.mkdir()
    (folder / "counter-1.pcapng").write_bytes(b"x")
    lines = [json.dumps(frame_event(way="kr-fs")), json.dumps(run_event(1)), json.dumps({"event": "on"})]
    script = f"import time\nfor line in {lines!r}: print(line, flush=True)\ntime.sleep(60)"
    browser = make(
        Settings(limits=Limits(rate=0), watch=folder), command=(sys.executable, "-I", "-S", "-c", script)
    )
    page = browser.get("/taps")
    assert "counter-1" in page.words()
    id_ = browser.get("/api/v1/taps").json()["taps"][0]["id"]
    where = browser.form(f"/taps/{id_}/follow", {}, follow=False).headers["Location"]
    job = browser.run(browser.desk.jobs.get(where.rpartition("/")[2]))
    browser.run(browser.desk.jobs.get(job.id))
    while len(job.events) < 3:
        browser.run(job.news(5))
    shown = browser.get(where)
    assert "0200 승인요청" in shown.words()
    assert "좋음 1" in shown.words()
    assert 'data-after="3"' in shown.text
    assert "함께 보기" in browser.get("/taps").words()
    frame = browser.get(f"{where}/live/1")
    assert "12300" in frame.words()
    assert "kr-fs" in frame.words()
    assert browser.get(f"{where}/live/2").status == browser.get(f"{where}/live/0").status == 404
    browser.ask("DELETE", f"/api/v1/jobs/{job.id}")


def test_a_server_without_a_folder_says_how_to_give_one(make: Make) -> None:
    assert "--watch" in make().get("/taps").words()


def test_only_the_last_of_a_long_line_is_drawn() -> None:
    job = Job("a", "tap", {}, "kim", 0.0)
    for number in range(1, 200):
        job.tell(json.dumps(frame_event()))
        job.tell(json.dumps(run_event(number)))
    shown = live_of(job)
    assert shown["after"] == 398
    assert [one["n"] for one in shown["live"]] == list(range(397 - 2 * (MOST_FRAMES - 1), 398, 2))
    assert [number for number, _ in shown["payments"]] == list(range(198, 198 - MOST_PAYMENTS, -1))
    assert shown["payments"][0][1]["why"]["ko"] == "좋음 199"
