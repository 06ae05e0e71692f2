"""The order of a plan: it listens before it asks, asks only where allowed, and stops when it knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.link.opening import Bar
from posdiag.probe.claims import What
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Barred, Hear, Open, Say, Step
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.spec import LengthKind
from posdiag.wire.message import Kind, Message
from tests.probe.far_side import CHECK, DEVICE, FarSide, codec, frame, repeated, terminal

ANSWER = frame("kr-fs", reply=True)


def steps_of(far: FarSide, **wanted: object) -> list[Step]:
    seen: list[Step] = []
    far.probe(watch=seen.append, **wanted)  # type: ignore[arg-type]
    return seen


def test_without_leave_nothing_is_ever_sent() -> None:
    for far in (
        FarSide(LineSettings(9600), repeated(ANSWER)),
        FarSide(LineSettings(38400), repeated(ANSWER)),
        FarSide(LineSettings(9600), repeated(b"\x05")),
        FarSide(LineSettings(9600)),
        FarSide(None),
    ):
        assert not any(isinstance(step, Say) for step in steps_of(far))


def test_it_listens_before_it_asks() -> None:
    seen = steps_of(FarSide(LineSettings(9600), answering=terminal("kr-fs")), ask=True)
    assert [type(step) for step in seen[:3]] == [Open, Hear, Say]
    assert seen[0] == Open(LineSettings(9600), False)


def test_it_stops_when_it_knows() -> None:
    seen = steps_of(FarSide(LineSettings(9600), answering=terminal("kr-fs")), ask=True)
    assert sum(isinstance(step, Open) for step in seen) == 1
    said = [step.data for step in seen if isinstance(step, Say)]
    assert said[-1] == b"\x06"
    assert len(said) == 3  # ENQ, the check, the ACK of its answer


def test_refusals_at_one_speed_spare_the_others() -> None:
    far = FarSide(LineSettings(9600), answering=lambda heard: [(9, b"\x15")] if heard[:1] == b"\x02" else [])
    seen = steps_of(far, ask=True)
    assert sum(isinstance(step, Open) for step in seen) == 1


def test_a_line_without_a_wire_is_asked_at_one_setting() -> None:
    far = FarSide(None)
    far.probe(DEVICE, ask=True, listen_ms=100)
    assert len(far.opened) == 1


def test_each_question_has_a_connection_of_its_own_on_a_network() -> None:
    far = FarSide(None)
    record = far.probe("tcp://127.0.0.1:9", ask=True, listen_ms=100, limit_ms=20_000)
    assert record.done.cut_short
    assert len(far.opened) >= len(record.done.asked)


def test_an_enq_that_nobody_answers_spares_the_dialects_that_need_one() -> None:
    far = FarSide(LineSettings(9600))
    far.probe(DEVICE, ask=True, listen_ms=100, limit_ms=30_000)
    assert not any(data.startswith(b"\x020054") for data in far.sent)


# -- networks --------------------------------------------------------------------------------------

HOST = "tcp://127.0.0.1:9100"


SLOWER = [pytest.param(name, marks=pytest.mark.slow) for name in ("iso87-ebcdic", "iso87-base24", "kr-fixed")]


@pytest.mark.parametrize("name", ["iso87-ascii-hex", "iso87-ncc", *SLOWER])
def test_a_host_or_terminal_on_the_network_is_found(name: str) -> None:
    asked = frame_asked(name)
    answer = [(50, frame(name, reply=True))]
    if name.startswith("kr"):
        answer.insert(0, (20, b"\x06"))
    far = FarSide(answering=lambda heard: answer if heard == asked else [])
    record = far.probe(HOST, ask=True, listen_ms=500)
    assert record.found, record.hypotheses
    assert name in record.hypotheses[0].dialects
    assert record.urls[0] == HOST


def test_a_host_in_another_framing_is_found_with_what_differs() -> None:

    known = codec("iso87-bcd")
    assert isinstance(known, IsoCodec)
    other = IsoCodec(replace(known.spec, length=LengthKind.ASCII4))
    asked = other.encode(Message(Kind.CHECK, False, CHECK))
    said = other.encode(Message(Kind.CHECK, True, CHECK | {"result": "00"}))
    far = FarSide(answering=lambda heard: [(50, said)] if heard == asked else [])
    record = far.probe(HOST, ask=True, listen_ms=500)
    first = record.hypotheses[0]
    assert record.found, record.hypotheses
    assert (first.dialects, first.differs) == (("iso87-bcd",), "length=ascii4")


def frame_asked(name: str) -> bytes:
    return codec(name).encode(Message(Kind.CHECK, False, CHECK))


@pytest.mark.parametrize(
    ("banner", "protocol"), [(b"SSH-2.0-OpenSSH_9.2\r\n", "ssh"), (b"220 mail ESMTP\r\n", "smtp")]
)
def test_a_banner_names_another_protocol(banner: bytes, protocol: str) -> None:
    record = FarSide(says=[(10, banner)]).probe(HOST)
    assert (record.hypotheses[0].what, record.hypotheses[0].protocol) == (What.OTHER_PROTOCOL, protocol)
    assert not record.found
    assert record.urls[0] == ""


def test_a_web_server_is_an_agent_perhaps() -> None:
    far = FarSide(answering=lambda heard: [(5, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")])
    record = far.probe("tcp://127.0.0.1:9188", ask=True, listen_ms=100)
    assert record.found
    assert record.urls[0] == "http://127.0.0.1:9188"
    assert "NICE VCAT" in " ".join(sign.text["en"] for sign in record.hypotheses[0].evidence)
    assert len(far.sent) == 2


@pytest.mark.slow
def test_what_only_answers_by_tls_is_found_there() -> None:
    bars = {False: Barred(Bar.CUT)}
    record = FarSide(bars=bars).probe(HOST, ask=True)
    assert not record.opened
    far = FarSide(answering=lambda heard: [])
    record = far.probe(HOST, ask=True, listen_ms=100)
    assert any(wanted.tls for wanted in far.opened)
    assert record.hypotheses[0].protocol == "tls"
    assert record.urls[0] == "tls://127.0.0.1:9100"
    assert not record.found
