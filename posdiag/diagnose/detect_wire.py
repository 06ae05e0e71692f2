"""Two sides that write messages differently: check byte, length, header, bitmap, encoding, format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from posdiag.diagnose.case import UNEXPLAINED, Case
from posdiag.diagnose.check_rule import ETX, STX
from posdiag.diagnose.detect_frames import length_options, stray_checks
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import CONTROLS, Reading
from posdiag.diagnose.sayings import found
from posdiag.transcript import AS_SET, SAME_LINE, Party, Seen
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Check
from posdiag.wire.iso8583.codec import IsoCodec

#: Codes by which the other side says that it could not parse, or does not know the message.
FORMAT_CODES = ("30", "F1")
UNKNOWN_MESSAGE_CODES = ("K1",)

#: What a reader calls the difference -> finding code and the fact that names the other side's way.
_DIFFERENCES = (
    ("check.other-rule.", "wire.check_rule", "check"),
    ("check.missing", "wire.check_rule", "check"),
    ("length.other-kind.", "wire.length_kind", "length__kind"),
    ("length.other-place.", "wire.length_kind", "length__at"),
    ("length.other-count.", "wire.length_scope", "length__counts"),
)

#: Options of an ISO 8583 dialect -> finding code and fact; every other option encodes fields.
_ISO_OPTIONS = {
    "length": ("wire.length_kind", "length__kind"),
    "length_counts_itself": ("wire.length_scope", "length__counts"),
    "length_counts_header": ("wire.length_scope", "length__counts"),
    "length_counts_trailer": ("wire.length_scope", "length__counts"),
    "tpdu": ("wire.extra_header", "header_bytes"),
    "header": ("wire.extra_header", "header_bytes"),
    "trailer": ("wire.extra_header", "header_bytes"),
    "bitmap": ("wire.bitmap", "bitmap"),
}

#: Nothing shorter is a whole ISO 8583 message: type, bitmap and a field.
MIN_ISO_BYTES = 12
#: No header that is put before a frame is longer.
MAX_HEADER_BYTES = 12

#: Words on the terminal's own screen about a frame that it refused.
_SCREEN_WORDS = (
    ("terminal.says_check", ("검사문자", "BCC", "LRC", "checksum")),
    ("terminal.says_length", ("길이", "length")),
    ("terminal.says_header", ("헤더", "header", "TPDU")),
    ("terminal.says_size", ("전문 초과", "too long", "overflow")),
    ("terminal.says_cut", ("전문 끊김", "중단", "incomplete")),
)


def detect_wire(case: Case) -> Iterator[Finding]:
    """What the other side's frames, complaints and screens say of how it writes and reads."""
    yield from _complaints(case)
    yield from _screens(case)
    long = [r for r in case.said if set(r.fault_codes) & {"field.overflow", "field.extra"}]
    if long:
        severity = Severity.WARNING if case.ended_well else Severity.ERROR
        yield found("wire.overflow", severity, (r.n for r in long), (), field=_overflown(long[0]))
    yield from _unread(case)
    odd = [reading for reading in case.heard if reading.broken]
    halves = _halves(case)
    if halves:
        kind = "binary4-be"
        facts = {"length__kind": kind, "option": "length", "found": kind, "options": f"length={kind}"}
        yield found("wire.length_kind", Severity.ERROR, (r.n for r in halves), (), **facts)
    elif odd and case.speaks_to_host:
        yield from _iso(case, odd)
    elif odd:
        yield from _ecr(case, odd)


def _complaints(case: Case) -> Iterator[Finding]:
    complaints = {"wire.format_error": FORMAT_CODES, "wire.unknown_message": UNKNOWN_MESSAGE_CODES}
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    naked = any(exchange.heard("NAK") for exchange in case.exchanges)
    for finding_code, codes in complaints.items():
        if naked:
            break  # the complaint is about the frames refused before, and says no more than they do
        said = [r for r in case.heard if r.message is not None and r.get("result") in codes]
        terse = [e for e in case.exchanges if e.answer and e.answer.get("result") == UNEXPLAINED]
        behind = [(case.reason(e), e.answer) for e in terse if e.answer and case.reason(e) in codes]
        told = [*((r.get("result"), r) for r in said), *behind]
        if told:
            yield found(finding_code, severity, (r.n for _, r in told), code=told[0][0])


def _screens(case: Case) -> Iterator[Finding]:
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    for finding_code, words in _SCREEN_WORDS:
        seen = [s for s in case.terminal_screens if any(word in s.text for word in words)]
        if seen:
            yield found(finding_code, severity, (), (s.n for s in seen), text=seen[0].text, times=len(seen))


def _overflown(reading: Reading) -> str:
    """The path of the field that was too long, by the offset of its fault."""
    if reading.decoded is None:
        return ""
    at = next((fault.offset for fault in reading.decoded.faults if fault.code == "field.overflow"), -1)
    if at < 0:  # fixed widths: what follows the last field
        return reading.decoded.fields[-1].path if reading.decoded.fields else ""
    return next((field.path for field in reading.decoded.fields if field.offset == at), "")


def _unread(case: Case) -> Iterator[Finding]:
    """On a host link nobody says NAK: a side that cannot parse hangs up, or keeps silent (`link.mute`)."""
    if not case.speaks_to_host or case.heard or case.echo_answered in (SAME_LINE, AS_SET):
        return
    hung_up = [seen for seen in case.observed(Seen.CLOSED) if seen.text in ("ended", "reset")]
    if hung_up:
        numbers = (reading.n for reading in case.said)
        yield found("wire.unread_by_other", Severity.ERROR, numbers, (seen.n for seen in hung_up))


def _halves(case: Case) -> list[Reading]:
    """Empty messages, one before each frame of the host: the upper half of a length header of four bytes.

    A reader of two bytes takes `00 00` for a poll, and the other half for the length of what follows.
    """
    if not case.speaks_to_host:
        return []
    pairs = list(zip(case.heard[::2], case.heard[1::2], strict=False))
    fits = len(case.heard) % 2 == 0 and all(
        half.frame.data == b"\0\0" and not whole.broken and half.t_ms == whole.t_ms for half, whole in pairs
    )
    return [half for half, _ in pairs] if fits else []


def another_way(case: Case, readings: list[Reading]) -> bool:
    """Every one of these frames is right under one and the same other rule: no noise does that."""
    if not readings or case.answered_otherwise:
        return case.answered_otherwise
    if case.speaks_to_host:
        return bool(length_options(case, readings))
    if [stray.n for stray in stray_checks(case)[1]] == [reading.n for reading in readings]:
        return True
    prefixes = ("differs.", *(prefix for prefix, _, _ in _DIFFERENCES))
    by_rule = not _reads_well(case) and any(_common(readings, prefix) for prefix in prefixes)
    return by_rule or _headers(case, readings) > 0


def _reads_well(case: Case) -> bool:
    """Some frame of the other side was right under the POS's own rule, which then is the other side's too."""
    codec = case.ecr_codec
    checked = isinstance(codec, EcrCodec) and codec.spec.check is not Check.NONE
    return checked and any(r.message is not None and not r.fault_codes for r in case.heard)


def _common(readings: list[Reading], prefix: str) -> str:
    """The rule that all these frames follow, `none` where they do without, or an empty text."""
    named = [
        {code.removeprefix(prefix) or "none" for code in _told(r, readings) if code.startswith(prefix)}
        for r in readings
    ]
    return min(set.intersection(*named), default="") if named else ""


def _told(reading: Reading, among: list[Reading]) -> tuple[str, ...]:
    """What the reader says of a frame, but for a check byte that is the beginning of what came next.

    Where others end at their ETX, an STX or a control byte after it is no check byte.
    """
    data, codes = reading.frame.data, reading.fault_codes
    if "check.wrong" in codes and data[-2] == ETX and data[-1] in (STX, *CONTROLS):
        others = sum("check.missing" in other.fault_codes for other in among)
        return (*codes, "check.missing") if 2 * others > len(among) else codes
    return codes


def _headers(case: Case, readings: list[Reading]) -> int:
    """Bytes that stand before every frame of the other side; 0 where not all have the same.

    They are seen inside the frame, or as pieces of their own at once before it: a header may hold bytes
    that look like an ACK or the beginning of a frame.
    """
    leads = {_lead(case, reading) for reading in readings}
    return len(leads.pop()) if len(leads) == 1 else 0


def _lead(case: Case, reading: Reading) -> bytes:
    """What stands before the frame that this reading is, or is a piece ahead of; empty where nothing does."""
    at = reading.frame.data.find(b"\x02")
    if "frame.extra-header" in reading.fault_codes and at > 0:
        return reading.frame.data[:at]
    far = (r for r in case.pos_readings if r.frame.receiver is Party.POS)
    together = [r for r in far if r.t_ms == reading.t_ms]
    first = next((place for place, r in enumerate(together) if r.broken), 0)
    whole = (place for place, r in enumerate(together) if r.control is None and not r.broken)
    end = next((place for place in whole if together[place].n > reading.n), first)
    lead = b"".join(r.frame.data for r in together[first:end])
    return lead or _lead_of(case, b"".join(r.frame.data for r in together[first:]))


def _lead_of(case: Case, joined: bytes) -> bytes:
    """The first bytes, without which all that came at once is one sound frame: a header that holds an STX."""
    for size in range(1, min(MAX_HEADER_BYTES + 1, len(joined) - MIN_ISO_BYTES)):
        if case.ecr_codec is not None and joined[size] == STX:
            decoded = case.ecr_codec.decode(joined[size:])
            if decoded.message is not None and not decoded.faults:
                return joined[:size]
    return b""


def _ecr(case: Case, odd: list[Reading]) -> Iterator[Finding]:
    evidence = [reading.n for reading in odd]
    rule, strays = stray_checks(case)
    if strays:
        yield found("wire.check_rule", Severity.ERROR, (r.n for r in strays), (), check=rule)
        return
    if another_way(case, odd):
        for prefix, finding_code, fact in _DIFFERENCES:
            rule = _common(odd, prefix)
            if rule:
                facts = {fact: rule.removesuffix(".itself")}
                if prefix == "length.other-count.":
                    facts["length__itself"] = "yes" if rule.endswith(".itself") else "no"
                yield found(finding_code, Severity.ERROR, evidence, (), **facts)
        header = _headers(case, odd)
        if header:
            yield found("wire.extra_header", Severity.ERROR, evidence, header_bytes=header)
        return
    unknown = [r for r in odd if r.fault_codes and set(r.fault_codes) <= {"code.unknown", "field.missing"}]
    if unknown:
        yield found("wire.unreadable", Severity.ERROR, (r.n for r in unknown))


def _iso(case: Case, odd: list[Reading]) -> Iterator[Finding]:
    """The options by which all odd frames differ from the POS's dialect, as the codec names them."""
    evidence = [reading.n for reading in odd]
    differences = [_iso_differences(case, reading) for reading in odd]
    common = {
        option: found_as
        for option, found_as in differences[0].items()
        if all(other.get(option) == found_as for other in differences[1:])
    }
    told = False
    for finding in differences_named(common or length_options(case, odd), evidence):
        told = True
        yield finding
    whole = [reading for reading in odd if len(reading.frame.data) > MIN_ISO_BYTES]
    alike = case.echo_answered in (
        SAME_LINE,
        AS_SET,
    )  # so shown by the echo test
    if not told and not alike and len(whole) == len(case.heard) > 1:
        yield found("wire.unreadable", Severity.ERROR, evidence)


def differences_named(common: Mapping[str, str], evidence: Sequence[int]) -> Iterator[Finding]:
    """A finding for each kind of option (option -> the other side's way) in which a host is set otherwise."""
    options = " ".join(f"{option}={found_as}" for option, found_as in common.items())
    told = set()
    for option, found_as in common.items():
        code, fact = _ISO_OPTIONS.get(option, ("wire.field_encoding", "encoding"))
        if option in ("tpdu", "header", "trailer") and found_as == "none":
            code = "wire.header_unexpected"
        if code not in told:
            told.add(code)
            facts = {fact: found_as, "option": option, "found": found_as, "options": options}
            yield found(code, Severity.ERROR, evidence, (), **facts)


def _iso_differences(case: Case, reading: Reading) -> Mapping[str, str]:
    """Option of the dialect -> how the frame has it, where another setting makes it readable."""
    if not isinstance(case.host_codec, IsoCodec):
        return {}
    second = case.host_codec.second_look(reading.frame.data)
    return {} if second is None else {each.option: _as_asked(each.option, each.found) for each in second[0]}


def _as_asked(option: str, found_as: str) -> str:
    """The option as a request has it: an answer's TPDU carries the two addresses swapped."""
    if option == "tpdu" and len(found_as) == 10:
        return found_as[:2] + found_as[6:] + found_as[2:6]
    return found_as
