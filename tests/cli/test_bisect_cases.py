"""What is searched: scenarios on a range of releases, or failed runs of a file; contradictions refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from posdiag.assembly_isolate import stage
from posdiag.cli.bisect_cases import Asked, cases, recorded_release, versions_of
from posdiag.errors import InputError


def labels(asked: Asked) -> tuple[str, ...]:
    (case,) = cases(asked)
    with stage(None) as opened:
        return versions_of(case, asked, opened).labels


def refused(asked: Asked) -> tuple[str, str, str]:
    with pytest.raises(InputError) as error:
        labels(asked)
    problem = error.value.problems[0]
    return problem.place, problem.what, problem.remedy


def run_file(tmp_path: Path, **changes: Any) -> Path:
    run = {
        "schema": "posdiag/run/1",
        "scenario": "timeout-retry",
        "pos": {"id": "reference/hangang", "release": "1.1"},
        "terminal": "sim:counter-fs",
        "faults": ["late:ms=38000,count=1", "drop:count=0"],
        "seed": 5,
        "verdict": "incompatible",
        "money": {"charges": 2, "charged": 17_600},
        "causes": [{"cause": "txn.duplicate.x"}],
        "place": "profiles/scenarios/timeout-retry.yaml:1",
        **changes,
    }
    path = tmp_path / "run.json"
    path.write_text(json.dumps(run), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, ("1.0", "1.1", "2.0", "2.1", "3.0", "3.1")),
        ("2.0", None, ("2.0", "2.1", "3.0", "3.1")),
        ("1.1", "2.1", ("1.1", "2.0", "2.1")),
    ],
)
def test_from_and_to_name_the_ends(first: str | None, last: str | None, expected: tuple[str, ...]) -> None:
    assert labels(Asked(("barcode",), pos="hangang", first=first, last=last)) == expected


def test_a_range_of_releases_will_do_too() -> None:
    assert labels(Asked(("barcode",), pos="reference/hangang@>=3.0")) == ("3.0", "3.1")


def test_firmware_is_searched_at_one_release() -> None:
    asked = Asked(("barcode",), pos="hangang@3.1", firmware="sim:counter-fs", first="2.0")
    assert labels(asked) == ("2.0", "2.1")
    place, what, remedy = refused(Asked(("barcode",), pos="hangang", firmware="sim:counter-fs"))
    assert (place, remedy) == ("--pos hangang", "give one, such as --pos reference/hangang@3.1")
    assert "one release" in what


@pytest.mark.parametrize(
    ("asked", "place", "what"),
    [
        (Asked((), pos="hangang"), "SCENARIO", "nothing to search for"),
        (Asked(("barcode",)), "--pos", "no product"),
        (Asked(("barcode",), pos="reference/*"), "--pos reference/*", "several products"),
        (Asked(("barcode",), pos="hangang", first="9.9"), "--from 9.9", "has no release `9.9`"),
        (Asked(("barcode",), pos="hangang", last="9.9"), "--to 9.9", "has no release `9.9`"),
        (Asked(("barcode",), pos="hangang", first="3.0", last="2.0"), "--from 3.0 --to 2.0", "comes after"),
        (
            Asked(("barcode",), pos="hangang", first="3.0", last="3.0"),
            "--from 3.0 --to 3.0",
            "single release",
        ),
        (Asked(("barcode",), pos="hangang@3.0"), "--pos", "single release"),
        (Asked(("barcode",), Path("x.json"), pos="hangang"), "SCENARIO", "recorded run already"),
        (Asked((), Path("x.json"), pos="hangang"), "--pos", "recorded run already"),
        (Asked((), Path("no-such-file.json")), "--run no-such-file.json", "no such file"),
        (
            Asked(("barcode",), pos="hangang@3.1", firmware="sim:counter-fs", terminal="sim:kiosk-fs"),
            *("--terminal", "--firmware names the terminal"),
        ),
    ],
)
def test_what_cannot_be_searched_is_refused_with_a_remedy(asked: Asked, place: str, what: str) -> None:
    told = refused(asked)
    assert told[0] == place
    assert what in told[1]
    assert told[2]


def test_a_recorded_run_brings_all_it_was_played_with(tmp_path: Path) -> None:
    (case,) = cases(Asked(run=run_file(tmp_path)))
    assert case.scenario.faults == ("late:ms=38000,count=1", "drop:count=0")
    assert (case.faults, case.seed, case.terminal, len(case.releases)) == ((), 5, "sim:counter-fs", 6)
    release = recorded_release(case)
    assert release is not None
    assert release.label == "reference/hangang@1.1"
    (case,) = cases(Asked(run=run_file(tmp_path), terminal="sim:kiosk-fs"))
    assert case.terminal == "sim:kiosk-fs"
    (case,) = cases(Asked(run=run_file(tmp_path), firmware="sim:counter-fs"))
    assert [one.release for one in case.releases] == ["1.1"]
    assert recorded_release(cases(Asked(("barcode",), pos="hangang"))[0]) is None


def test_runs_that_passed_are_no_cases(tmp_path: Path) -> None:
    assert cases(Asked(run=run_file(tmp_path, verdict="compatible"))) == ()


def test_a_users_own_scenario_is_read_from_its_file(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "id: own\nkind: reference\nsource: x\nname: {ko: 가, en: a}\ninstrument: {like: prepaid}\n"
        "steps: [{do: pay, amount_krw: 7}]\n"
        "expect: {money: [{charges: 1, charged_krw: 7}]}\n",
        encoding="utf-8",
    )
    (case,) = cases(Asked(run=run_file(tmp_path, scenario="own", place=f"{own}:1")))
    assert case.scenario.steps[0].amount_krw == 7


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"scenario": "timeout-retri"}, "no scenario `timeout-retri`"),
        ({"pos": {"id": "reference/hangan", "release": "1.1"}}, "no product `reference/hangan`"),
        ({"pos": {"id": "reference/hangang", "release": "9"}}, "has no release `9`"),
        ({"place": "gone.yaml:1"}, "no such file"),
    ],
)
def test_a_record_of_what_is_no_longer_there_is_refused(
    tmp_path: Path, changes: dict[str, Any], what: str
) -> None:
    assert what in refused(Asked(run=run_file(tmp_path, **changes)))[1]
