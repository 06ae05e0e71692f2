"""`case note`, `close`, `reopen`: what the agent adds, how it ended, and that it did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.case_desk import Desk, desk, number_argument, shared_options, text_of
from posdiag.cli.case_talk import write
from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.output import result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem
from posdiag.intake.dossier import OUTCOMES

if TYPE_CHECKING:
    from posdiag.intake.dossier import Dossier
    from posdiag.store.cases import Event


def note(lang: str) -> click.Command:
    """`case note N TEXT`."""

    def add(number: int, text: str, db: Path | None, now: str | None, form: str, output: Path | None) -> int:
        from posdiag.intake.privacy import hide
        from posdiag.intake.talk import clean
        from posdiag.store.cases import Event

        private = hide(clean(text_of(text, lang, "TEXT")))

        def change(dossier: Dossier) -> tuple[Dossier, Sequence[Event]]:
            notes = [*dossier.extra.get("notes", ()), private.text]
            after = replace(dossier, extra={**dossier.extra, "notes": notes})
            warned = after.with_warnings(tuple(f"private.{kind}" for kind in private.kinds))
            return warned, [Event("note", {"text": private.text})]

        with desk(lang, db, now) as place, result(output, lang) as out:
            write(place, place.cases.change(number, change, place.at), form, out)
        return DONE

    params: list[click.Parameter] = [
        number_argument(),
        click.Argument(["text"], metavar="TEXT|-"),
        *shared_options(lang),
    ]
    return Verb(lang, "case note", add, params)


def close(lang: str) -> click.Command:
    """`case close N --outcome OUTCOME`."""

    def close_case(
        number: int, outcome: str, cause: str, card: str, db: Path | None, now: str | None, form: str,
        output: Path | None,
    ) -> int:  # fmt: skip
        with desk(lang, db, now) as place, result(output, lang) as out:
            _known(place, cause, card)
            closed = place.cases.change(
                number, lambda kept: _closed(place, kept, outcome, cause, card), place.at
            )
            write(place, closed, form, out)
        return DONE

    params: list[click.Parameter] = [
        number_argument(),
        click.Option(
            ["--outcome"], type=click.Choice(OUTCOMES), required=True, help=tell(lang, "case.outcome")
        ),
        click.Option(["--cause"], default="", metavar="CAUSE", help=tell(lang, "case.cause")),
        click.Option(["--card"], default="", metavar="CARD", help=tell(lang, "case.card")),
        *shared_options(lang),
    ]
    return Verb(lang, "case close", close_case, params)


def _closed(
    place: Desk, dossier: Dossier, outcome: str, cause: str, card: str
) -> tuple[Dossier, Sequence[Event]]:
    from posdiag.intake.dossier import CLOSED
    from posdiag.store.cases import Event

    if dossier.status == CLOSED:
        what, remedy = (
            tell(place.lang, "case.closed_already"),
            tell(place.lang, "case.reopen_first", number=dossier.id),
        )
        raise InputError(Problem(f"case {dossier.id}", what, remedy))
    named = cause or dossier.cause
    given = card or next((one for one in dossier.cards if not one.startswith("standing-order")), "")
    after = replace(
        dossier,
        status=CLOSED,
        outcome=outcome,
        closed=place.at,
        closed_cause=named,
        closed_card=given or next(iter(dossier.cards), ""),
        pending="",
    )
    return after, [Event("closed", {"outcome": outcome, "cause": named, "card": after.closed_card})]


def _known(place: Desk, cause: str, card: str) -> None:
    """InputError for a cause or card that nobody knows, both at once."""
    from posdiag.profile.select import nearest

    known = place.known()
    problems = []
    if cause and cause not in known.causes:
        remedy = nearest(cause, known.causes.ids())
        problems.append(Problem(f"--cause {cause}"[:60], tell(place.lang, "case.no_cause"), remedy))
    cards = [one.id for one in known.cards]
    if card and card not in cards:
        problems.append(
            Problem(f"--card {card}"[:60], tell(place.lang, "case.no_card"), nearest(card, cards))
        )
    if problems:
        raise InputError(problems)


def reopen(lang: str) -> click.Command:
    """`case reopen N`."""

    def reopen_case(number: int, db: Path | None, now: str | None, form: str, output: Path | None) -> int:
        from posdiag.intake.dossier import CLOSED, OPEN
        from posdiag.store.cases import Event

        def change(dossier: Dossier) -> tuple[Dossier, Sequence[Event]]:
            if dossier.status != CLOSED:
                what = tell(lang, "case.open_already")
                raise InputError(
                    Problem(f"case {number}", what, tell(lang, "case.open_remedy", number=number))
                )
            before = {"outcome": dossier.outcome, "cause": dossier.closed_cause}
            after = replace(dossier, status=OPEN, outcome="", closed="", closed_cause="", closed_card="")
            return after, [Event("reopened", before)]

        with desk(lang, db, now) as place, result(output, lang) as out:
            write(place, place.cases.change(number, change, place.at), form, out)
        return DONE

    return Verb(lang, "case reopen", reopen_case, [number_argument(), *shared_options(lang)])
