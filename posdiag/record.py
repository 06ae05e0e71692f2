"""The record of one replay or explained capture: what every report is written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from posdiag.diagnose.answer import RuledOut
from posdiag.diagnose.finding import CauseShare, Finding
from posdiag.payment.money import MoneyAccount
from posdiag.transcript import Transcript


class Verdict(StrEnum):
    """Compatible: outcome as expected, money agrees, no finding of error or above."""

    COMPATIBLE = "compatible"
    INCOMPATIBLE = "incompatible"
    INCONCLUSIVE = "inconclusive"


class ProofStatus(StrEnum):
    """Whether a piece of advice was replayed on the failing case, and passed."""

    PROVEN = "proven"
    REFUTED = "refuted"
    NOT_REPLAYABLE = "not-replayable"


@dataclass(frozen=True, slots=True)
class Proof:
    """`before` and `after` tell, by language, how the replay ended without and with the advice.

    `passes` is what every one of the `replays` under `seeds` came to (`guidance/prove.py`); without the
    advice `failed_without` of them did not. `why` tells what keeps a deed from being proven.
    """

    status: ProofStatus
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    passes: str = ""
    replays: int = 0
    failed_without: int = 0
    seeds: tuple[int, ...] = ()
    before_money: MoneyAccount | None = None
    after_money: MoneyAccount | None = None
    why: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tried:
    """How many deeds were replayed for one run, and what they came to; `replays` counts both ways."""

    deeds: int = 0
    proven: int = 0
    refuted: int = 0
    replays: int = 0


@dataclass(frozen=True, slots=True)
class Advice:
    """A guidance card chosen for this run. `kind`: workaround, fix or question.

    `after`: the id of the card that has to be followed first, where two causes are there and this one is for
    the second. Its proof is replayed with that deed done.
    """

    id: str
    kind: str
    audience: str  # merchant, technician or agent
    text: Mapping[str, str]
    cause: str
    proof: Proof = Proof(ProofStatus.NOT_REPLAYABLE)
    after: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """What showed itself once the first cause was mended in a replay, as one does at a till.

    `lifted` is the cause that was mended, `card` the advice that did it; `findings` and `causes` are those of
    the replay after it, whose frames are not those of the record's transcript.
    """

    lifted: str
    card: str
    findings: tuple[Finding, ...]
    causes: tuple[CauseShare, ...]


@dataclass(frozen=True, slots=True)
class Reenacted:
    """A cause that was played on the sound case: `likeness` 1 where it looks wholly like what was seen.

    `reproduces`: the same findings in the same exchange of messages. `way` and `values` say how.
    """

    cause: str
    way: str
    values: str
    likeness: float
    reproduces: bool


@dataclass(frozen=True, slots=True)
class NextCheck:
    """What to ask or do next to tell the likely causes apart. `answers` are pairs of id and text."""

    id: str
    kind: str
    who: str  # merchant, technician or agent
    effort_min: float
    gain_bits: float
    pays: bool
    text: Mapping[str, str]
    why: Mapping[str, str]
    answers: tuple[tuple[str, Mapping[str, str]], ...]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One replay with its diagnosis: DESIGN section 6, "One replay as JSON"."""

    scenario: str
    scenario_name: Mapping[str, str]
    pos_id: str
    release: str
    terminal: str
    faults: tuple[str, ...]
    seed: int
    verdict: Verdict
    money: MoneyAccount
    findings: tuple[Finding, ...]
    causes: tuple[CauseShare, ...]
    guidance: tuple[Advice, ...]
    transcript: Transcript
    why: Mapping[str, str] = field(default_factory=dict)  # the verdict in a sentence, by language
    command: str = ""  # the command line that repeats this run
    place: str = ""  # file:line of the scenario
    error: str = ""  # what kept the replay from being judged
    answer: tuple[str, ...] = ()  # the causes that the diagnosis stands by: one, two, or `unknown`
    ruled_out: tuple[RuledOut, ...] = ()
    missing: tuple[str, ...] = ()  # where it cannot tell: the channels that nobody watched
    reenacted: tuple[Reenacted, ...] = ()  # the likely causes as they were tried out
    next: NextCheck | None = None  # the next check, where it was asked for and one tells more
    tried: Tried = Tried()  # deeds of advice
    behind: Behind | None = None  # a second cause that the first had hidden
