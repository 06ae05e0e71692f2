"""A frame in a few words: control bytes by name, messages by code, kind, result and amount."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.report.frames import phrase, read_frame
from posdiag.transcript import LinkName
from posdiag.wire.agent.http import write_answer
from posdiag.wire.message import Kind, Message
from tests.diagnose.playbook import codec


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x06", "ACK"),
        (b"\x06\x06\x06", "ACK ×3"),
        (b"\x15", "NAK"),
        (b"\x05", "ENQ"),
        (b"\x06\x04", "ACK EOT"),
        (b"0200 amount=12300", "0200 sale 12,300 won"),
        (b"0210 amount=12300 result=00", "0210 answer 00 12,300 won"),
        (b"0210 amount=12300 approved_amount=10000 result=10", "0210 answer 10 10,000 won"),
        (b"0401 amount=500", "0401 reversal repeat 500 won"),
        (b"garbage here=x", "14 bytes unreadable ╳ unknown-code"),
    ],
)
def test_a_frame_says_what_it_is(data: bytes, words: str, codecs: dict[LinkName, Any]) -> None:
    assert phrase(read_frame(codecs[LinkName.ECR], data), "en") == words


def test_a_frame_in_an_unknown_dialect_is_counted() -> None:
    assert phrase(read_frame(None, b"\x02abc\x03"), "ko") == "5바이트"


def test_the_same_frame_reads_in_korean(codecs: dict[LinkName, Any]) -> None:
    assert phrase(read_frame(codecs[LinkName.ECR], b"0200 amount=12300"), "ko") == "0200 승인요청 12,300원"


def test_an_agents_answer_shows_the_vans_code_or_the_agents_where_the_van_said_nothing() -> None:
    agents = codec("agent-ws")
    refused = Message(Kind.APPROVE, True, {"stan": "000001", "agent_result": "0000", "result": "51"})
    busy = Message(Kind.APPROVE, True, {"stan": "000001", "agent_result": "9001"})
    assert phrase(read_frame(agents, agents.encode(refused)), "en") == "answer 51"
    assert phrase(read_frame(agents, agents.encode(busy)), "en") == "answer [9001]"
    form = codec("agent-form")
    said = read_frame(form, form.encode(refused))
    assert (said.http_status, said.agent_result, said.result) == ("200", "0000", "51")
    assert read_frame(form, write_answer(503, "", b"")).http_status == "503"


@given(st.binary(max_size=20))
def test_any_bytes_without_a_codec_are_said_in_printable_words(data: bytes) -> None:
    assert phrase(read_frame(None, data), "en").isprintable()
