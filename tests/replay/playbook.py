"""Plays a till against a playbook: what it asks for (`<<`) and what it is told (`>>`), line by line."""

from __future__ import annotations

from posdiag.profile.traits import Entry
from posdiag.replay.scenario import Do, Expect, Instrument, Scenario, Step
from posdiag.replay.steps import Ask, Came, Command, Conclude, Listen, Present, Show, Told
from posdiag.replay.till import Till
from posdiag.wire.message import Message

PAY = Step(Do.PAY, 12_300, 1_118, Entry.CHIP)
PREPAID = Instrument("prepaid", number="9400001234567890", balances={"coupon": 20_000})


def scenario(*steps: Step, instrument: Instrument = PREPAID) -> Scenario:
    return Scenario("test", {"ko": "시험", "en": "test"}, steps or (PAY,), {"main": instrument}, Expect())


def told(line: str, asked: Command | None) -> Told:
    """`>> 00 approval=12345678` is an answer to what was asked; `>> silence`, `>> closed`: none."""
    words = line.removeprefix(">>").split()
    if words[0] == "silence":
        return Told(1000, Came.SILENT)
    if words[0] == "undelivered":
        return Told(1000, Came.UNDELIVERED)
    if words[0] in ("closed", "refused"):
        return Told(1000, Came.CLOSED, sent=words[0] == "closed")
    assert isinstance(asked, Ask)
    fields = dict(word.split("=", 1) for word in words[1:])
    fields |= {"result": words[0], "stan": asked.message.get("stan")}
    return Told(1000, Came.ANSWERED, Message(asked.message.kind, True, fields))


def said(command: Command) -> str:
    match command:
        case Ask(message=message):
            extra = [
                f"{name}={message.get(name)}"
                for name in ("entry", "orig_approval", "route")
                if message.get(name) and not (name == "route" and message.get(name) == "V")
            ]
            again = " again" if message.repeat else ""
            return " ".join([f"<< {message.kind} {message.get('stan')}{again}", *extra])
        case Present(entry=entry):
            return f"<< present {entry.value}"
        case Show(kind=kind, text=text):
            return f"<< {kind}: {text}"
        case Conclude(belief=belief, booked_krw=booked):
            return f"<< {belief} {booked}"
        case Listen():
            return "<< listen"


def play(till: Till, playbook: str) -> None:
    """Run the till against a playbook; a mismatch shows both transcripts."""
    lines = [line.strip() for line in playbook.strip().splitlines()]
    answers = [line for line in lines if line.startswith(">>")]
    happened: list[str] = []
    flow = till.run()
    try:
        command = next(flow)
        while True:
            happened.append(said(command))
            reply = Told(1000)
            if isinstance(command, Ask):
                assert answers, "\n".join(["the playbook has no answer after:", *happened])
                happened.append(answers[0])
                reply = told(answers.pop(0), command)
            command = flow.send(reply)
    except StopIteration:
        pass
    assert happened == lines, "\n".join(["happened:", *happened, "expected:", *lines])
