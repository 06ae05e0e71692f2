"""Isolation's terminals: replays at a stage, the numbers of faults, and a rig's firmware as a history."""

from __future__ import annotations

from dataclasses import fields

import pytest

from posdiag import assembly
from posdiag.assembly_isolate import fault_defaults, firmware_versions, stage
from posdiag.errors import InputError
from posdiag.isolate.bisect import Bisection
from posdiag.profile.model import PosRelease
from posdiag.replay.variant import Variant
from posdiag_sim.faults.registry import FAULTS, parse_fault
from posdiag_sim.firmware import Firmware


def hangang(version: str) -> PosRelease:
    (release,) = assembly.library().select((f"reference/hangang@{version}",))
    return release


def test_a_stage_plays_at_each_releases_own_rig_or_at_the_terminal_named() -> None:
    variant = Variant(assembly.scenarios()["sale-within-balance"], hangang("3.1"))
    with stage(None) as opened:
        assert opened.address_of(variant.release) == "sim:counter-fs"
        assert opened.play(variant, (), 0).passed
        assert opened.play(variant, ("host-slow:ms=60000",), 0).cause.startswith("comm.timeout")
    with stage("sim:kiosk-fs") as opened:
        assert opened.address_of(variant.release) == "sim:kiosk-fs"


def test_a_refused_fault_is_the_users_to_mend() -> None:
    variant = Variant(assembly.scenarios()["sale-within-balance"], hangang("3.1"))
    with stage(None) as opened, pytest.raises(InputError, match="unknown fault"):
        opened.play(variant, ("no-such-fault",), 0)


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_the_numbers_of_a_fault_can_be_written_as_they_are(name: str) -> None:
    told = {key: value for key, value in fault_defaults(name).items() if key != "count"}
    text = f"{name}:" + ",".join(f"{key}={value}" for key, value in told.items())
    kind = "host" if FAULTS[name].needs_host else "terminal"
    assert parse_fault(text, "", kind) is not None
    assert ("count" in fault_defaults(name)) is not FAULTS[name].built_in


def test_numbers_of_faults_are_those_that_users_may_set() -> None:
    assert fault_defaults("late") == {"ms": 40_000, "count": 0}
    assert fault_defaults("pause") == {"ms": 1_500, "at": 10, "count": 0}
    assert fault_defaults("busy") == {"ms": 8_000, "count": 0}
    assert fault_defaults("check-rule") == {}
    assert fault_defaults("no-such-fault") == {}


def test_a_rigs_firmware_is_bisected_to_its_trait() -> None:
    story = assembly.scenarios()["barcode"]
    versions = firmware_versions("sim:counter-fs", hangang("3.1"), story, (), 0)
    assert (versions.subject, versions.labels) == ("sim:counter-fs", ("1.4", "2.0", "2.1"))
    one = Bisection("barcode", versions)
    one.run()
    (found,) = one.explained
    assert (versions.labels[found.change.after], found.change.broke) == ("2.0", False)
    assert found.culprit is not None
    assert [trait.path for trait in found.culprit.changes] == ["entries"]
    assert found.culprit.changes[0].place.startswith("rigs/counter-fs.yaml:")
    assert versions.place(1).startswith("rigs/counter-fs.yaml:")
    assert versions.lacks(0) == ()


def test_every_trait_of_a_firmware_can_be_changed_alone() -> None:
    story = assembly.scenarios()["sale-within-balance"]
    versions = firmware_versions("sim:counter-fs", hangang("3.1"), story, (), 0)
    changes = versions.changes(0, 2)
    assert {change.path for change in changes} <= {trait.name for trait in fields(Firmware)}
    assert versions.play_changed(2, [change.reversed() for change in changes]) == versions.play(0)


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("tcp://127.0.0.1:1", "not a simulated rig"),
        ("sim:counter-fs@2.0", "not a simulated rig"),
        ("sim:no-such-rig", "no rig is called"),
        ("sim:host-iso", "no firmware releases"),
    ],
)
def test_what_has_no_firmware_is_refused(url: str, what: str) -> None:
    with pytest.raises(InputError) as refused:
        firmware_versions(url, hangang("3.1"), assembly.scenarios()["barcode"], (), 0)
    problem = refused.value.problems[0]
    assert what in problem.what
    assert problem.place == f"--firmware {url}"
    assert problem.remedy
