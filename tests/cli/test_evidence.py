"""`--evidence` leaves what it names, and the answer then rests on that alone."""

from __future__ import annotations

import json

import pytest

from posdiag.cli.evidence import channels_from
from posdiag.cli.main import main
from posdiag.diagnose.channels import EVERYTHING, Channel
from posdiag.errors import InputError


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    asked = [
        "--lang",
        "en",
        "diagnose",
        "sale-within-balance",
        "--pos",
        "reference/hangang@3.1",
        "--no-prove",
    ]
    code = main([*asked, "--format", "json", *words])
    return code, capsys.readouterr().out


def test_all_is_seen_where_nothing_is_said() -> None:
    assert channels_from(None) == EVERYTHING
    assert channels_from("ecr, profile") == {Channel.ECR, Channel.PROFILE}


@pytest.mark.parametrize("text", ["ecr,statment", "", "statement,profile"])
def test_a_channel_that_is_none_and_a_list_without_a_link_are_the_users_to_mend(text: str) -> None:
    with pytest.raises(InputError, match="--evidence"):
        channels_from(text)


def test_on_the_ecr_link_alone_nobody_knows_the_purse(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = run(capsys, "--evidence", "ecr,profile")
    (shown,) = json.loads(out)["runs"]
    assert code == 0
    assert shown["money"]["seen_by"] == "messages"
    assert shown["statement"] is None
    assert {frame["link"] for frame in shown["transcript"]} == {"ecr"}


def test_the_same_failure_is_told_less_surely_where_less_is_seen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shares = []
    for evidence in ("ecr,host,receipt,statement,profile", "ecr"):
        _, out = run(capsys, "--fault", "host-slow:ms=45000", "--evidence", evidence)
        (shown,) = json.loads(out)["runs"]
        shares.append({one["cause"]: one["probability"] for one in shown["causes"]})
    full, narrow = (one.get("comm.timeout.host_slow", 0.0) for one in shares)
    assert full > 0.8
    assert narrow < full


def test_the_command_that_repeats_a_run_names_what_counted_as_seen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out = run(capsys, "--fault", "half-open", "--evidence", "ecr,receipt")
    (shown,) = json.loads(out)["runs"]
    assert " --evidence ecr,receipt" in shown["command"]
    assert shown["reenacted"] == []  # nobody knows what an unknown till would do
