"""A report of a small matrix made by hand: one failure is new, one known, one expired, one unjudged."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

from posdiag.matrix.baseline import Entry
from posdiag.matrix.compare import compare
from posdiag.matrix.fingerprint import Identity
from posdiag.matrix.played import Played
from posdiag.matrix.tally import Tally
from posdiag.report.matrix_report import MatrixReport
from posdiag.report.redact import masked
from tests.matrix.small import a_matrix, a_tally, failed, unjudged, well
from tests.report.conftest import CODECS, a_failing_record

TODAY = date(2026, 9, 21)
NAMES = {
    "comm.timeout.pos_too_short": {"ko": "POS 타이머가 짧음", "en": "POS timer too short"},
    "pos.charset": {"ko": "글자 깨짐", "en": "garbled <text> & more"},
}


def an_entry(scenario: str, release: str, expires: date, cause: str = "comm.timeout.pos_too_short") -> Entry:
    identity = Identity(scenario, f"reference/till@{release}", "counter", (), "incompatible", cause)
    return Entry(identity, "no scanner yet", "pos-team", expires, "posdiag-baseline.yaml:4")


def a_report(
    *results: Played, known: tuple[Entry, ...] = (), planned: int | None = None, seeds: int = 1
) -> MatrixReport:
    """A report of these results; the full record of the first group is there."""
    tally: Tally = a_tally(*results, matrix=a_matrix(seeds=seeds))
    entries = {one.identity.fingerprint: one for one in known}
    compared = compare(tally, entries, TODAY)
    wholes = {0: masked(a_failing_record(pos_id="reference/till"), CODECS)} if tally.groups else {}
    return MatrixReport(tally, compared, wholes, NAMES, "0.1.0", planned, bool(known))


def full_report() -> MatrixReport:
    """New, known and expired at once, with one replay that could not be judged."""
    later, past = date(2027, 1, 1), date(2026, 1, 1)
    known = (
        an_entry("slow", "1.0", later),
        an_entry("qr", "2.0", past),
        an_entry("slow", "2.0", later, "pos.charset"),
    )
    return a_report(failed(0), failed(1), failed(2), unjudged(3), known=known)


def all_well() -> MatrixReport:
    return a_report(*map(well, range(4)))


def untold(module: ModuleType, say: Callable[..., str]) -> list[str]:
    """Phrases that a module asks for by a plain key and that are not there."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    keys = re.findall(r'(?:matrix_say\(\s*\w+,|phrase_of\()\s*"([a-z_.]+)"', source)
    return [key for key in keys if not _known(say, key)]


def _known(say: Callable[..., str], key: str) -> bool:
    try:
        say("en", key)
    except KeyError as error:
        return str(error.args[0]) != key
    return True
