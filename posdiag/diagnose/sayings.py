"""Every finding code with whose side it is on and its sentence in Korean and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.sayings_agent import AGENT_SAYINGS
from posdiag.diagnose.sayings_audit import AUDIT_SAYINGS
from posdiag.diagnose.sayings_line import LINE_SAYINGS
from posdiag.diagnose.sayings_sale import SALE_SAYINGS
from posdiag.payment.money import BELIEF_WORDS
from posdiag.transcript import Party


@dataclass(frozen=True, slots=True)
class Saying:
    """What a finding code means. `{name}` in a text is filled from the finding's facts."""

    party: Party
    ko: str
    en: str


def _read(table: str) -> dict[str, Saying]:
    rows = (line.split(" | ") for line in table.splitlines() if line and not line.startswith("#"))
    return {code: Saying(Party(party), ko, en) for code, party, ko, en in rows}


#: code -> saying. The one list of finding codes; causes.yaml is linted against it.
SAYINGS: Mapping[str, Saying] = _read(LINE_SAYINGS + AGENT_SAYINGS + SALE_SAYINGS + AUDIT_SAYINGS)


#: Facts that are words of ours, in Korean.
_KOREAN = {belief.value: words["ko"] for belief, words in BELIEF_WORDS.items()}


#: Facts that are amounts in won: sentences group their digits.
_AMOUNTS = frozenset({"approved", "asked", "booked", "charged", "expected", "short", "told"})


def _shown(name: str, value: str) -> str:
    """Amounts in groups of three digits; what begins with a nought is a number of another kind."""
    plain = value.isascii() and value.isdigit() and value == str(int(value))
    return f"{int(value):,}" if name in _AMOUNTS and plain else value


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def found(
    code: str,
    severity: Severity,
    evidence: Iterable[int] = (),
    observed: Iterable[int] = (),
    /,
    **facts: object,
) -> Finding:
    """A finding in the words of its saying; the facts fill them in.

    A double underscore in a fact's name stands for a dot (`length__kind` is `length.kind`).
    """
    saying = SAYINGS[code]
    texts = {name.replace("__", "."): str(value) for name, value in facts.items()}
    blanks = _Blank({name.replace(".", "_"): _shown(name, value) for name, value in texts.items()})
    korean = _Blank({name: _KOREAN.get(value, value) for name, value in blanks.items()})
    summary = {"ko": saying.ko.format_map(korean), "en": saying.en.format_map(blanks)}
    return Finding(code, severity, saying.party, summary, tuple(evidence), tuple(observed), texts)
