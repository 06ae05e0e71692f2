"""What a harmless test after silence showed: a side that reads this POS, one set otherwise, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from posdiag.diagnose.case import Case
from posdiag.diagnose.detect_wire import differences_named
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.sayings import found
from posdiag.transcript import AS_SET, ECHO, SAME_LINE, UNREAD, Frame, Party


def detect_echo(case: Case) -> Iterator[Finding]:
    """The echo that was answered, those before it being not; or that none was, however it was written."""
    if case.acknowledges:
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
        heard = any(frame.receiver is Party.POS for frame in _of_check(case))
        code = "line.check_misheard" if heard else "line.check_unanswered"
        yield found(code, severity, tried, (), tries=len({f.note for f in _of_check(case)} - {ECHO + UNREAD}))
    elif way == SAME_LINE:
        yield found("line.check_answered", severity, tried)
    elif way == AS_SET:
        yield found("line.check_on_new", severity, tried)
    else:
        mild = Severity.WARNING if case.ended_well else Severity.ERROR
        yield found("handshake.called_otherwise", mild, tried, (), options=way)


def _of_check(case: Case) -> list[Frame]:
    return [frame for frame in case.transcript.frames if frame.note.startswith(ECHO)]


def _options(way: str) -> Mapping[str, str]:
    """Options that were set otherwise, from a note such as `length=ascii4 tpdu=none`."""
    pairs = (word.partition("=") for word in way.split())
    return {option: found_as for option, _, found_as in pairs}
