"""What may be started, and against which terminals."""

from __future__ import annotations

import sys

import pytest

from posdiag.web.people import People
from posdiag.web.settings import Limits, Settings
from tests.web.browser import Browser
from tests.web.conftest import PASSWORD, Make

ENDS = (sys.executable, "-I", "-S", "-c", "")
ONE = {"scenarios": ["partial-approval"], "pos": ["reference/hangang@3.0"]}


@pytest.mark.parametrize(
    ("body", "status", "place"),
    [
        ({**ONE, "faults": ["no-such-fault"]}, 409, "body.faults[0]"),
        ({**ONE, "pos": ["no/such"]}, 409, "--pos no/such"),
        ({"scenarios": ["none"]}, 404, "body.scenarios[0]"),
        ({**ONE, "terminal": "sim:none"}, 404, "body.terminal"),
        ({**ONE, "pace": 101}, 422, "body.pace"),
        ({**ONE, "seed": -1}, 422, "body.seed"),
    ],
)
def test_what_cannot_be_is_told_before_it_waits_its_turn(
    browser: Browser, body: dict[str, object], status: int, place: str
) -> None:
    reply = browser.post("/api/v1/diagnoses", body)
    assert (reply.status, reply.error["place"]) == (status, place)
    assert browser.get("/api/v1/jobs").json()["jobs"] == []


def test_a_real_terminal_is_reached_by_name_and_by_leads_alone(make: Make, people: People) -> None:
    chosen = Settings(
        people=people, terminals={"counter": "tcp://127.0.0.1:9"}, limits=Limits(rate=0, logins=999)
    )
    office = make(chosen, command=ENDS)
    for name, status in (("kim", 403), ("lee", 201)):
        office.login(name, PASSWORD)
        session = list(office.desk.sessions._by_word.values())[-1]
        reply = office.post(
            "/api/v1/diagnoses", {**ONE, "terminal": "counter"}, headers={"X-CSRF-Token": session.csrf}
        )
        assert reply.status == status
    assert reply.json()["spec"]["terminal"] == "tcp://127.0.0.1:9"


def test_an_agent_may_start_fewer_replays_than_a_lead(make: Make, people: People) -> None:
    office = make(Settings(people=people, limits=Limits(rate=0, logins=999)), command=ENDS)
    office.login("kim", PASSWORD)
    session = list(office.desk.sessions._by_word.values())[-1]
    reply = office.post("/api/v1/diagnoses", {}, headers={"X-CSRF-Token": session.csrf})
    assert (reply.status, reply.error["place"]) == (409, "body")


def test_only_who_began_a_job_or_a_lead_ends_it(make: Make, people: People) -> None:
    office = make(Settings(people=people, limits=Limits(rate=0, logins=999)), command=ENDS)
    job = office.run(office.desk.jobs.start("diagnose", {}, "lee"))
    office.login("kim", PASSWORD)
    session = list(office.desk.sessions._by_word.values())[-1]
    assert (
        office.ask("DELETE", f"/api/v1/jobs/{job.id}", headers={"X-CSRF-Token": session.csrf}).status == 403
    )


def test_jobs_are_listed_newest_first_and_by_kind(make: Make) -> None:
    browser = make(command=ENDS)
    ids = [browser.post("/api/v1/diagnoses", ONE).json()["id"] for _ in range(2)]
    assert [one["id"] for one in browser.get("/api/v1/jobs?kind=diagnose").json()["jobs"]] in (ids, ids[::-1])
    assert browser.get("/api/v1/jobs?kind=matrix").json()["jobs"] == []
