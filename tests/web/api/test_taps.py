"""Recordings by the API: listed and followed by names of the server's own, never by a path."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from posdiag.web.settings import Limits, Settings
from tests.web.conftest import Make

#: A worker that follows until it is killed.
SLEEPER = (
    sys.executable,
    "-I",
    "-S",
    "-c",
    'import time; print(\'{"event": "on"}\', flush=True); time.sleep(60)',
)


def test_a_recording_is_followed_once_for_everybody_and_beside_the_jobs(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "taps"
    folder.mkdir()
    (folder / "counter-1.pcapng").write_bytes(b"x")
    browser = make(Settings(limits=Limits(rate=0, jobs=1), watch=folder), command=SLEEPER)
    (found,) = browser.get("/api/v1/taps").json()["taps"]
    assert (found["name"], found["size"], found["job"]) == ("counter-1", 1, "")
    job = browser.post(f"/api/v1/taps/{found['id']}/follow").json()
    again = browser.post(f"/api/v1/taps/{found['id']}/follow").json()
    assert job["id"] == again["id"] == browser.get("/api/v1/taps").json()["taps"][0]["job"]
    assert job["spec"] == {"tap": found["id"], "name": "counter-1", "lang": "ko"}
    replay = browser.post("/api/v1/diagnoses", {"scenarios": ["partial-approval"],
                                                "pos": ["reference/hangang@3.0"]}).json()  # fmt: skip
    assert browser.desk.jobs.running == 2
    assert replay["kind"] == "diagnose"
    assert browser.ask("DELETE", f"/api/v1/jobs/{job['id']}").json()["state"] == "stopped"
    browser.ask("DELETE", f"/api/v1/jobs/{replay['id']}")


def test_no_path_reaches_the_file_system(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "taps"
    folder.mkdir()
    (folder / "line.pcapng").write_bytes(b"x")
    browser = make(Settings(limits=Limits(rate=0), watch=folder), command=SLEEPER)
    for id_ in ("line.pcapng", "line", "..%2Fline.pcapng", "0" * 16):
        assert browser.post(f"/api/v1/taps/{id_}/follow").status == 404
    assert make(Settings(limits=Limits(rate=0))).get("/api/v1/taps").json() == {"taps": []}


def test_a_server_that_stops_does_not_wait_for_a_line(make: Make, tmp_path: Path, database: str) -> None:
    folder = tmp_path / "taps"
    folder.mkdir()
    (folder / "line.pcapng").write_bytes(b"x")
    settings = Settings(limits=Limits(rate=0, stop_s=30), watch=folder)
    browser = make(settings, database=database, command=SLEEPER)
    id_ = browser.get("/api/v1/taps").json()["taps"][0]["id"]
    job = browser.post(f"/api/v1/taps/{id_}/follow").json()
    began = time.monotonic()
    browser.close()
    assert time.monotonic() - began < 25  # not even for one that was about to begin
    after = make(settings, database=database, command=SLEEPER)  # which goes on with it
    assert after.get(f"/api/v1/jobs/{job['id']}").json()["state"] in ("waiting", "running")
    after.ask("DELETE", f"/api/v1/jobs/{job['id']}")
