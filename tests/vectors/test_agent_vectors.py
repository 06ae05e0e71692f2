"""What the engine writes, the simulated agent reads, and back: two codecs that share no code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.wire.message import Kind, Message
from posdiag_sim.agent_bytes import Answering, Asking, read_request, write_answer
from posdiag_sim.agent_terminal import AgentTerminal
from posdiag_sim.agent_wire import AgentWire
from posdiag_sim.rig import load_rig
from posdiag_sim.terminals import terminal_for
from tests.diagnose.playbook import codec

FORMS = ("agent-form", "agent-jsonp", "agent-ws")
DIGITS = st.integers(0, 99_999_999).map(str)
WORDS = st.text("가나다라 abc&=%+;\"\\{}'", max_size=12).map(str.strip)
REQUEST = st.fixed_dictionaries(
    {"stan": st.integers(1, 999_999).map("{:06d}".format), "amount": DIGITS, "tid": DIGITS, "text": WORDS},
    optional={"card": DIGITS, "orig_approval": DIGITS, "reader_wait": st.integers(1, 99).map(str)},
)
ANSWER = st.fixed_dictionaries(
    {"stan": st.integers(1, 999_999).map("{:06d}".format), "result": st.sampled_from(["00", "51", "P3"])},
    optional={"text1": WORDS, "approval": DIGITS, "balance": DIGITS, "merchant": DIGITS},
)


def wire_of(name: str) -> AgentWire:
    wire = load_rig(name).wire
    assert isinstance(wire, AgentWire)
    assert terminal_for(wire) is AgentTerminal
    return wire


@pytest.mark.parametrize("name", FORMS)
@given(fields=REQUEST, kind=st.sampled_from(Kind))
def test_the_agent_reads_what_the_pos_writes(name: str, fields: dict[str, str], kind: Kind) -> None:
    entry = "B" if "card" in fields else "C"
    frame = codec(name).encode(Message(kind, False, {**fields, "entry": entry}))
    asking = read_request(wire_of(name), frame)
    assert (asking.kind, asking.trouble) == (kind.value, "")
    wanted = {key: value for key, value in fields.items() if value}
    assert {key: asking.fields.get(key, "") for key in wanted} == wanted


@pytest.mark.parametrize("name", FORMS)
@given(fields=ANSWER, kind=st.sampled_from(Kind))
def test_the_pos_reads_what_the_agent_writes(name: str, fields: dict[str, str], kind: Kind) -> None:
    code = codec(name).encode(Message(kind, False, {"stan": fields["stan"]}))
    asking = read_request(wire_of(name), code)
    told = Asking(callback="posdiag", places=asking.places)
    frame = write_answer(wire_of(name), told, kind.value, {**fields, "agent_result": "0000"}, Answering())
    decoded = codec(name).decode(frame)
    assert decoded.faults == ()
    assert decoded.message is not None
    assert (decoded.message.kind, decoded.message.get("agent_state")) == (kind, "ok")
    wanted = {key: value for key, value in fields.items() if value}
    assert {key: decoded.message.get(key) for key in wanted} == wanted
