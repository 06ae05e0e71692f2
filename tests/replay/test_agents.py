"""What a till makes of an agent's own result, and that a busy agent is asked again."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

import pytest

from posdiag.link.api import Why
from posdiag.link.bench import NoBench
from posdiag.profile.traits import Traits
from posdiag.replay.agents import BUSY_WAIT_MS, is_busy, result_of
from posdiag.replay.dial import speech_of
from posdiag.replay.pump import Pump
from posdiag.replay.steps import Ask, Came, Command, Told
from posdiag.transcript import LinkName, Party, Transcript
from posdiag.wire.message import Kind, Message
from tests.diagnose.playbook import codec, reply, request
from tests.replay.scripted import ScriptedLink

BUSY = reply(result="", agent_result="9001", agent_text="다른 거래 진행중입니다")
DONE = reply(agent_result="0000")


def test_the_vans_code_decides_unless_a_release_takes_the_agents() -> None:
    refused = Message(Kind.APPROVE, True, {"agent_state": "ok", "agent_result": "0000", "result": "51"})
    assert result_of(refused, Traits()) == "51"
    assert result_of(refused, replace(Traits(), approval_from="agent")) == "00"
    busy = Message(Kind.APPROVE, True, {"agent_state": "busy", "agent_result": "9001"})
    assert result_of(busy, replace(Traits(), approval_from="agent")) == ""
    assert (is_busy(busy), is_busy(refused), is_busy(None)) == (True, False, False)


@pytest.mark.parametrize(("tries", "sent", "result"), [(1, 1, ""), (2, 2, ""), (3, 3, "00"), (6, 3, "00")])
def test_a_busy_agent_is_asked_again_as_often_as_the_release_does(tries: int, sent: int, result: str) -> None:
    agents = codec("agent-ws")

    def answer(_: bytes, before: int) -> list[tuple[int, bytes | Why]]:
        return [(50, agents.encode(BUSY if before < 2 else DONE))]

    link = ScriptedLink(answer)
    traits = replace(Traits(), busy_tries=tries)
    pump = Pump(
        link, speech_of(agents, traits).new_session(), agents, traits, NoBench(lambda *_: None),
        Transcript(), LinkName.ECR, Party.TERMINAL,
    )  # fmt: skip
    came: list[Told] = []

    def flow() -> Generator[Command, Told, None]:
        came.append((yield Ask(request(), 10_000)))

    pump.drive(flow())
    assert (len(link.sent), len(set(link.sent))) == (sent, 1)
    assert came[0].came is Came.ANSWERED
    assert came[0].answer is not None
    assert came[0].answer.get("result") == result
    assert came[0].at_ms == sent * 50 + (sent - 1) * BUSY_WAIT_MS
