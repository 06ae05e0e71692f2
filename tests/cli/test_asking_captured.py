"""explain --payment, --next and --interactive: one payment of a capture, from a pipe and at a terminal."""

from __future__ import annotations

import io
import json
import os
import pty
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.cli.asking_captured import Wanted
from tests.cli.test_explain import pcap
from tests.explain.scenes import host_sale

Posdiag = Callable[..., Any]


@pytest.fixture
def shop(tmp_path: Path) -> str:
    """Six payments: three well, one refused for its balance, one by the system, one without an answer."""
    said = [one for n in range(1, 4) for one in host_sale(f"{n:06d}", n * 5_000)]
    said += host_sale("000009", 40_000, result="51", approval="")
    said += host_sale("000010", 50_000, result="96", approval="")
    path = tmp_path / "shop.pcap"
    path.write_bytes(pcap([*said, *host_sale("000011", 60_000)[:1]]))
    return str(path)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Puts bytes on stdin, as a pipe would."""
    return lambda given: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))


def test_failures_are_numbered_and_the_number_is_the_line_of_json_lines(posdiag: Posdiag, shop: str) -> None:
    heads = [row for row in posdiag("explain", shop).out.splitlines() if row.startswith("#")]
    assert [head.partition(" ")[0] for head in heads] == ["#4", "#5", "#6"]
    lines = posdiag("explain", shop, "--format", "jsonl").out.splitlines()
    for head in heads:
        number = int(head.partition(" ")[0][1:])
        alone = posdiag("explain", shop, "--payment", str(number), "--format", "jsonl").out.splitlines()
        assert alone == [lines[number - 1]]
        assert head.endswith(json.loads(alone[0])["place"])
        assert head in posdiag("explain", shop, "--payment", str(number)).out


def test_payments_are_counted_over_all_captures(posdiag: Posdiag, shop: str) -> None:
    one = json.loads(posdiag("explain", shop, shop, "--payment", "10", "--format", "jsonl").out)
    assert one["scenario_name"]["en"] == "STAN 000009"
    ran = posdiag("explain", shop, shop, "--payment", "13", lang="ko")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "--payment 13: 결제는 12건뿐입니다\n    1에서 12 사이로 주십시오\n"


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_next_is_in_failed_payments_whose_cause_is_open_and_changes_nothing_else(
    posdiag: Posdiag, shop: str, form: str
) -> None:
    def runs(*words: str) -> list[dict[str, Any]]:
        out = posdiag("explain", shop, "--format", form, *words).out
        return (
            list(json.loads(out)["runs"]) if form == "json" else [json.loads(row) for row in out.splitlines()]
        )

    told, plain = runs("--next"), runs()
    assert [n for n, run in enumerate(told, 1) if "next" in run] == [6]
    assert list(told[5]).index("next") == list(told[5]).index("guidance") + 1
    assert [{key: value for key, value in run.items() if key != "next"} for run in told] == plain


def test_next_is_in_a_refusal_that_is_told_at_once_too(posdiag: Posdiag, tmp_path: Path) -> None:
    said = [one for n in (1, 2, 3) for one in host_sale(f"{n:06d}", n * 5_000, result="04", approval="")]
    path = tmp_path / "refused.pcap"
    path.write_bytes(pcap(said))
    rows = [
        json.loads(row)
        for row in posdiag("explain", str(path), "--next", "--format", "jsonl").out.splitlines()
    ]
    assert [row["next"]["id"] for row in rows] == [rows[0]["next"]["id"]] * 3
    text = posdiag("explain", str(path), "--next", lang="ko").out
    assert "\n다음 확인\n" in text
    assert rows[0]["next"]["text"]["ko"][:20] in text


def test_the_worst_open_failure_is_asked_about_from_a_pipe(
    posdiag: Posdiag, shop: str, answers: Callable[[bytes], None]
) -> None:
    answers(b"x\n2\nq\n")
    ran = posdiag("explain", shop, "--interactive", lang="ko")
    assert ran.code == 1
    assert f"결제 #6 ({shop}: packet 13" in ran.err
    assert "`x`은(는) 답이 아닙니다" in ran.err
    assert "질문 2." in ran.err
    assert "원인을 정하기 전에 멈췄습니다." in ran.out
    assert "확인한 것" in ran.out
    assert "다음 확인" not in ran.out  # it is asked, not told


def test_the_graver_failure_comes_first_and_the_others_are_named(
    posdiag: Posdiag, tmp_path: Path, answers: Callable[[bytes], None]
) -> None:
    path, other = tmp_path / "open.pcap", tmp_path / "refused.pcap"
    path.write_bytes(pcap(host_sale("000001", 5_000)[:1]))
    other.write_bytes(pcap(host_sale("000002", 20_000, result="04", approval="")))
    answers(b"")
    ran = posdiag("explain", str(path), str(other), "--interactive")
    assert "Asking about payment #2 " in ran.err
    assert "1 more failures are undecided: --payment 1\n" in ran.err
    answers(b"")
    words = ("explain", str(path), str(other), "--payment", "1", "--interactive")
    assert "Asking about payment #1 " in posdiag(*words).err


def test_there_is_nothing_to_ask_of_what_is_well_or_named(posdiag: Posdiag, shop: str) -> None:
    ran = posdiag("explain", shop, "--payment", "2", "--interactive")
    assert (ran.code, ran.err) == (0, "No payment failed: there is nothing to ask.\n")
    ran = posdiag("explain", shop, "--payment", "4", "--interactive", lang="ko")
    assert ran.err == "실패한 결제의 원인이 이미 모두 정해져 있어 물을 것이 없습니다.\n"


def test_where_nobody_can_be_asked_it_is_said_before_anything_is_read(posdiag: Posdiag) -> None:
    for words in (("none.pcap", "--interactive", "--format", "jsonl"), ("-", "--interactive")):
        ran = posdiag("explain", *words, lang="ko")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("--interactive: ")
        assert "--format" in ran.err or "파일" in ran.err


def test_of_a_stream_of_payments_the_one_that_is_wanted_is_taken() -> None:
    wanted = Wanted(5)
    taken = [wanted.of(list(range(n, n + 3))) for n in (1, 4, 7)]  # type: ignore[arg-type]
    assert [len(some) for some in taken] == [0, 1, 0]
    everything = Wanted()
    assert len(everything.of([1, 2])) == 2  # type: ignore[list-item]
    everything.check("en")


@pytest.mark.skipif(sys.platform == "win32", reason="no ptys")
def test_at_a_terminal_it_asks_and_ctrl_c_keeps_what_was_learned(shop: str) -> None:
    child, master = pty.fork()
    if not child:  # pragma: no cover - the other process
        words = [sys.executable, "-m", "posdiag", "--lang", "en", "explain", shop, "--interactive"]
        os.execv(sys.executable, words)
    said = b""

    def until(words: bytes) -> None:
        nonlocal said
        while words not in said:
            said += os.read(master, 4096)
        said = said.partition(words)[2]

    until(b"Question 1")
    until(b"q stop): ")
    os.write(master, b"2\n")
    until(b"Question 2")
    until(b"q stop): ")
    os.write(master, b"\x03")
    try:
        while piece := os.read(master, 4096):
            said += piece
    except OSError:  # the other end is closed
        pass
    _, status = os.waitpid(child, 0)
    os.close(master)
    assert os.waitstatus_to_exitcode(status) == 1
    assert b"Stopped before the cause was named" in said
    assert b"Traceback" not in said
