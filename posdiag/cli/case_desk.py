"""What every verb of `posdiag case` works with: the database, what is known, the time of the call,
who listens.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.options import format_option, output_option
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem
from posdiag.worded import worded

if TYPE_CHECKING:
    from posdiag.diagnose.causes import CauseTable
    from posdiag.intake.decide import Decision, Knowledge
    from posdiag.intake.dossier import Dossier
    from posdiag.intake.talk import Ears
    from posdiag.store.cases import Cases

#: Calls are about tills in Korea, and callers speak of Korean time.
KST = timezone(timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` is the caller's time, without zone."""

    lang: str
    cases: Cases
    now: datetime

    @property
    def at(self) -> str:
        """The time as it is recorded: ISO with zone, to the second."""
        return self.now.replace(tzinfo=KST).isoformat(timespec="seconds")

    @property
    def ears(self) -> Ears:
        return replace(ears(), lang=self.lang)

    def known(self) -> Knowledge:
        """All that a decision is made from, with what closed cases tell of the advice."""
        return replace(knowledge(), counts=self.cases.counts())

    def decided(self, dossier: Dossier) -> tuple[Dossier, Decision]:
        """The decision, and the dossier that says what it came to."""
        from posdiag.intake.decide import decide

        decision = decide(dossier, self.known(), self.now)
        asked = decision.ask.key if decision.ask else ""
        cards = tuple(card.id for card in decision.say)
        told = replace(dossier, cause=decision.answer, causes=decision.ranked, cards=cards, pending=asked)
        return told, decision


@contextmanager
def desk(lang: str, db: Path | None, now: str | None) -> Iterator[Desk]:
    """The desk with its database open. InputError for a time that is none."""
    from posdiag.store.cases import open_cases

    moment = moment_of(now, lang)
    with open_cases(place_of(db), lang) as cases:
        yield Desk(lang, cases, moment)


def moment_of(now: str | None, lang: str) -> datetime:
    """The time that `--now` gives, or the clock's, in Korea and without zone."""
    if now is None:
        from posdiag import assembly

        return datetime.fromtimestamp(assembly.clock_us() / 1e6, KST).replace(tzinfo=None, microsecond=0)
    try:
        given = datetime.fromisoformat(now.strip())
    except ValueError as error:
        problem = Problem(f"--now {now}"[:60], tell(lang, "case.no_time"), tell(lang, "case.no_time_remedy"))
        raise InputError(problem) from error
    return given.astimezone(KST).replace(tzinfo=None) if given.tzinfo else given


def place_of(db: Path | None) -> Path:
    """The database's file: `--db`, POSDIAG_DB, or cases.db in the user's data folder, which is made."""
    if db is not None:
        return db
    if os.environ.get("POSDIAG_DB"):
        return Path(os.environ["POSDIAG_DB"])
    folder = data_folder(sys.platform, os.environ) / "posdiag"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = worded("{strerror}", strerror=error.strerror or error)
        raise InputError(
            Problem(str(folder), what, worded("name a file with --db, or POSDIAG_DB"))
        ) from error
    return folder / "cases.db"


def data_folder(system: str, environment: os._Environ[str] | dict[str, str]) -> Path:
    """Where a user's programs keep data on this system."""
    home = Path.home()
    if system == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if system == "darwin":
        return home / "Library" / "Application Support"
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")


@lru_cache(maxsize=1)
def cause_table() -> CauseTable:
    """The shipped causes."""
    from posdiag.diagnose.causes import load_causes
    from posdiag.profile.roots import Roots

    return load_causes(Roots.of())


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The shipped data that decisions are made from, without counts."""
    from posdiag.checks.load import load_checks
    from posdiag.entitle.enquiries import load_enquiries
    from posdiag.entitle.rulebook import load_rulebook
    from posdiag.guidance.cards import load_cards
    from posdiag.intake.advice import load_advice
    from posdiag.intake.decide import Knowledge
    from posdiag.intake.lexicon import load_lexicon
    from posdiag.profile.roots import Roots

    roots = Roots.of()
    causes = cause_table()
    return Knowledge(
        causes,
        load_checks(roots, causes),
        load_cards(roots),
        load_lexicon(roots),
        load_advice(roots),
        load_rulebook(roots),
        {},
        load_enquiries(roots),
    )


@lru_cache(maxsize=1)
def ears() -> Ears:
    """What it takes to understand a caller, the classifier among it."""
    from posdiag.classify import load_classifier
    from posdiag.intake.dossier import Reading
    from posdiag.intake.talk import Ears
    from posdiag.profile.roots import Roots

    known, classifier = knowledge(), load_classifier(Roots.of())

    def classify(of: str, text: str) -> Reading:
        made = classifier.classify(text)
        shares = tuple((one.cause, round(one.probability, 4)) for one in made.causes)
        return Reading(of, made.read_as, made.answer, shares, made.repair or "")

    return Ears(known.lexicon, known.checks, classify)


# -- options -----------------------------------------------------------------------------------------


def shared_options(lang: str, forms: tuple[str, ...] = ("text", "json")) -> list[click.Parameter]:
    """`--db`, `--now`, `--format` and `--output`."""
    return [
        click.Option(
            ["--db"],
            type=click.Path(dir_okay=True, path_type=Path),
            metavar="FILE",
            help=tell(lang, "case.db"),
        ),
        click.Option(["--now"], metavar="TIME", help=tell(lang, "case.now")),
        format_option(lang, forms),
        output_option(lang),
    ]


def number_argument() -> click.Argument:
    """The number of a case."""
    return click.Argument(["number"], type=int, metavar="N")


def text_of(given: str, lang: str, place: str = "STORY") -> str:
    """The text of an argument, or standard input for `-`. InputError for none and for what is no text."""
    if given != "-":
        text = given
    else:
        from posdiag.intake.talk import MAX_TEXT

        raw = getattr(sys.stdin, "buffer", sys.stdin).read(4 * MAX_TEXT + 1)
        data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
        if data[:1024].count(0) or (data[:1024] and sum(byte < 9 for byte in data[:1024]) > 8):
            raise InputError(Problem(place, tell(lang, "case.binary"), tell(lang, "case.binary_remedy")))
        text = _decoded(data)
    if not text.strip():
        raise InputError(Problem(place, tell(lang, "case.empty"), tell(lang, "case.empty_remedy")))
    return text


def _decoded(data: bytes) -> str:
    """UTF-8 or else CP949, as Korean Windows has it; what is neither keeps its readable letters."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")
