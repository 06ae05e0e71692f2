"""A counter with a terminal of a public protocol: says contents, ACKs what comes, keeps what it heard."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from posdiag_sim.ecr_bytes import ACK, ENQ, EOT, NAK, EcrReader, write_frame
from posdiag_sim.rig import load_rig
from posdiag_sim.world import World

CARD = {
    "kind": "card",
    "number": "9400010000001012",
    "balances": {"card": 50_000},
}


@dataclass
class Counter:
    """`controls` are the control bytes heard, in order; answers are ACKed unless `acks` says no."""

    world: World
    acks: bool = True
    controls: list[int] = field(default_factory=list)

    def say(self, content: bytes, answers: int = 1, wait_ms: int = 60_000) -> list[bytes]:
        """The contents that come back, at most `answers`."""
        wire = self.world.rig.wire
        frame = write_frame(wire, content)
        called = wire.handshake == "enq-eot"
        self.world.write(bytes((ENQ,)) if called else frame)
        reader = EcrReader(wire)
        heard: list[bytes] = []
        closed = not called
        until = self.world.now_ms() + wait_ms
        while len(heard) < answers or not closed:
            what, stream, _ = self.world.read_until(until)
            if what != "heard":
                break
            for token in reader.feed(stream):
                if token.what == "frame":
                    heard.append(token.content)
                    closed = wire.handshake != "enq-eot"
                    if self.acks:
                        self.world.write(bytes((ACK,)))
                    continue
                byte = token.content[0]
                self.controls.append(byte)
                if called and byte == ACK:
                    called, closed = False, True
                    self.world.write(frame)
                elif byte == ACK and wire.handshake == "enq-eot":
                    self.world.write(bytes((EOT,)))
                elif byte == ENQ:
                    self.world.write(bytes((ACK,)))
                elif byte == EOT:
                    closed = True
                elif byte == NAK:
                    return heard
        return heard

    def collect(self) -> Any:
        return json.loads(self.world.ask(json.dumps({"do": "collect", "settle_ms": 600_000})))

    def charged(self) -> int:
        """What was charged, less what was given back."""
        rows = self.collect()["statement"]["rows"]
        return sum(row["amount_krw"] * (-1 if row["kind"] == "cancel" else 1) for row in rows)


def counter(
    rig: str,
    faults: Sequence[str] = (),
    instrument: Mapping[str, object] | None = CARD,
    acks: bool = True,
) -> Counter:
    """A counter on which lies one instrument, or none."""
    world = World(load_rig(rig))
    instruments = {} if instrument is None else {"main": dict(instrument)}
    setup = {"do": "setup", "seed": 7, "faults": list(faults), "instruments": instruments}
    assert json.loads(world.ask(json.dumps(setup)))["ok"]
    return Counter(world, acks)
