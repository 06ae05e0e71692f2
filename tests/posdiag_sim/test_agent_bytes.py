"""The agent's own reader and writer, against messages written by hand from DOMAIN 3.2."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.agent_bytes import Answering, Asking, read_request, write_answer
from posdiag_sim.agent_wire import AgentWire

FORM = AgentWire(layout="agent-form", charset="cp949")
JSONP = AgentWire(layout="agent-jsonp")
WS = AgentWire(layout="agent-ws")
TOLD = {"agent_result": "0000", "result": "51", "stan": "000001", "text1": "잔액 부족"}


def posted(telegram: bytes, exchange: str = "") -> bytes:
    body = quote(telegram, safe="").encode()
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
    return (head + (f"X-Exchange: {exchange}\r\n" if exchange else "") + "\r\n").encode() + body


def telegram(fields: list[str], charset: str = "cp949", surplus: int = 0) -> bytes:
    body = b"NICEVCAT\x07" + "\x1c".join(fields).encode(charset) + b"\x07"
    return b"%04dVCAT    %04d" % (len(body) + 12 + surplus, len(body) + surplus) + body


SALE = ["0200", "10", "C", "8800", "800", "0", "00", "", "", "10000001", "000001", *[""] * 7, "김밥", "5"]


def test_a_form_is_read() -> None:
    asking = read_request(FORM, posted(telegram(SALE), "ab12"))
    assert (asking.kind, asking.trouble, asking.exchange) == ("approve", "", "ab12")
    wanted = {"amount": "8800", "stan": "000001", "text": "김밥", "reader_wait": "5", "entry": "C"}
    assert {name: asking.fields[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("raw", "trouble"),
    [
        (telegram(SALE, surplus=2), "length"),
        (telegram(SALE).replace(b"VCAT    ", b"KCAT    "), "unreadable"),
        (telegram(["0999", *SALE[1:]]), "unreadable"),
        (telegram([*SALE[:3], "8,800", *SALE[4:]]), "unreadable"),
        (b"", "unreadable"),
    ],
)
def test_a_form_that_is_wrong_is_told(raw: bytes, trouble: str) -> None:
    assert read_request(FORM, posted(raw)).trouble == trouble


def test_a_jsonp_request_is_read() -> None:
    fields = ["D1", "B", "8800", "00", "", "", "000001", *[""] * 4, "30", "A", *[""] * 8, "B3000", *[""] * 14]
    target = "/?callback=cb&REQ=" + quote("^".join(fields), safe="")
    asking = read_request(JSONP, f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert (asking.kind, asking.callback, asking.trouble) == ("approve", "cb", "")
    assert (asking.fields["card"], asking.fields["reader_wait"]) == ("3000", "30")
    short = read_request(JSONP, b"GET /?callback=cb&REQ=D1%5EB HTTP/1.1\r\n\r\n")
    assert (short.trouble, short.callback) == ("unreadable", "cb")


def test_a_websocket_request_is_read_and_every_form_can_be_stopped() -> None:
    told = {
        "KIS_ICApproval": {"inTranCode": "NV", "inTradeType": "D2", "inTranAmt": 8800, "inTraceNo": "000001"}
    }
    asking = read_request(WS, json.dumps(told).encode())
    assert (asking.kind, asking.fields["amount"], asking.trouble) == ("cancel", "8800", "")
    assert read_request(WS, b'{"KIS_Agent_Stop":{}}').stop
    assert read_request(FORM, posted(b"REQ_STOP")).stop
    assert read_request(JSONP, b"GET /?REQ_STOP HTTP/1.1\r\n\r\n").stop


@given(st.binary(max_size=120))
def test_reading_never_raises(garbage: bytes) -> None:
    for wire in (FORM, JSONP, WS):
        read_request(wire, garbage)
    read_request(FORM, posted(garbage))
    read_request(JSONP, b"GET /?REQ=" + garbage + b" HTTP/1.1\r\n\r\n")


def test_answers_carry_both_codes() -> None:
    form = write_answer(FORM, Asking(exchange="7f"), "approve", TOLD, Answering())
    head, _, body = form.partition(b"\r\n\r\n")
    assert b"X-Exchange: 7f" in head
    assert (int(body[:4]), int(body[12:16])) == (len(body) - 4, len(body) - 16)
    assert body[16:].startswith("NICEVCAT\x070210\x1c10\x1c0000\x1c\x1c51\x1c잔액 부족\x1c".encode("cp949"))
    jsonp = write_answer(JSONP, Asking(callback="cb", places=("D1", "C")), "approve", TOLD, Answering())
    text = jsonp.partition(b"\r\n\r\n")[2].decode()
    told = json.loads(text.removeprefix("cb(").removesuffix(");"))
    assert (told["SUC"], told["RQ01"], told["RQ02"], told["RS04"]) == ("00", "D1", "C", "51")
    ws = json.loads(write_answer(WS, Asking(), "approve", TOLD, Answering()))
    assert (ws["outRtn"], ws["outAgentCode"], ws["outReplyCode"]) == (0, "0000", "51")


def test_releases_answer_their_own_way() -> None:
    own = write_answer(JSONP, Asking(callback="cb"), "approve", TOLD, Answering(callback="mine"))
    assert b"\r\n\r\nmine(" in own
    encoded = write_answer(FORM, Asking(), "approve", TOLD, Answering(percent=True))
    assert b"%07" in encoded
    failed = write_answer(WS, Asking(), "approve", {"agent_result": "9001"}, Answering())
    assert json.loads(failed)["outRtn"] == -1


@pytest.mark.parametrize(("counts", "hangul"), [("bytes", 2), ("characters", 1), ("utf-8", 3)])
def test_lengths_are_counted_as_agreed(counts: str, hangul: int) -> None:
    wire = AgentWire(layout="agent-form", charset="cp949", counts=counts)
    size = len(telegram(SALE)) - 16 + 2 * (hangul - 2)
    raw = b"%04dVCAT    %04d" % (size + 12, size) + telegram(SALE)[16:]
    assert read_request(wire, posted(raw)).trouble == ""
    assert read_request(wire, posted(telegram(SALE))).trouble == ("" if hangul == 2 else "length")
    answer = write_answer(wire, Asking(), "approve", {"text1": "김밥"}, Answering()).partition(b"\r\n\r\n")[2]
    assert int(answer[12:16]) == len(answer) - 16 + 2 * (hangul - 2)
