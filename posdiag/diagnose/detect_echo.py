"""What an echo test after a silent replay showed: a host that reads this POS, or one set otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from posdiag.diagnose.case import Case
from posdiag.diagnose.detect_wire import differences_named
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.sayings import found
from posdiag.transcript import ECHO


def detect_echo(case: Case) -> Iterator[Finding]:
    """The echo that was answered, those before it being not; or that none was, however it was written."""
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


def _options(way: str) -> Mapping[str, str]:
    """Options that were set otherwise, from a note such as `length=ascii4 tpdu=none`."""
    pairs = (word.partition("=") for word in way.split())
    return {option: found_as for option, _, found_as in pairs}
