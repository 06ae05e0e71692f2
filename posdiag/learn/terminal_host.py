"""What a host's line shows: how it is written to, by echo tests; by test payments, whom it books for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from posdiag.learn.speech import in_form
from posdiag.learn.talk import Talk
from posdiag.learn.terminal_desk import AMOUNT_KRW, TerminalDesk
from posdiag.learn.terminal_sales import ask, pay, undo
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.probes import probes
from posdiag.wire.iso8583.spec import IsoSpec
from posdiag.wire.message import Message

#: Values of a rig whose POS speaks to the host itself, as its file names them.
WRITTEN = ("host.format", "host.length", "host.length_itself", "host.tpdu")
PAID = ("shop.merchant", "van.pg_merchant", "van.issuer_name", "issuer.partial")
GAP = "van.gap_ms"
RANDOM = ("van.answer_ms", "host.latency_ms")
BEHIND = ("van.issuer_wait_ms", "van.pg_tid")
EVERY = (*WRITTEN, GAP, *PAID, *RANDOM, *BEHIND)
#: Message type, bitmap, numbers, texts and length prefixes of the formats that a rig may name.
_FORMATS = {
    ("ascii", "hex", "ascii", "ascii", "ascii"): "ascii-hex",
    ("ascii", "binary", "ascii", "ascii", "ascii"): "ascii-binary",
    ("bcd", "binary", "bcd-left", "ascii", "bcd"): "bcd",
    ("ebcdic", "binary", "ebcdic", "ebcdic", "ebcdic"): "ebcdic",
}
#: So long a host may take for an echo; one that cannot read it never answers.
_ECHO_MS = 5_000
#: Ways of writing that are tried before a host counts as one that says nothing.
_MOST_WAYS = 60
#: So long a host may wait for the rest of a message.
_LONGEST_MS = 60_000
_APPROVED = ("00", "10")
_IN_PART = "10"


def measure_host(desk: TerminalDesk, may_pay: bool) -> None:
    """Everything that can be measured of a host; test payments, each taken back, only where allowed."""
    learnt = desk.learnt
    learnt.leave("random", *RANDOM)
    learnt.leave("behind-host", *BEHIND)
    if not _found(desk):
        learnt.leave("no-answer", *WRITTEN, GAP, *PAID)
        return
    desk.talk("half-message", lambda talk: _half(desk, talk))
    if not may_pay:
        learnt.leave("no-pay", *PAID)
        return
    desk.talk("sale", lambda talk: _sale(desk, talk), desk.instruments["card"])
    desk.talk("by-pg", lambda talk: _by_pg(desk, talk), desk.instruments["card"])
    if desk.has_bench:
        desk.talk("part", lambda talk: _part(desk, talk), desk.instruments["prepaid"])
    else:
        learnt.leave("no-bench", "issuer.partial")


def _found(desk: TerminalDesk) -> bool:
    """Ask for an echo as the dialect has it, then written otherwise, until one is answered."""
    codec = desk.way.codec
    assert isinstance(codec, IsoCodec)
    written: set[bytes] = set()
    for number, spec in enumerate(_specs(codec.spec)):
        desk.way = in_form(desk.way, spec)
        frame = desk.way.codec.encode(_echo(desk, fixed=True))
        if frame in written:
            continue
        written.add(frame)
        if len(written) > _MOST_WAYS:
            break
        name = f"echo-{number}" if number else "echo"
        desk.talk(name, lambda talk, name=name, spec=spec: _answered(desk, talk, name, spec))  # type: ignore[misc]
        if desk.learnt.get("response_ms") is not None:
            return True
    return False


def _specs(spec: IsoSpec) -> Iterator[IsoSpec]:
    yield spec
    yield from (probe.spec for probe in probes(spec))


def _echo(desk: TerminalDesk, fixed: bool = False) -> Message:
    """A test of the line with the fewest fields. `fixed`: always the same, to compare how it is written."""
    check = desk.check()
    named = {name: check.get(name) for name in ("tid", "stan", "sent_at")}
    return replace(check, fields=named | ({"stan": "000001"} if fixed else {}))


def _answered(desk: TerminalDesk, talk: Talk, name: str, spec: IsoSpec) -> None:
    sent_ms = talk.say(_echo(desk))
    told = talk.answer(_ECHO_MS)
    if told is None:
        return
    learnt = desk.learnt
    learnt.learn("response_ms", told.at_ms - sent_ms, name)
    key = tuple(str(one) for one in (spec.mti, spec.bitmap, spec.numeric, spec.text, spec.prefix))
    form = _FORMATS.get(key)  # type: ignore[arg-type]
    if form is None:
        learnt.leave("other-form", "host.format")
    else:
        learnt.learn("host.format", form, name)
    learnt.learn("host.length", str(spec.length), name)
    learnt.learn("host.length_itself", spec.length_counts_itself, name)
    learnt.learn("host.tpdu", spec.tpdu.hex(), name)


def _half(desk: TerminalDesk, talk: Talk) -> None:
    """Half an echo and no more: when the host tests the line itself."""
    frame = talk.codec.encode(_echo(desk))
    sent_ms = talk.send(frame[: len(frame) // 2])
    told = talk.hear(lambda one: one.message is not None, _LONGEST_MS)
    if told is None:
        desk.learnt.leave("no-answer", GAP)
    else:
        desk.learnt.learn(GAP, told.at_ms - sent_ms, "half-message")


def _sale(desk: TerminalDesk, talk: Talk) -> None:
    sale = desk.sale(card=desk.instruments["card"].number)
    answer, took_ms = pay(desk, talk, sale)
    if answer is None or answer.get("result") not in _APPROVED:
        desk.learnt.leave("no-approval", *PAID)
        return
    desk.learnt.learn("sale_response_ms", took_ms, "sale")
    for path, name in (("shop.merchant", "merchant"), ("van.issuer_name", "issuer")):
        if answer.get(name):
            desk.learnt.learn(path, answer.get(name), "sale")
        else:
            desk.learnt.leave("no-field", path)
    undo(desk, talk, sale, answer)


def _by_pg(desk: TerminalDesk, talk: Talk) -> None:
    """A payment that asks for the PG's route: whom is it booked for?"""
    sale = desk.sale(card=desk.instruments["card"].number)
    sale = replace(sale, fields={**sale.fields, "route": "P"})
    answer, _ = pay(desk, talk, sale)
    if answer is None or answer.get("result") not in _APPROVED:
        desk.learnt.leave("no-approval", "van.pg_merchant")
        return
    if answer.get("merchant") and answer.get("merchant") != desk.learnt.get("shop.merchant"):
        desk.learnt.learn("van.pg_merchant", answer.get("merchant"), "by-pg")
    undo(desk, talk, sale, answer)


def _part(desk: TerminalDesk, talk: Talk) -> None:
    """A payment above what a prepaid card holds: is a part of it approved?"""
    card = desk.instruments["prepaid"]
    sale = desk.sale(sum(card.balances.values()) + AMOUNT_KRW, card=card.number)
    answer, _ = ask(talk, sale)
    if answer is None:
        desk.learnt.leave("no-answer", "issuer.partial")
        return
    desk.learnt.learn("issuer.partial", answer.get("result") == _IN_PART, "part")
    undo(desk, talk, sale, answer)
