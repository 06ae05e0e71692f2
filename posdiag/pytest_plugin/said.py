"""What passed at a test's terminals, for the report of its failure: findings, cause and ladder."""

from __future__ import annotations

from collections.abc import Sequence

from posdiag import assembly
from posdiag.assembly_audit import way_to
from posdiag.audit.campaign import AuditCase
from posdiag.audit.evidence import Evidence
from posdiag.audit.judge import Audited, judge
from posdiag.audit.seen import Said, cut
from posdiag.errors import PosdiagError
from posdiag.pytest_plugin.cases import report_of
from posdiag.pytest_plugin.served import ServedTerminal
from posdiag.report.redact import Run
from posdiag.wire.message import Kind

_NAME = {"ko": "시험에서 오간 것", "en": "what passed in the test"}


def terminal_sections(opened: Sequence[ServedTerminal], lang: str) -> list[tuple[str, str]]:
    """A section for each terminal on whose line anything passed; never raises for what passed there."""
    sections = []
    for terminal in opened:
        try:
            text = _told(terminal, lang)
        except PosdiagError as error:  # the terminal went away with the test
            text = str(error)
        if text:
            sections.append((f"posdiag {terminal.rig} at {terminal.address}", text))
    return sections


def payments_in(said: Sequence[Said]) -> int:
    """How many payments a test made, at least 1; a sale sent while one is unanswered is that one again."""
    count, answered = 0, True
    for one in said:
        if one.asks(Kind.APPROVE):
            count += answered
            answered = False
        elif one.answers(Kind.APPROVE, Kind.INQUIRE, Kind.REVERSE):
            answered = True
    return max(1, count)


def _told(terminal: ServedTerminal, lang: str) -> str:
    line = terminal.line
    if line is None or not line.noted():
        return ""
    way = way_to(terminal.rig)
    statement = terminal.collect().statement
    noted = line.noted()
    case = AuditCase("test", _NAME, _NAME, tuple(terminal.faults), payments=payments_in(cut(noted, way)))
    seen = Evidence(case, way, noted, statement=statement)
    who = Audited("tested", "-", terminal.address, terminal.seed)
    return report_of(Run(*judge(seen, assembly.house(), who)), lang)
