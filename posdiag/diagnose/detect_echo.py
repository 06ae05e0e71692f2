"""What a harmless test after silence showed: a side that reads this POS, one set otherwise, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from posdiag.diagnose.case import Case
from posdiag.diagnose.detect_wire import differences_named
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.sayings import found
from posdiag.transcript import AS_SET, ECHO, PORT, SAME_LINE, Frame, Party


def detect_echo(case: Case) -> Iterator[Finding]:
    """The echo that was answered, those before it being not; or that none was, however it was written."""
    if not case.speaks_to_host:
        yield from _of_terminal(case)
        return
    way = case.echo_answered
    if not way:
        tried = [frame.n for frame in case.transcript.frames if frame.note.startswith(ECHO)]
        if tried:
            yield found("wire.echo_unanswered", Severity.WARNING, tried, (), tries=len(tried))
        return
    evidence = [frame.n for frame in case.transcript.frames if frame.note == ECHO + way]
    if case.answered_otherwise:
        yield from differences_named(_options(way), evidence)
    else:
        yield found("wire.echo_answered", Severity.WARNING, evidence, (), line=way)


def _of_terminal(case: Case) -> Iterator[Finding]:
    """What the device check after silence met: a terminal that hears this POS, another one, or nobody."""
    severity = Severity.NOTE if case.ended_well else Severity.WARNING
    tried = [frame.n for frame in case.transcript.frames if frame.note.startswith(ECHO)]
    way = case.echo_answered
    if not tried:
        return
    if not way:
        yield from _unanswered(case, severity, tried)
    elif way in (SAME_LINE, AS_SET) and case.exchanges and case.exchanges[-1].heard("NAK"):
        yield found("line.check_taken", severity, tried)
    elif way == SAME_LINE:
        yield found("line.check_answered", severity, tried)
    elif way == AS_SET:
        yield found(
            "line.check_on_new" if case.dead_to_a_check else "line.check_misheard", severity, tried, tries=2
        )
    elif way.startswith(PORT):
        mild = Severity.WARNING if case.ended_well else Severity.ERROR
        yield found("line.port_otherwise", mild, tried, (), options=way.removeprefix(PORT))
    else:
        mild = Severity.WARNING if case.ended_well else Severity.ERROR
        code, facts = _written_otherwise(_options(way))
        yield found(code, mild, tried, (), options=way, **facts)


def _written_otherwise(options: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    """The finding for a check that was answered once one option of the dialect was another."""
    if "check" in options:
        return "wire.check_rule", {"check": options["check"]}
    if "length" in options:
        return "wire.length_kind", {"length__kind": options["length"]}
    if "length_counts" in options:
        facts = {"length__counts": options["length_counts"], "length__itself": options["length_itself"]}
        return "wire.length_scope", dict(facts)
    return "handshake.called_otherwise", {}


def _unanswered(case: Case, severity: Severity, tried: list[int]) -> Iterator[Finding]:
    """No check was answered: on how many tries, and at how many settings of the port."""
    checks = _of_check(case)
    heard = any(frame.receiver is Party.POS for frame in checks)
    code = "line.check_misheard" if heard else "line.check_unanswered"
    ports = {frame.note for frame in checks if frame.note.startswith(ECHO + PORT)}
    tries = sum(frame.sender is Party.POS and not frame.note.startswith(ECHO + PORT) for frame in checks)
    yield found(code, severity, tried, (), tries=tries)
    if ports and not heard:
        numbers = [frame.n for frame in checks if frame.note in ports]
        yield found("line.port_in_vain", severity, numbers, (), settings=len(ports))


def _of_check(case: Case) -> list[Frame]:
    return [frame for frame in case.transcript.frames if frame.note.startswith(ECHO)]


def _options(way: str) -> Mapping[str, str]:
    """Options that were set otherwise, from a note such as `length=ascii4 tpdu=none`."""
    pairs = (word.partition("=") for word in way.split())
    return {option: found_as for option, _, found_as in pairs}
