"""What an agent's own result comes to, and the tables of codes."""

from __future__ import annotations

from posdiag.wire.agent.spec import AgentCode, AgentSpec, State, Transport
from posdiag.wire.message import Kind

SPEC = AgentSpec(
    "any",
    transport=Transport.WEBSOCKET,
    codes=(AgentCode("D1", Kind.APPROVE), AgentCode("A1", Kind.APPROVE), AgentCode("R1", Kind.CANCEL, False)),
    results={"0000": State.OK, "01": State.FAILED},
    texts={"진행중": State.BUSY},
)


def test_a_result_is_read_by_the_table_and_a_failure_by_its_words() -> None:
    assert SPEC.state("0000", "진행중") is State.OK
    assert SPEC.state("01", "다른 거래 진행중입니다") is State.BUSY
    assert SPEC.state("77", "?") is State.FAILED
    assert SPEC.state("", "진행중") is None


def test_the_first_code_of_a_kind_is_written_and_all_are_read() -> None:
    assert SPEC.by_kind == {
        (Kind.APPROVE, False): "D1",
        (Kind.APPROVE, True): "D1",
        (Kind.CANCEL, True): "R1",
    }
    assert SPEC.by_code["A1", True] is Kind.APPROVE
    assert ("R1", False) not in SPEC.by_code
    assert not SPEC.over_http
