"""Turns what came of a question into evidence: an answer, an ACK, a NAK, garbage, silence or a hang-up."""

from __future__ import annotations

from posdiag.probe.banner import other_protocol
from posdiag.probe.claims import Claim, What
from posdiag.probe.converse import Exchange, Outcome
from posdiag.probe.notebook import Notebook, kind_of
from posdiag.probe.questions import Way
from posdiag.probe.settings import LineSettings, usual
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Handshake
from posdiag.wire.message import Kind

#: A dialect with a check of its own shows itself by that; that it answers a call says less.
_MORE_TO_ASK = 1.0


def note_answer(notes: Notebook, exchange: Exchange) -> None:
    """Add what came of one question to the notes."""
    question, name = exchange.question, exchange.question.name
    notes.asked.add(name)
    unknown = Claim(What.UNKNOWN, exchange.settings, tls=exchange.tls)
    match exchange.outcome:
        case Outcome.ANSWERED:
            _answered(notes, exchange)
        case Outcome.OTHER:
            _answered_otherwise(notes, exchange)
        case Outcome.ACKED if question.way is Way.ENQ:
            _takes_calls(notes, exchange)
        case Outcome.ACKED:
            _for_all(notes, "asked.acked", exchange)
            notes.add("asked.acked-by-some", unknown, None, question=name)
        case Outcome.REFUSED:
            _for_all(notes, "asked.refused", exchange)
            notes.add("asked.refused-by-some", unknown)
        case Outcome.SILENT:
            _for_all(notes, "asked.unanswered", exchange)
        case Outcome.HUNG_UP:
            notes.add("asked.hung-up", unknown, None, question=name)
        case Outcome.ECHOED:
            weight = None if len(exchange.sound.data) > 1 else _MORE_TO_ASK
            claim = Claim(What.OTHER_PROTOCOL, protocol="echo", tls=exchange.tls)
            notes.add("asked.echoed", claim, weight, question=name)
        case Outcome.GARBLED:
            _garbled(notes, exchange, unknown)
    if question.called and exchange.outcome is not Outcome.ANSWERED and exchange.reading.controls["ACK"]:
        for codec in _called(notes):
            if not codec.spec.can_say(Kind.CHECK):
                notes.add("asked.enq-rest", _claim(notes, exchange, codec.name), None, question=name)
    if exchange.outcome is not Outcome.GARBLED:  # there `heard` counts
        notes.heard_bytes += len(exchange.sound.data)


def _claim(notes: Notebook, exchange: Exchange, dialect: str) -> Claim:
    settings = exchange.settings
    if exchange.question.codec is None or dialect not in exchange.question.dialects:
        settings = _as_met(notes, dialect, settings)
    differs = exchange.question.differs if dialect in exchange.question.dialects else ""
    return Claim(What.DIALECT, settings, dialect, tls=exchange.tls, differs=differs)


def _as_met(notes: Notebook, dialect: str, settings: LineSettings | None) -> LineSettings | None:
    """The settings at which a dialect is met, where a call alone cannot tell them from those it came by.

    ENQ and ACK have two ones each: with even parity in seven bits they are the same bytes as in 8N1.
    """
    met = usual(dialect)[0]
    if settings is None or notes.fixed_speed or settings.baud != met.baud:
        return settings
    return met if {settings.shape, met.shape} == {"8N1", "7E1"} else settings


def _for_all(notes: Notebook, code: str, exchange: Exchange) -> None:
    for dialect in exchange.question.dialects:
        notes.add(code, _claim(notes, exchange, dialect), None, question=exchange.question.name)


def _answered(notes: Notebook, exchange: Exchange) -> None:
    """An answer in the dialect of the question: of all that wrote it alike, those that read it best."""
    question = exchange.question
    read = {dialect for frame in exchange.reading.frames for dialect in frame.dialects}
    dialects = [name for name in question.dialects if name in read] or list(question.dialects)
    code = "asked.answered" if exchange.sound.data.strip(b"\x06") else "asked.acked-alone"
    for dialect in dialects:
        facts = {"question": question.name, "dialect": dialect}
        notes.add(code, _claim(notes, exchange, dialect), None, **facts)


def _answered_otherwise(notes: Notebook, exchange: Exchange) -> None:
    for frame in exchange.reading.frames:
        for dialect in frame.dialects:
            claim = Claim(What.DIALECT, exchange.settings, dialect, tls=exchange.tls)
            facts = {"question": exchange.question.name, "dialect": dialect, "kind": kind_of(frame)}
            notes.add("asked.other", claim, None, **facts)


def _called(notes: Notebook) -> list[EcrCodec]:
    return [codec for codec in notes.ears.ecr if codec.spec.handshake is Handshake.ENQ_EOT]


def _takes_calls(notes: Notebook, exchange: Exchange) -> None:
    """ENQ was answered by ACK: this is how dialects with a call behave."""
    for codec in _called(notes):
        weight = _MORE_TO_ASK if codec.spec.can_say(Kind.CHECK) else None
        claim = _claim(notes, exchange, codec.name)
        notes.add("asked.enq", claim, weight)
        if claim.settings != exchange.settings:
            notes.add("asked.enq-alike", claim, None, heard=exchange.settings, met=claim.settings)


def _garbled(notes: Notebook, exchange: Exchange, unknown: Claim) -> None:
    data = bytes(exchange.sound.data)
    protocol = other_protocol(data)
    if protocol in ("http", "websocket"):
        claim = Claim(What.OTHER_PROTOCOL, protocol=protocol, tls=exchange.tls)
        notes.add(f"asked.{protocol}", claim, None)
        if notes.agent:
            notes.add("port.agent", claim, None, port=notes.port, agent=notes.agent)
        notes.heard_bytes += len(data)
    elif not notes.heard(exchange.sound, exchange.tls):
        notes.add("asked.garbled", unknown, None, question=exchange.question.name, count=len(data))
