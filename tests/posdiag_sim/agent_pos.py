"""A POS of a few lines before a simulated agent by WebSocket."""

from __future__ import annotations

import json
from collections.abc import Sequence

from posdiag_sim.rig import load_rig
from posdiag_sim.world import Setup, World

CODES = {"approve": "D1", "cancel": "D2", "reverse": "D3", "inquire": "D4", "balance": "D5", "check": "D6"}


class AgentPos:
    """Sends requests to `rig` and reads answers; `stan` counts up."""

    def __init__(self, faults: Sequence[str] = (), rig: str = "agent-ws") -> None:
        self.world = World(load_rig(rig), Setup(faults=tuple(faults)))
        self.stan = 0

    def send(self, kind: str = "approve", **fields: str) -> None:
        self.stan += 1
        told = {"inTradeType": CODES[kind], "inTraceNo": f"{self.stan:06d}", "inTranAmt": "8000", **fields}
        self.world.write(json.dumps({"KIS_ICApproval": told}).encode())

    def stop(self) -> None:
        self.world.write(b'{"KIS_Agent_Stop":{}}')

    def hear(self, wait_ms: int = 60_000) -> dict[str, str]:
        """The next answer; empty where none comes."""
        what, content, _ = self.world.read_until(self.world.now_ms() + wait_ms)
        answer = json.loads(content) if what == "heard" else {}
        return {key: str(value) for key, value in answer.items()}

    def ask(self, kind: str = "approve", **fields: str) -> dict[str, str]:
        self.send(kind, **fields)
        return self.hear()

    def charges(self) -> int:
        rows = json.loads(self.world.ask('{"do":"collect"}'))["statement"]["rows"]
        return sum(row["kind"] == "charge" for row in rows)
