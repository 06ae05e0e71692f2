"""classify: a text to its cause, question and advice, as text and as JSON; wrong input is told."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Posdiag = Callable[..., Any]


def test_a_caller_s_sentence_is_told_its_cause_and_advice(posdiag: Posdiag) -> None:
    ran = posdiag("classify", "소비쿠폰", "결제가", "두 번 됐어요", lang="ko")
    assert (ran.code, ran.err) == (0, "")
    assert "이중 결제 [txn.duplicate]" in ran.out
    assert "상담원" in ran.out


def test_the_json_has_the_keys_that_scripts_rely_on(posdiag: Posdiag) -> None:
    told = json.loads(posdiag("classify", "½ÂÀÎ °ÅÀý ÇÑµµÃÊ°ú", "--format", "json").out)
    assert told["schema"] == "posdiag/classification/1"
    assert told["text"] == "½ÂÀÎ °ÅÀý ÇÑµµÃÊ°ú"
    assert (told["read_as"], told["repair"]) == ("승인 거절 한도초과", "cp949-as-latin1")
    assert told["answer"] == told["causes"][0]["cause"] == "card.limit_exceeded"
    assert set(told["causes"][0]) >= {"cause", "probability"}
    assert all({"ko", "en"} <= set(one) for one in told["ask"])
    assert {"id", "kind", "audience", "text", "proof"} <= set(told["guidance"][0])


def test_an_open_cause_brings_a_question(posdiag: Posdiag) -> None:
    told = json.loads(posdiag("classify", "응답코드 61", "--format", "json").out)
    assert told["ask"][0]["ko"]
    assert len(told["ask"][0]["answers"]) > 1
    assert "ask " in posdiag("classify", "응답코드 61").out


def test_stdin_is_read_in_its_encoding(posdiag: Posdiag, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("잔액이 부족합니다".encode("cp949"))))
    assert json.loads(posdiag("classify", "-", "--format", "json").out)["read_as"] == "잔액이 부족합니다"


def test_lines_of_a_file_keep_their_order_and_blank_ones_are_unknown(
    posdiag: Posdiag, tmp_path: Path
) -> None:
    path = tmp_path / "texts"
    path.write_bytes("잔액 부족\n\n".encode() + "한도초과\r\n".encode("cp949") + b"timed out")
    ran = posdiag("classify", "--input", str(path), "--format", "jsonl")
    told = [json.loads(row) for row in ran.out.splitlines()]
    assert [one["answer"] for one in told] == [
        "coupon.insufficient_balance",
        "unknown",
        "card.limit_exceeded",
        "comm.timeout",
    ]
    whole = json.loads(posdiag("classify", "--input", str(path), "--format", "json").out)
    assert whole["classifications"] == told
    assert len(posdiag("classify", "--input", str(path)).out.splitlines()) == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "the text is empty"),
        ((" ",), "the text is empty"),
        (("--input", "/no/such/file"), "cannot be read"),
        (("text", "--input", "f"), "a text and a file at once"),
        (("51", "--scheme", "iso8538"), "did you mean `iso8583-de39`?"),
        (("51", "--layer", "hst"), "did you mean `host`?"),
        (("--input", "f", "--scheme", "kic"), "did you mean `kicc`?"),
    ],
)
def test_wrong_input_is_told_with_its_remedy(posdiag: Posdiag, arguments: tuple[str, ...], said: str) -> None:
    ran = posdiag("classify", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_card_numbers_are_masked_in_what_is_shown(posdiag: Posdiag) -> None:
    ran = posdiag("classify", "카드 9400123456789012 주민번호 900101-1234567 한도초과")
    assert "9400123456789012" not in ran.out
    assert "1234567" not in ran.out
    assert "may not be taken or kept" in ran.out
