"""Damaged bytes: noise, frames cut short, pauses inside a frame, garbage, wrong parity."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from posdiag.diagnose.case import Case
from posdiag.diagnose.check_rule import ETX, STX, check_rules, common_rules
from posdiag.diagnose.detect_port import port_at_fault
from posdiag.diagnose.detect_wire import FORMAT_CODES, another_way
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange, Reading
from posdiag.diagnose.sayings import found
from posdiag.profile.traits import Traits
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.codec import Codec
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.framing import read_length
from posdiag.wire.message import Kind

#: More pieces than this are not put together: most frames are shorter, one byte a piece.
MAX_PIECES = 512
#: Joined pieces read in vain before the rest counts as garbage.
MAX_JOINS = 1_000

#: A pause longer than this is no ordinary TCP or serial fragment (PROTOCOLS 2: 250 ms was seen to cut).
FRAGMENT_MS = 200


def detect_line(case: Case) -> Iterator[Finding]:
    """What the POS heard damaged, and what it sent that the other side refused once and then took."""
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    broken = [reading for reading in case.heard if reading.broken]
    if isinstance(case.ecr_codec, AgentCodec) and not case.speaks_to_host:
        broken = []  # TCP under an agent delivers whole bytes; detect_agent reads what is odd in them
    if broken and not another_way(case, broken) and port_at_fault(case)[0] != "line.bytes_missing":
        yield from _heard_broken(case, broken, severity)
    yield from _refusals(case, severity)
    yield from _host_tests(case, severity)
    yield from _host_misreads(case, severity)


def _host_tests(case: Case, severity: Severity) -> Iterator[Finding]:
    """A host that writes as the POS does, and tests the line (0800) instead of answering it.

    It could not read what came; its own frames show that both sides are set alike.
    """
    unanswered = [e for e in case.exchanges if e.silences and not e.replies and not e.broken]
    if not case.speaks_to_host or not unanswered:
        return
    tests = [
        reading
        for reading in case.heard
        if reading.message is not None and reading.message.kind is Kind.CHECK and not reading.message.reply
    ]
    if tests and not any(reading.broken for reading in case.heard):
        asked = [n for exchange in unanswered for n in exchange.evidence]
        yield found("line.host_tests", severity, sorted((*asked, *(r.n for r in tests))))


def _host_misreads(case: Case, severity: Severity) -> Iterator[Finding]:
    """A host that writes as the POS does, and refuses as malformed what it cannot even name.

    An answer repeats the trace and terminal numbers of what was asked: by them the two are matched
    (PROTOCOLS 1). One that has them otherwise, under the same bitmap and encodings, did not find them: the
    request changed on its way.
    """
    if not case.speaks_to_host:
        return
    misread = [
        (exchange, reply)
        for exchange in case.exchanges
        for reply in exchange.replies
        if reply.get("result") in FORMAT_CODES and _names_another(exchange, reply)
    ]
    if misread and not any(reading.broken for reading in (*case.heard, *case.said)):
        numbers = {n for exchange, reply in misread for n in (*exchange.evidence, reply.n)}
        yield found("line.host_misread", severity, sorted(numbers), times=len(misread))


def _names_another(exchange: Exchange, reply: Reading) -> bool:
    asked = exchange.message
    return any(asked.get(name) and reply.get(name) != asked.get(name) for name in ("stan", "tid"))


def _heard_broken(case: Case, broken: list[Reading], severity: Severity) -> Iterator[Finding]:
    left = list(broken)
    joined: dict[str, list[tuple[Reading, ...]]] = {}
    for pieces in _assembled(case, broken):
        pause_ms = max(second.t_ms - first.t_ms for first, second in pairwise(pieces))
        broken_off = pieces[0].frame.note == "gap"  # by the POS's own timer
        code = "line.gap" if broken_off or _is_gap(case.traits, pause_ms) else "wire.segment"
        joined.setdefault(code, []).append(pieces)
        left = [reading for reading in left if reading not in pieces]
    for code, frames in joined.items():
        pause_ms = max(second.t_ms - first.t_ms for first, second in pairwise(frames[0]))
        numbers = (reading.n for pieces in frames for reading in pieces)
        yield found(code, severity, numbers, pause_ms=pause_ms, times=len(frames))
    if joined:
        return  # pieces that fit nothing are of frames that were cut in the same way
    own_rules = common_rules(reading.frame.data for reading in case.said)
    stripped = [r for r in left if _right_without_bit_7(r.frame.data, own_rules)]
    if stripped:
        yield found("line.parity", severity, (r.n for r in stripped))
        left = [r for r in left if r not in stripped]
    kinds: dict[str, list[Reading]] = {}
    for reading in left:
        kinds.setdefault(_kind_of_damage(case, reading), []).append(reading)
    for code, readings in kinds.items():
        yield found(code, severity, (r.n for r in readings), count=len(readings))


def _assembled(case: Case, broken: list[Reading]) -> Iterator[tuple[Reading, ...]]:
    """Runs of pieces that make one whole frame when put together again.

    Endless garbage is not tried to its end: after `MAX_JOINS` pieces that led nowhere, nothing will fit.
    """
    at, in_vain = 0, 0
    while at < len(broken) and in_vain < MAX_JOINS:
        size, tried = _whole_from(case, broken[at : at + MAX_PIECES])
        in_vain += 0 if size else tried
        if size:
            yield tuple(broken[at : at + size])
        at += size or 1


def _whole_from(case: Case, pieces: list[Reading]) -> tuple[int, int]:
    """How many of these pieces, from the first on, are a whole frame (0 where none are), and the tries."""
    codec = case.host_codec if case.speaks_to_host else case.ecr_codec
    joined = b""
    tried = 0
    for number, piece in enumerate(pieces, 1):
        joined += piece.frame.data
        if number == 1 or not _may_be_whole(codec, joined):
            continue
        tried += 1
        if codec is None:
            whole = bool(check_rules(joined)) and not check_rules(piece.frame.data)
        else:
            decoded = codec.decode(joined)
            whole = bool(decoded.fields) and not decoded.faults
        if whole:
            return number, tried
    return 0, tried


def _may_be_whole(codec: Codec | None, joined: bytes) -> bool:
    """Whether it is worth reading: an ETX stands at the end, or the length header says that all is there."""
    if isinstance(codec, IsoCodec):
        count = read_length(codec.spec.length, joined[: codec.spec.length.size])
        return count is None or count + codec.spec.uncounted == len(joined)
    return ETX in joined[-2:]


def _is_gap(traits: Traits | None, pause_ms: int) -> bool:
    if traits is not None and traits.segment == "first-read":
        return False
    if traits is not None and traits.timers.gap_ms:
        return pause_ms >= min(traits.timers.gap_ms, FRAGMENT_MS)
    return pause_ms >= FRAGMENT_MS


def _right_without_bit_7(data: bytes, own_rules: frozenset[str]) -> bool:
    """Wrong as it is, right with bit 7 cleared, and so in many bytes: one alone is noise."""
    stripped = bytes(byte & 0x7F for byte in data)
    set_in = sum(byte >= 0x80 for byte in data)
    rightly = check_rules(stripped) & own_rules and not check_rules(data) & own_rules
    return bool(rightly) and set_in * 4 >= len(data)


def _kind_of_damage(case: Case, reading: Reading) -> str:
    data = reading.frame.data
    if case.speaks_to_host:
        return "line.damaged"
    if STX not in data[:24]:
        return "line.garbage" if len(data) < 4 or ETX not in data else "line.damaged"
    return "line.damaged" if len(data) > 2 and ETX in data[-2:] else "line.cut"


def _refusals(case: Case, severity: Severity) -> Iterator[Finding]:
    """NAK and then ACK of the same bytes: they were damaged on the way."""
    watched = case.transcript.statement is not None
    if watched and not any("수신 오류" in seen.text for seen in case.terminal_screens):
        return  # a terminal that found damage would say so on its screen
    taken = [e for e in case.exchanges if e.heard("NAK") and _taken_after_nak(e)]
    if taken:
        evidence = [n for e in taken for n in (*e.evidence, *(r.n for r in e.heard("NAK")))]
        naks = sum(len(e.heard("NAK")) for e in taken)
        yield found("line.refused_then_taken", severity, sorted(evidence), naks=naks)


def _taken_after_nak(exchange: Exchange) -> bool:
    """The last word is an ACK: one before another NAK may be a byte of anything, such as a header."""
    return max((r.n for r in exchange.acks), default=0) > exchange.heard("NAK")[-1].n
