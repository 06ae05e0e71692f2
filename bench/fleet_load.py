"""Many tills in one loop: each pays once a second at a simulated terminal of its own.

Everything that can be is done before or after the clock runs: frames are written ahead by posdiag's codec,
answers are only cut out of the stream meanwhile and judged at the end. What a terminal answers, and after
how many simulated milliseconds, is known ahead too: the same terminal of the same seed, asked the same
without any socket, says so.
"""

from __future__ import annotations

import gc
import selectors
import socket
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from posdiag import assembly
from posdiag.wire.codec import Codec
from posdiag.wire.message import Kind, Message
from posdiag_sim.fleet import Fleet, FleetTerminal
from posdiag_sim.rig import Rig

ACK, NAK, STX, ETX = 0x06, 0x15, 0x02, 0x03
#: Real seconds without any answer at all after which the sales that are open will get none.
PATIENCE_S = 10.0
#: Real seconds from the last connection to the first sale.
LEAD_S = 0.5


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale as it will be asked for, and what the terminal will say to it after `decision_ms`, simulated."""

    stan: str
    amount_krw: int
    frame: bytes
    approval: str
    decision_ms: int


@dataclass(slots=True)
class Till:
    """One connection: what it has still to ask, and what it waits for."""

    sales: Sequence[Sale]
    sock: socket.socket
    unread: bytearray = field(default_factory=bytearray)
    waiting: deque[float] = field(default_factory=deque)  # due times of sales that wait for the one before
    asked: int = 0
    sent_at: float = 0.0  # of the sale that is open; 0: none
    answers: list[bytes] = field(default_factory=list)
    taken_s: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What became of all sales. Times are real seconds."""

    sales: int = 0
    errors: list[str] = field(default_factory=list)
    repeats: int = 0  # answers that the terminal said again, since the ACK came late
    latency_s: list[float] = field(default_factory=list)
    beyond_s: list[float] = field(default_factory=list)  # latency less the simulated decision
    late_s: list[float] = field(default_factory=list)  # how long after its time a sale was asked for
    wall_s: float = 0.0
    heard_at: float = 0.0  # when the last answer came


# -- before --------------------------------------------------------------------------------------


def codec_of_tills() -> Codec:
    return assembly.library().dialects.codec_for("kr-fs", {})


def prepared(rig: Rig, codec: Codec, terminals: int, each: int, seed: int) -> list[list[Sale]]:
    """The sales of every till, and what its terminal alone will answer."""
    fleet = Fleet(rig, terminals, seed)
    found = []
    for number in range(terminals):
        terminal = fleet.take(0)
        assert terminal is not None
        sales, now_ms = [], 0
        for stan in range(1, each + 1):
            amount_krw = 100 + (stan * 977 + number * 31) % 9_900
            frame = codec.encode(_request(rig, f"{stan:06d}", amount_krw))
            now_ms, wait_ms, answer = _foreseen(terminal, frame, now_ms + 1000)
            said = codec.decode(answer).message
            approval = said.get("approval") if said is not None else ""
            sales.append(Sale(f"{stan:06d}", amount_krw, frame, approval, wait_ms))
        found.append(sales)
    return found


def _request(rig: Rig, stan: str, amount_krw: int) -> Message:
    words = {
        "tid": rig.shop.tid,
        "stan": stan,
        "sent_at": "20250910123000",
        "amount": str(amount_krw),
        "instalment": "00",
        "entry": "C",
        "route": "V",
    }
    return Message(Kind.APPROVE, False, words)


def _foreseen(terminal: FleetTerminal, frame: bytes, at_ms: int) -> tuple[int, int, bytes]:
    """When the answer is there, after how long, and the answer."""
    terminal.speak(at_ms)
    terminal.hear(frame, at_ms)
    heard, now_ms = b"", at_ms
    while ETX not in heard:
        due_ms = terminal.next_due()
        assert due_ms is not None, "the terminal says nothing"
        now_ms = due_ms
        heard += terminal.speak(now_ms)[0]
    terminal.hear(bytes((ACK,)), now_ms)
    return now_ms, now_ms - at_ms, heard[heard.index(STX) :]


# -- while the clock runs ------------------------------------------------------------------------


def pay(port: int, planned: Sequence[Sequence[Sale]], codec: Codec, speed: float) -> Outcome:
    """Let every till pay once a second, all spread over the second, and judge what they hear."""
    tills = [Till(sales, socket.create_connection(("127.0.0.1", port), PATIENCE_S)) for sales in planned]
    outcome = Outcome()
    with selectors.DefaultSelector() as selector:
        for till in tills:
            till.sock.setblocking(False)
            till.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(till.sock, selectors.EVENT_READ, till)
        gc.collect()
        gc.disable()
        try:
            _run(tills, selector, outcome)
        finally:
            gc.enable()
    for till in tills:
        till.sock.close()
        _judge(till, codec, speed, outcome)
    return outcome


def _run(tills: Sequence[Till], selector: selectors.BaseSelector, outcome: Outcome) -> None:
    count, total = len(tills), sum(len(till.sales) for till in tills)
    start = time.monotonic() + LEAD_S
    asked = 0
    while True:
        now = time.monotonic()
        while asked < total and start + asked / count <= now:
            till = tills[asked % count]
            till.waiting.append(start + asked / count)
            asked += 1
            _ask(till, outcome)
        if asked == total:
            done = all(len(till.answers) >= till.asked == len(till.sales) for till in tills)
            if done or now > max(outcome.heard_at, start + total / count) + PATIENCE_S:
                break
        wait_s = start + asked / count - now if asked < total else 0.01
        for key, _ in selector.select(max(wait_s, 0)):
            _hear(key.data, selector, outcome)
    outcome.wall_s = time.monotonic() - start


def _ask(till: Till, outcome: Outcome) -> None:
    """Send the sale that waits longest, unless one is open."""
    if till.sent_at or not till.waiting:
        return
    sale = till.sales[till.asked]
    till.asked += 1
    till.sent_at = time.monotonic()
    outcome.late_s.append(till.sent_at - till.waiting.popleft())
    try:
        till.sock.send(sale.frame)
    except OSError as error:
        outcome.errors.append(f"sale {sale.stan}: {error}")


def _hear(till: Till, selector: selectors.BaseSelector, outcome: Outcome) -> None:
    try:
        heard = till.sock.recv(65536)
    except OSError:
        heard = b""
    now = time.monotonic()
    if not heard:
        outcome.errors.append(f"the line ended after sale {till.asked}")
        selector.unregister(till.sock)
        return
    unread = till.unread
    unread += heard
    while unread:
        if unread[0] != STX:
            if unread[0] != ACK:
                outcome.errors.append(f"sale {till.asked}: {unread[0]:02x} instead of an answer")
            del unread[0]
            continue
        end = unread.find(ETX)
        if end < 0 or end + 2 > len(unread):
            return
        frame = bytes(unread[: end + 2])
        del unread[: end + 2]
        till.sock.send(bytes((ACK,)))
        if till.answers and frame == till.answers[-1]:
            outcome.repeats += 1
            continue
        till.answers.append(frame)
        till.taken_s.append(now - till.sent_at)
        outcome.heard_at = now
        till.sent_at = 0.0
        _ask(till, outcome)


# -- after ---------------------------------------------------------------------------------------


def _judge(till: Till, codec: Codec, speed: float, outcome: Outcome) -> None:
    outcome.sales += till.asked
    outcome.latency_s += till.taken_s
    decisions_s = (sale.decision_ms / 1000 / speed for sale in till.sales)
    outcome.beyond_s += [taken - decision for taken, decision in zip(till.taken_s, decisions_s, strict=False)]
    missing = len(till.sales) - len(till.answers)
    if missing:
        outcome.errors.append(f"{missing} of {len(till.sales)} sales without an answer")
    for sale, frame in zip(till.sales, till.answers, strict=False):
        wrong = _wrong(sale, codec, frame)
        if wrong:
            outcome.errors.append(f"sale {sale.stan}: {wrong}")


def _wrong(sale: Sale, codec: Codec, frame: bytes) -> str:
    """What is wrong with an answer, or nothing."""
    decoded = codec.decode(frame)
    if decoded.faults:
        return decoded.faults[0].message
    said = decoded.message
    if said is None or said.kind is not Kind.APPROVE or not said.reply:
        return f"no answer to a sale: {frame.hex()}"
    wanted = {"stan": sale.stan, "result": "00", "approved_amount": str(sale.amount_krw)}
    wanted["approval"] = sale.approval
    for name, value in wanted.items():
        if said.get(name) != value:
            return f"`{name}` is `{said.get(name)}`, not `{value}`"
    return ""
