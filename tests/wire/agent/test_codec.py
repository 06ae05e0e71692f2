"""Whole messages to agents and back. The golden ones are written from DOMAIN 3.2, not by the codec."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.errors import InputError
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.agent.http import write_answer
from posdiag.wire.agent.spec import AgentSpec
from posdiag.wire.masked import mask_frame
from posdiag.wire.message import Decoded, Kind, Message
from tests.diagnose.playbook import codec

FORMS = ("agent-form", "agent-jsonp", "agent-ws")
SALE = Message(
    Kind.APPROVE,
    False,
    {"tid": "10000001", "stan": "000001", "amount": "8800", "tax": "800", "service": "0",
     "instalment": "00", "entry": "C", "text": "김밥"},
)  # fmt: skip


def agent(name: str, **options: object) -> AgentCodec:
    made = codec(name, **options)
    assert isinstance(made, AgentCodec)
    return made


def value_of(decoded: Decoded, frame: bytes, name: str) -> bytes:
    """The bytes of a field, cut out of the frame at its offset."""
    item = next(item for item in decoded.fields if item.name == name)
    return frame[item.offset : item.offset + item.length]


def test_the_form_is_the_telegram_of_the_facts() -> None:
    # LLLL, mark of eight, BBBB; NICEVCAT BEL 0200 FS 10 FS C FS amount FS tax FS service FS instal FS … BEL;
    # BBBB counts the body and LLLL 12 more (DOMAIN 3.2). A Hangul is two bytes in EUC-KR.
    fields = ["0200", "10", "C", "8800", "800", "0", "00", "", "", "10000001", "000001"]
    fields += ["", "", "", "", "", "", "", "김밥", ""]
    body = b"NICEVCAT\x07" + "\x1c".join(fields).encode("euc-kr") + b"\x07"
    telegram = f"{len(body) + 12:04d}VCAT    {len(body):04d}".encode() + body
    frame = agent("agent-form").encode(SALE)
    head, _, sent = frame.partition(b"\r\n\r\n")
    assert sent.decode() == quote(telegram, safe="")
    assert head.startswith(b"POST / HTTP/1.1\r\nHost: 127.0.0.1:9188\r\n")


def test_the_jsonp_request_has_36_fields_at_their_places() -> None:
    barcode = Message(Kind.APPROVE, False, {**SALE.fields, "entry": "B", "card": "30001234"})
    target = agent("agent-jsonp").encode(barcode).split(b" ")[1].decode()
    assert target.startswith("/?callback=posdiag&REQ=")
    fields = target.partition("REQ=")[2].split("%5E")
    assert len(fields) == 36
    assert (fields[0], fields[2], fields[3], fields[11], fields[12]) == ("D1", "8800", "00", "", "A")
    assert fields[21] == "B30001234"  # field 22: B and the barcode
    assert fields[20] == ""


def test_the_websocket_request_has_the_keys_of_the_facts() -> None:
    frame = agent("agent-ws").encode(SALE)
    assert frame.startswith(
        b'{"KIS_ICApproval":{"inTranCode":"NV","inTradeType":"D1","inTranAmt":"8800","inVatAmt":"800",'
        b'"inSvcAmt":"0","inInstallment":"00"'
    )
    cancel = Message(Kind.CANCEL, False, {"stan": "000002", "orig_approval": "123", "orig_date": "250910"})
    text = agent("agent-ws").encode(cancel)
    assert b'"inTradeType":"D2"' in text
    assert b'"inOrgAuthNo":"123","inOrgAuthDate":"250910"' in text


JSONP = 'posdiag({"SUC":"00","MSG":"","RQ01":"D1","RS02":"000001","RS04":"51","RS16":"잔액 부족"});'
WS = '{"outRtn":0,"outTradeType":"D1","outTraceNo":"000001","outAgentCode":"0000","outReplyCode":"51"}'


@pytest.mark.parametrize(
    ("name", "frame", "agents"),
    [
        ("agent-jsonp", write_answer(200, "text/javascript", JSONP.encode()), "00"),
        ("agent-ws", WS.encode(), "0000"),
    ],
)
def test_the_three_codes_stay_three(name: str, frame: bytes, agents: str) -> None:
    decoded = agent(name).decode(frame)
    assert decoded.faults == ()
    message = decoded.message
    assert message is not None
    assert (message.kind, message.reply, message.get("stan")) == (Kind.APPROVE, True, "000001")
    assert (message.get("agent_result"), message.get("agent_state")) == (agents, "ok")
    assert message.get("result") == "51"
    assert value_of(decoded, frame, "result") == b"51"
    assert value_of(decoded, frame, "agent_result") == agents.encode()
    if name == "agent-jsonp":
        assert (message.get("http_status"), value_of(decoded, frame, "http_status")) == ("200", b"200")


def test_success_over_websocket_wants_both_signs() -> None:
    wrong = agent("agent-ws").decode(WS.replace('"outRtn":0', '"outRtn":-1').encode()).message
    assert wrong is not None
    assert (wrong.get("agent_result"), wrong.get("agent_state")) == ("0000", "failed")


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("reply", [False, True])
def test_every_kind_is_read_back(name: str, kind: Kind, reply: bool) -> None:
    ok = "00" if name == "agent-jsonp" else "0000"
    words = {"tid": "10000001", "stan": "000001", "card": "9400010000001012", "entry": "C", "amount": "1"}
    answer = {"agent_result": ok, "agent_state": "ok", "result": "00", "text1": "정상승인", "approval": "37"}
    fields = {**words, **answer} if reply else words
    decoded = agent(name).decode(agent(name).encode(Message(kind, reply, fields)))
    assert decoded.faults == ()
    assert decoded.message is not None
    assert (decoded.message.kind, decoded.message.reply) == (kind, reply)
    known = {
        item.name for item in (agent(name).spec.answer_fields if reply else agent(name).spec.request_fields)
    }
    for key, value in fields.items():
        if key in known:
            assert decoded.message.get(key) == value, key


@pytest.mark.parametrize(
    ("name", "frame", "code"),
    [
        ("agent-form", b"rubbish", "http.none"),
        ("agent-form", write_answer(503, "", b""), "http.status.503"),
        ("agent-jsonp", write_answer(200, "", b"<html>"), "jsonp.no-call"),
        (
            "agent-jsonp",
            write_answer(200, "", JSONP.encode().replace(b"posdiag", b"cb")),
            "jsonp.callback.cb",
        ),
        ("agent-ws", b'{"outTradeType":"Z9"}', "code.unknown"),
        ("agent-ws", WS.encode()[:-5], "json.broken"),
    ],
)
def test_what_a_pos_could_not_read_is_no_message(name: str, frame: bytes, code: str) -> None:
    decoded = agent(name).decode(frame)
    assert decoded.message is None
    assert code in [fault.code for fault in decoded.faults]


def test_a_text_in_another_charset_is_read_and_named() -> None:
    decoded = agent("agent-jsonp", charset="cp949").decode(write_answer(200, "", JSONP.encode()))
    assert [fault.code for fault in decoded.faults] == ["text.other-charset.utf-8"]
    assert decoded.message is not None
    assert decoded.message.get("result") == "51"


def test_an_answer_that_is_percent_encoded_otherwise_is_named() -> None:
    answer = Message(Kind.APPROVE, True, {"stan": "000001", "agent_result": "0000", "result": "00"})
    frame = agent("agent-form", answer_percent="yes").encode(answer)
    decoded = agent("agent-form").decode(frame)
    assert [fault.code for fault in decoded.faults] == ["percent.other.yes"]
    assert agent("agent-form", answer_percent="yes").decode(frame).faults == ()


def test_a_kind_without_code_cannot_be_written() -> None:
    with pytest.raises(InputError, match="has no code"):
        AgentCodec(AgentSpec("empty")).encode(SALE)


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
def test_decoding_never_raises(name: str, data: st.DataObject) -> None:
    frame = bytearray(agent(name).encode(SALE))
    for _ in range(data.draw(st.integers(0, 6))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(frame)))
    agent(name).decode(bytes(frame[:cut]))
    agent(name).decode(data.draw(st.binary(max_size=80)))


@pytest.mark.parametrize("name", FORMS)
def test_card_numbers_are_masked_in_place_and_nothing_else_is(name: str) -> None:
    keyed = Message(Kind.APPROVE, False, {**SALE.fields, "entry": "K", "card": "9400010000001012"})
    frame = agent(name).encode(keyed)
    masked = mask_frame(agent(name), frame)
    assert masked == frame.replace(b"9400010000001012", b"940001******1012")


def test_fields_by_place_are_no_data_elements() -> None:
    paths = {item.path for item in agent("agent-form").decode(agent("agent-form").encode(SALE)).fields}
    assert {"#1", "#2", "length", "body_length", "http.headers"} <= paths


def test_an_agents_words_are_understood_though_they_are_read_garbled() -> None:
    busy = JSONP.replace('"SUC":"00","MSG":""', '"SUC":"01","MSG":"다른 거래 진행중입니다"').encode()
    message = agent("agent-jsonp", charset="cp949").decode(write_answer(200, "", busy)).message
    assert message is not None
    assert message.get("agent_state") == "busy"
    assert "진행중" not in message.get("agent_text")
