"""Hosts are measured as strangers: how they are written to by echo tests, whom they book for by payments."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.learn import _near, built_in_host
from posdiag.assembly_learn import learn_terminal
from posdiag.cli.profiles_learn import file_text
from posdiag.learn.measured import Measured
from posdiag.learn.terminal_host import EVERY
from posdiag_sim.rig import load_rig


def measured(rig: str, pay: bool = True, dialect: str = "") -> Measured:
    return learn_terminal(f"sim:{rig}", dialect, pay, lambda what: None)


@pytest.mark.parametrize("rig", ["host-iso", "host-iso-bcd"])
def test_what_is_learnt_of_a_host_is_what_was_built_in(rig: str) -> None:
    done, built = measured(rig), load_rig(rig)
    for one in done.values:
        assert one.value == built_in_host(built, one.path) or _near(
            one.path, one.value, built_in_host(built, one.path)
        ), one
    assert len(done.values) == 9
    assert {one.path for one in done.values} | {one.path for one in done.left_out} == set(EVERY)


def test_a_host_that_is_written_to_otherwise_is_found_by_echoes_alone() -> None:
    done = measured("host-iso-bcd", pay=False, dialect="iso87-bcd")
    known = {one.path: one.value for one in done.values}
    assert (known["host.length"], known["host.tpdu"]) == ("bcd2", "6000010000")
    other = {one.path: one.value for one in measured("host-iso", False, "iso87-ascii").values}
    assert (other["host.format"], other["host.length"]) == ("ascii-hex", "binary2-be")
    sent = [frame.data for record, _ in done.records for frame in record.transcript.frames]
    assert sent
    left = {one.path: one.reason for one in done.left_out}
    assert left["shop.merchant"] == left["issuer.partial"] == "no-pay"


def test_every_test_payment_at_a_host_is_taken_back() -> None:
    done = measured("host-iso")
    for record, codecs in done.records:
        told = [codecs[frame.link].decode(frame.data).message for frame in record.transcript.frames]
        kinds = [one.kind.value for one in told if one is not None and not one.reply]
        approved = any(one is not None and one.reply and one.get("approval") for one in told)
        assert kinds[-1] == "cancel" if approved else "cancel" not in kinds


def test_a_measured_host_is_a_rig_that_plays(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(file_text(measured("host-iso-bcd"), "measured/mine", "1.0"), encoding="utf-8")
    rig, built = load_rig(str(path)), load_rig("host-iso-bcd")
    assert (rig.kind, rig.host, rig.partial, rig.van.pg_merchant) == (
        "host",
        built.host,
        built.partial,
        built.van.pg_merchant,
    )
