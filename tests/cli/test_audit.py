"""audit: one row a case, exit codes, formats, bad input, a person or script in place of a program, Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.audit.campaign import CAMPAIGN

TILL = Path(__file__).parents[1] / "audit" / "till.py"
Posdiag = Callable[..., Any]


def words(*more: str, habit: str = "", cases: tuple[str, ...] = ("healthy",)) -> list[str]:
    run = f"{sys.executable} {TILL} {{host}} {{port}} {{payments}} '{habit}' 1"
    patterns = ["--approved-pattern", "^APPROVED", "--declined-pattern", "^DECLINED"]
    only = [word for case in cases for word in ("--only", case)]
    return ["audit", "counter-fs", "--run", run, *patterns, "--speed", "20", *only, *more]


def test_a_sound_till_passes_with_a_row_for_each_case(posdiag: Posdiag) -> None:
    ran = posdiag(*words(cases=("healthy", "wrong-check-once")))
    assert ran.code == 0, ran.out + ran.err
    assert re.search(r"^✓ healthy +As it should be: took the approval", ran.out, re.M)
    assert re.search(r"^healthy +✓", ran.out, re.M)
    assert re.search(r"^wrong-check-once +✓", ran.out, re.M)
    assert "listening tcp://127.0.0.1:" in ran.err
    assert "1/2 healthy: a payment without a fault" in ran.err


def test_a_bad_one_is_shown_with_the_bytes_and_the_cause(posdiag: Posdiag) -> None:
    ran = posdiag(*words(habit="no-check", cases=("wrong-check-always",)))
    assert ran.code == 1
    assert "The POS took a damaged answer for an approval." in ran.out
    assert "[pos.message_format]" in ran.out
    assert "posdiag audit counter-fs --listen tcp://127.0.0.1:0 --run" in ran.out.replace("\n", " ")
    korean = posdiag(*words(habit="no-check", cases=("wrong-check-always",)), lang="ko")
    assert "POS가 깨진 응답을 승인으로 처리했습니다." in korean.out


def test_the_exit_code_obeys_fail_on(posdiag: Posdiag) -> None:
    warned = words(habit="gives-up", cases=("nak-once",))
    assert posdiag(*warned).code == 0
    assert posdiag(*warned, "--fail-on", "warning").code == 1
    assert posdiag(*words("--fail-on", "never", habit="mute")).code == 0


def test_json_has_the_keys_of_a_replay_and_card_data_is_masked(posdiag: Posdiag, tmp_path: Path) -> None:
    out = tmp_path / "audit.json"
    words_ = words("--format", "json", "-o", str(out), "--pos", "own/till@2.0", "--seed", "3")
    ran = posdiag(*words_)
    assert (ran.code, ran.out) == (0, "")
    (run,) = json.loads(out.read_text(encoding="utf-8"))["runs"]
    assert run["schema"] == "posdiag/run/1"
    assert (run["scenario"], run["pos"], run["seed"]) == ("healthy", {"id": "own/till", "release": "2.0"}, 3)
    assert (run["verdict"], run["money"]["seen_by"], run["money"]["charged"]) == (
        "compatible",
        "statement",
        8800,
    )
    assert [seen["text"] for seen in run["observations"]] == ["APPROVED"]
    assert run["transcript"][0]["from"] == "pos"
    assert "9400010000001616" not in out.read_text(encoding="utf-8")
    assert b"9400010000001616".hex() not in out.read_text(encoding="utf-8")


def test_json_lines_come_as_the_cases_end(posdiag: Posdiag) -> None:
    ran = posdiag(*words("--format", "jsonl", cases=("healthy", "declined")))
    assert [json.loads(line)["scenario"] for line in ran.out.splitlines()] == ["healthy", "declined"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["counter-fs", "--only", "helthy"], "did you mean `healthy`?"),
        (["counter-fs", "--run", "till {address}", "--approved-pattern", "("], "--approved-pattern"),
        (["counter-fs", "--approved-pattern", "x"], "give --run COMMAND"),
        (["no-such-rig"], "no-such-rig"),
        (["agent-ws", "--as", "kr-fs"], "a local agent cannot be played"),
        (["counter-fs", "--listen", "pigeon"], "--listen pigeon"),
        (["counter-fs", "--as", "no-such"], "no-such"),
        (["counter-fs", "--run", "till 'open"], "close the quotes"),
        (["counter-fs", "--run", "/no/such/till {address}"], "cannot be started"),
        (["counter-fs", "--speed", "0"], "--speed"),
    ],
)
def test_bad_input_is_told_with_its_remedy(posdiag: Posdiag, arguments: list[str], says: str) -> None:
    ran = posdiag("audit", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_the_help_is_there_in_both_languages(posdiag: Posdiag) -> None:
    assert "posdiag plays the terminal RIG" in posdiag("audit", "--help").out
    assert "진짜 POS 프로그램을 받습니다" in posdiag("audit", "--help", lang="ko").out


def started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "posdiag", "--lang", "en", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_script_may_pay_in_place_of_a_program() -> None:
    only = ("--only", "wrong-check-once", "--only", "declined")
    audit = started("audit", "counter-fs", *only, "--speed", "20", "--format", "jsonl", "--wait", "20")
    try:
        assert audit.stderr is not None
        assert audit.stdout is not None
        port = audit.stderr.readline().strip().rpartition(":")[2]
        for case in ("declined", "wrong-check-once"):
            assert f"{case}: " in audit.stderr.readline()  # …. Make 1 payment(s) now.
            subprocess.run(
                [sys.executable, str(TILL), "127.0.0.1", port, "1"], check=True, capture_output=True
            )
            run = json.loads(audit.stdout.readline())
            assert (run["scenario"], run["verdict"]) == (case, "compatible")
        assert audit.wait(20) == 0
    finally:
        audit.kill()
        audit.communicate()


def test_nobody_who_pays_is_no_verdict(posdiag: Posdiag) -> None:
    ran = posdiag("audit", "counter-fs", "--only", "healthy", "--wait", "0.3")
    assert ran.code == 0
    assert "the POS asked for no payment" in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_ctrl_c_keeps_the_rows_that_had_ended(tmp_path: Path) -> None:
    out = tmp_path / "audit.json"
    hanging = words("--timeout", "2", habit="hangs", cases=("healthy", "declined", "split"))
    audit = started(*hanging, "--format", "json", "-o", str(out))
    try:
        assert audit.stderr is not None
        for line in audit.stderr:
            if line.startswith("2/3"):
                break
        os.kill(audit.pid, signal.SIGINT)
        _, err = audit.communicate(timeout=20)
    finally:
        audit.kill()
        audit.wait()
    assert audit.returncode == 130, err
    assert "Traceback" not in err
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["interrupted"] is True
    assert [run["scenario"] for run in told["runs"]] == ["healthy"]


def test_every_case_is_listed_where_a_name_is_wrong(posdiag: Posdiag) -> None:
    err = posdiag("audit", "counter-fs", "--only", "zzz").err
    assert all(case.id in err for case in CAMPAIGN)
