"""Jobs: in processes of their own, so many at once, kept, and taken up again."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from posdiag import assembly_serve
from posdiag.web.jobs import LEASE_S, MOST_TRIES
from posdiag.web.settings import Limits, Settings
from tests.web.browser import Browser, Clock
from tests.web.conftest import Make

#: A worker that tells what it was asked for, and ends as the order says.
WORKER = """
import json, sys, time
order = json.loads(sys.stdin.readline())
spec = order["spec"]
print(json.dumps({"event": "started", "kind": order["kind"]}), flush=True)
if spec.get("sleep"): time.sleep(spec["sleep"])
for number in range(spec.get("tell", 1)):
    print(json.dumps({"event": "run", "run": {"n": number}}), flush=True)
if spec.get("said"): print('{"event": "failed", "said": ' + json.dumps(spec["said"]) + '}', flush=True)
sys.exit(spec.get("code", 0))
"""
COMMAND = (sys.executable, "-I", "-S", "-c", WORKER)


def started(browser: Browser, **spec: object) -> str:
    job = browser.run(browser.desk.jobs.start("diagnose", spec, "kim"))
    return str(job.id)


def test_what_a_worker_tells_is_kept_and_served(make: Make) -> None:
    browser = make(command=COMMAND)
    job = browser.finished(started(browser, tell=3))
    assert (job["state"], job["told"], [run["n"] for run in job["runs"]]) == ("ended", 4, [0, 1, 2])
    assert (job["who"], job["error"]) == ("kim", "")
    browser.desk.jobs._known.clear()
    assert browser.get(f"/api/v1/jobs/{job['id']}").json() == job


@pytest.mark.parametrize(
    ("spec", "error"), [({"code": 1, "said": "no such rig"}, "no such rig"), ({"code": 2}, "internal")]
)
def test_a_worker_that_fails_says_why(make: Make, spec: dict[str, object], error: str) -> None:
    browser = make(command=COMMAND)
    job = browser.finished(started(browser, **spec))
    assert (job["state"], job["error"]) == ("failed", error)


def test_a_job_that_takes_too_long_or_tells_too_much_is_ended(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = make(Settings(limits=Limits(rate=0, job_s=0.3)), command=COMMAND)
    assert browser.finished(started(browser, sleep=30))["error"] == "too-long"
    monkeypatch.setattr("posdiag.web.jobs.MOST_EVENTS", 5)
    browser = make(command=COMMAND)
    assert browser.finished(started(browser, tell=50))["error"] == "too-much"


def test_only_so_many_run_and_only_so_many_wait(make: Make) -> None:
    browser = make(Settings(limits=Limits(rate=0, jobs=1, queued=1)), command=COMMAND)
    first, second = started(browser, sleep=30), started(browser)
    assert browser.desk.jobs.running == 1
    assert browser.desk.jobs.waiting == 1
    reply = browser.post(
        "/api/v1/diagnoses", {"scenarios": ["partial-approval"], "pos": ["reference/hangang@3.0"]}
    )
    assert (reply.status, reply.error["code"]) == (503, "busy")
    browser.ask("DELETE", f"/api/v1/jobs/{first}")
    assert browser.finished(second)["state"] == "ended"


def test_a_job_can_be_stopped_waiting_or_running(make: Make) -> None:
    browser = make(Settings(limits=Limits(rate=0, jobs=1)), command=COMMAND)
    running, waiting = started(browser, sleep=30), started(browser, sleep=30)
    assert browser.ask("DELETE", f"/api/v1/jobs/{waiting}").json()["state"] == "stopped"
    assert browser.ask("DELETE", f"/api/v1/jobs/{running}").json()["state"] == "stopped"
    assert browser.finished(running)["state"] == "stopped"


def test_a_server_that_is_told_to_stop_lets_a_job_end(make: Make, database: str) -> None:
    browser = make(database=database, command=COMMAND)
    id_ = started(browser, sleep=0.2)
    browser.run(asyncio.sleep(0.05))
    browser.close()
    assert make(database=database, command=COMMAND).get(f"/api/v1/jobs/{id_}").json()["state"] == "ended"


def test_what_does_not_end_in_time_is_taken_up_by_the_next_server(make: Make, database: str) -> None:
    short = Settings(limits=Limits(rate=0, stop_s=0.1, jobs=1))
    browser = make(short, database=database, command=COMMAND)
    running, waiting = started(browser, sleep=1.0), started(browser)
    browser.run(asyncio.sleep(0.1))
    browser.close()
    after = make(database=database, command=COMMAND)
    assert after.finished(running)["state"] == after.finished(waiting)["state"] == "ended"


def test_a_job_of_a_server_that_died_waits_for_its_lease_and_is_not_tried_for_ever(
    make: Make, database: str, clock: Clock
) -> None:
    browser = make(database=database, command=COMMAND)
    dead = browser.run(browser.desk.jobs.start("diagnose", {"tell": 1}, "kim"))
    browser.finished(dead.id)
    left, until_s = dead.row(), clock.now + LEASE_S
    for id_, tries in (("taken", 1), ("hopeless", MOST_TRIES)):
        row = type(left)(id_, left.kind, left.spec, left.who, "running", left.made_s, 1.0, 0.0, "", tries)
        browser.run(browser.desk.shelf.do(lambda store, r=row: store.jobs.put(r, [], "dead", until_s, 10)))  # type: ignore[misc]
    browser.run(browser.desk.jobs._claim())
    assert browser.get("/api/v1/jobs/taken").json()["state"] == "running"
    clock.now += LEASE_S + 1
    browser.run(browser.desk.jobs._claim())
    assert browser.finished("taken")["state"] == "ended"
    assert browser.finished("hopeless")["error"] == "gave-up"


def test_the_real_worker_diagnoses_as_the_command_line_does(make: Make) -> None:
    browser = make(command=assembly_serve.worker_command())
    body = {"scenarios": ["partial-approval"], "pos": ["reference/hangang@3.0"], "prove": False}
    reply = browser.post("/api/v1/diagnoses", body)
    assert reply.status == 201
    job = browser.finished(reply.json()["id"])
    run = job["runs"][0]
    assert (job["state"], run["verdict"], run["causes"][0]["cause"]) == (
        "ended", "incompatible", "pos.version_incompatible.partial_approval",
    )  # fmt: skip
    events = browser.get(f"/api/v1/jobs/{job['id']}/events").text
    told = [json.loads(row[6:]) for row in events.splitlines() if row.startswith("data: ")]
    assert [one["event"] for one in told[:3]] == ["started", "frame", "frame"]
    assert (told[-1]["event"], told[-1]["state"]) == ("over", "ended")
    assert "9400001234" not in events


def test_no_file_of_a_user_is_ever_named(make: Make, tmp_path: Path) -> None:
    browser = make(command=COMMAND)
    scenario = tmp_path / "mine.yaml"
    scenario.write_text("id: mine\n", encoding="utf-8")
    for body in (
        {"scenarios": [str(scenario)[-100:]]},
        {"scenarios": ["../../etc/passwd"]},
        {"terminal": "sim:../rigs/counter-fs.yaml"},
        {"terminal": "tcp://192.0.2.1:9100"},
        {"terminal": "serial:///dev/ttyUSB0"},
    ):
        reply = browser.post("/api/v1/diagnoses", body)
        assert (reply.status, reply.error["code"]) == (404, "not_found"), body
