"""One replay as JSON: the keys that scripts rely on, the same bytes for the same record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from posdiag.payment.money import Belief
from posdiag.record import Proof, ProofStatus, RunRecord, Tried
from posdiag.report.json_run import run_line, run_object, runs_document, runs_lines
from posdiag.report.redact import Shown

#: DESIGN section 6. Keys may be added, never renamed.
RUN_KEYS = {
    "schema",
    "scenario",
    "pos",
    "terminal",
    "faults",
    "seed",
    "verdict",
    "money",
    "findings",
    "causes",
    "guidance",
    "transcript",
}


def test_every_key_that_scripts_rely_on_is_there(failing: Shown) -> None:
    run = run_object(failing, "en")
    assert set(run) >= RUN_KEYS
    assert run["schema"] == "posdiag/run/1"
    assert run["pos"] == {"id": "ref-till", "release": "1.0"}
    assert set(run["money"]) >= {"charges", "charged", "from", "pos_believes", "agrees", "seen_by"}
    assert set(run["findings"][0]) >= {"code", "severity", "party", "summary", "evidence"}
    assert set(run["causes"][0]) >= {"cause", "probability", "party"}
    assert set(run["guidance"][0]) >= {"id", "kind", "audience", "text", "proof"}
    assert set(run["guidance"][0]["proof"]) >= {"status", "before", "after"}
    assert set(run["transcript"][0]) >= {"n", "t_ms", "link", "from", "to", "hex", "text"}


def test_values_are_those_of_the_record(failing: Shown) -> None:
    run = run_object(failing, "ko")
    assert run["money"] == {
        "charges": 1,
        "charged": 12300,
        "from": {"card": 2300, "coupon": 10000},
        "pos_believes": "declined",
        "booked": 0,
        "agrees": False,
        "seen_by": "statement",
    }
    assert run["findings"][0]["evidence"] == [1, 6]
    assert run["findings"][0]["summary"] == "POS가 30초에 포기, 응답은 40초에 옴"
    assert run["transcript"][0]["text"] == "0200 승인요청 12,300원"
    assert run["observations"][0]["kind"] == "silence"
    assert run["statement"]["rows"][1]["amount"] == 2300


def test_the_same_record_gives_the_same_bytes(
    failing_record: Callable[..., RunRecord], show: Callable[[RunRecord], Shown]
) -> None:
    assert run_line(show(failing_record()), "en") == run_line(show(failing_record()), "en")


def test_a_document_of_runs_is_an_object_with_runs(failing: Shown) -> None:
    for count in (0, 1, 3):
        document: dict[str, Any] = json.loads("".join(runs_document([failing] * count, "en")))
        assert document["schema"] == "posdiag/runs/1"
        assert [run["scenario"] for run in document["runs"]] == ["slow-host"] * count


def test_a_document_that_was_interrupted_says_so(failing: Shown) -> None:
    for count in (0, 1, 2):
        document = json.loads("".join(runs_document([failing] * count, "en", True)))
        assert (document["interrupted"], len(document["runs"])) == (True, count)
    assert "interrupted" not in json.loads("".join(runs_document([failing], "en")))


def test_json_lines_hold_one_run_each(failing: Shown) -> None:
    lines = "".join(runs_lines([failing, failing], "en")).splitlines()
    assert [json.loads(row)["schema"] for row in lines] == ["posdiag/run/1"] * 2


def test_a_proof_tells_its_seeds_and_the_money_both_ways(failing: Shown) -> None:
    before = failing.record.money
    after = replace(before, pos_believes=Belief.APPROVED, booked_krw=12300, agrees=True)
    proven = Proof(
        ProofStatus.PROVEN,
        passes="as-expected",
        replays=3,
        failed_without=2,
        seeds=(7, 8, 9),
        before_money=before,
        after_money=after,
    )
    advice = replace(failing.record.guidance[0], proof=proven)
    record = replace(failing.record, guidance=(advice,), tried=Tried(5, 1, 4, 7))
    run = run_object(replace(failing, record=record), "ko")
    proof = run["guidance"][0]["proof"]
    assert (proof["status"], proof["replays"], proof["failed_without"]) == ("proven", 3, 2)
    assert proof["seeds"] == [7, 8, 9]
    assert (proof["before_money"]["booked"], proof["after_money"]["booked"]) == (0, 12300)
    assert proof["after_money"]["from"] == {"card": 2300, "coupon": 10000}
    assert run["tried"] == {"deeds": 5, "proven": 1, "refuted": 4, "replays": 7}
