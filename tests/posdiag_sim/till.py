"""A plain POS for tests of the simulated world: sends, repeats, ACKs, and writes down what it heard."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from posdiag_sim.ecr_bytes import ACK, ENQ, EOT, NAK, EcrReader, write_frame
from posdiag_sim.ecr_layout import Said, read_content, write_content
from posdiag_sim.host_frames import HostReader, write_host_frame
from posdiag_sim.host_words import read_words, request_elements
from posdiag_sim.iso_bytes import Unreadable, read_message, write_message
from posdiag_sim.rig import load_rig
from posdiag_sim.world import World

COUPON_CREDIT = {
    "kind": "coupon-credit",
    "programme": "reference-coupon",
    "number": "9400010000001012",
    "balances": {"coupon": 10000, "card": 1000000},
}
PREPAID = {
    "kind": "prepaid",
    "programme": "reference-coupon",
    "number": "9400001200004047",
    "balances": {"coupon": 10000},
}

Heard = tuple[int, str, bytes]


@dataclass
class Till:
    """`heard` is everything that reached the POS: (ms, what, bytes)."""

    world: World
    ack_ms: int = 3000
    answer_ms: int = 35000
    piece: int = 0  # bytes written at a time; 0: whole frames
    acks: bool = True  # whether answers are ACKed
    heard: list[Heard] = field(default_factory=list)
    naks: int = 0
    _stan: int = 0

    def ask(self, kind: str, **words: str) -> Mapping[str, str]:
        """Say one request and wait for its answer; empty where none came."""
        self._stan += 1
        fields = {"tid": "10000001", "stan": f"{self._stan:06d}", "sent_at": "20250910123000"}
        if kind in ("approve", "balance"):
            fields |= {"entry": "C", "route": "V", "instalment": "00"}
        fields |= words
        return self._host(kind, fields) if self.world.rig.kind == "host" else self._ecr(kind, fields)

    def collect(self, settle_ms: int = 600_000) -> Any:
        return json.loads(self.world.ask(json.dumps({"do": "collect", "settle_ms": settle_ms})))

    def _write(self, stream: bytes) -> None:
        size = self.piece or len(stream) or 1
        for at in range(0, len(stream), size):
            self.world.write(stream[at : at + size])

    def _read(self, until_ms: int) -> tuple[str, bytes]:
        what, content, at_ms = self.world.read_until(until_ms)
        self.heard.append((at_ms, what, content))
        return what, content

    def _host(self, kind: str, fields: Mapping[str, str]) -> Mapping[str, str]:
        wire = self.world.rig.host
        mti, elements = request_elements(kind, fields)
        self._write(write_host_frame(wire, write_message(wire.fields, mti, elements), reply=False))
        reader = HostReader(wire)
        until = self.world.now_ms() + self.answer_ms
        while True:
            what, content = self._read(until)
            if what != "heard":
                return {}
            for message in reader.feed(content):
                try:
                    said = read_words(*read_message(wire.fields, message))
                except Unreadable:
                    continue
                if said.get("stan") == fields["stan"]:
                    return said

    def _ecr(self, kind: str, fields: Mapping[str, str]) -> Mapping[str, str]:
        wire = self.world.rig.wire
        frame = write_frame(wire, write_content(wire, kind, False, fields))
        reader = EcrReader(wire)
        enq = wire.handshake == "enq-eot"
        called, acked, tries = not enq, 0, 0
        until = 0
        answer: Said | None = None
        while True:
            if until <= self.world.now_ms() and answer is None and acked < wire.acks:
                if tries == 3:
                    return {}
                tries += 1
                self._write(frame if called else bytes((ENQ,)))
                until = self.world.now_ms() + self.ack_ms
            what, content = self._read(until)
            if what == "silence" and acked < wire.acks and answer is None:
                reader.discard()
                continue
            if what != "heard":
                return {} if answer is None else answer.fields
            for token in reader.feed(content):
                byte = token.content[0] if token.what == "control" else -1
                if byte == ACK and not called:
                    called, tries = True, 1
                    self._write(frame)
                    until = self.world.now_ms() + self.ack_ms
                elif byte == ACK:
                    acked += 1
                    if acked == wire.acks:
                        self._write(bytes((EOT,)) if enq else b"")
                        until = self.world.now_ms() + self.answer_ms
                elif byte == NAK:
                    self.naks += 1
                    until = self.world.now_ms()
                elif byte == ENQ and enq:
                    self._write(bytes((ACK,)))
                elif token.what == "bad":
                    self._write(bytes((NAK,)))
                elif token.what == "frame":
                    said = read_content(wire, token.content)
                    if said.code != "@" and self.acks:
                        self._write(wire.ack)
                    if said.reply and said.get("stan") == fields["stan"]:
                        answer = said
                        if not enq:
                            return said.fields
                elif byte == EOT and answer is not None:
                    return answer.fields


def till(
    rig: str = "counter-fs",
    faults: Sequence[str] = (),
    seed: int = 7,
    instrument: Mapping[str, object] = COUPON_CREDIT,
    entry: str = "C",
    shop: Mapping[str, str] | None = None,
    **options: Any,
) -> Till:
    """A POS at a rig on whose bench lies one instrument."""
    world = World(load_rig(rig))
    setup = {"do": "setup", "seed": seed, "faults": list(faults), "instruments": {"main": dict(instrument)}}
    answer = json.loads(world.ask(json.dumps(setup | ({"shop": dict(shop)} if shop else {}))))
    assert answer["ok"], answer
    assert json.loads(world.ask(json.dumps({"do": "present", "instrument": "main", "entry": entry})))["ok"]
    return Till(world, **options)


def charges(collected: Any) -> list[tuple[str, str, int]]:
    """(kind, purse, won) of the statement's rows."""
    return [(row["kind"], row["purse"], row["amount_krw"]) for row in collected["statement"]["rows"]]
