"""A plain POS in this process is audited at other rigs: fixed fields, three ACKs, a host link without any."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence

import pytest

from posdiag import assembly
from posdiag.assembly_audit import AuditedRig, way_to
from posdiag.audit.campaign import applicable, chosen, timed
from posdiag.audit.conduct import Plan, Stage, conduct
from posdiag.audit.judge import Audited, judge
from posdiag.audit.outcome import patterns
from posdiag.explain.ways import Way
from posdiag.link.patience import wait_for
from posdiag.link.program import Finished, Written
from posdiag.record import RunRecord, Verdict
from posdiag.wire.framing import FramePiece
from posdiag.wire.message import Kind, Message

SPEED = 20
ASKED = {
    "tid": "10000001", "stan": "000001", "sent_at": "20250910123000", "amount": "8800", "entry": "C",
    "instalment": "00", "route": "V", "business_no": "1230045678", "card": "9400010000001616",
}  # fmt: skip


def till(way: Way) -> Callable[[Sequence[str], float, Callable[[], int]], Finished]:
    """A POS that takes what is sound, refuses what is not, and never looks at the clock."""

    def run(words: Sequence[str], limit_s: float, now_ms: Callable[[], int]) -> Finished:
        began_ms, told = now_ms(), "DECLINED"
        with socket.create_connection((words[0], int(words[1])), 5) as line:
            line.settimeout(1.5)
            framer = way.new_framer()
            line.sendall(way.codec.encode(Message(Kind.APPROVE, False, ASKED)))
            while told == "DECLINED":
                try:
                    heard = line.recv(4096)
                except TimeoutError:
                    break
                for piece in framer.feed(heard, 0):
                    if not isinstance(piece, FramePiece):
                        continue
                    decoded = way.codec.decode(piece.data)
                    sound = piece.intact and decoded.message is not None
                    if way.acks and piece.code != "@":
                        line.sendall((b"\x06" if sound else b"\x15") * way.acks)
                    if sound and decoded.message is not None and decoded.message.get("result") == "00":
                        told = "APPROVED"
            wait_for(lambda: False, 0.05)  # an ACK under way arrives
        return Finished(began_ms, now_ms(), 0, (Written(now_ms(), told),))

    return run


def audited(rig: str, *cases: str) -> list[RunRecord]:
    way = way_to(rig)
    wanted = applicable(chosen(cases), way.codec)
    with AuditedRig(rig, "tcp://127.0.0.1:0", SPEED, 7) as served:
        plan = Plan(
            tuple(timed(case, 1500 * SPEED, way.link) for case in wanted), way, served.address,
            ("{host}", "{port}"), patterns("APPROVED", "DECLINED"), seed=7,
        )  # fmt: skip
        stage = Stage(served.line, served.bench, till(way), wait_for)
        who = Audited("own/till", "-", served.address, 7)
        return [judge(evidence, assembly.house(), who)[0] for evidence in conduct(plan, stage)]


@pytest.mark.parametrize("rig", ["counter-fixed", "counter-ack3", "kiosk-fs", "host-iso", "host-iso-bcd"])
def test_a_plain_till_passes_at_every_rig(rig: str) -> None:
    cases = ("healthy", "split", "wrong-check-once", "check-is-etx", "check-is-ack", "garbage-first")
    records = audited(rig, *cases)
    assert len(records) == (2 if rig.startswith("host") else 6)
    told = {record.scenario: (record.verdict, record.why.get("en")) for record in records}
    assert {verdict for verdict, _ in told.values()} == {Verdict.COMPATIBLE}, told
    assert all(record.money.charged_krw == 8800 for record in records)


def test_an_answer_that_is_lost_on_a_host_link_is_left_open() -> None:
    (record,) = audited("host-iso", "answer-lost")
    codes = [finding.code for finding in record.findings]
    assert codes == ["money.charged_unbooked", "txn.missing_reversal"]
