"""`case show`, `list`, `search`, `clusters`: look at the cases that are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.case_desk import Desk, cause_table, desk, number_argument, shared_options
from posdiag.cli.case_talk import write
from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.output import Result, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, NothingSelected, Problem

if TYPE_CHECKING:
    from posdiag.store.cases import Wanted

_MOST = 100_000


def show(lang: str) -> click.Command:
    """`case show N`."""

    def show_case(
        number: int, timeline: bool, db: Path | None, now: str | None, form: str, output: Path | None
    ) -> int:
        from posdiag.report.case_json import timeline_json
        from posdiag.report.case_lists import timeline_lines

        with desk(lang, db, now) as place, result(output, lang) as out:
            dossier = place.cases.get(number)
            if not timeline:
                write(place, dossier, form, out)
            elif form == "json":
                out.write(timeline_json(dossier, place.cases.events(number)))
            else:
                out.write_lines(timeline_lines(dossier, place.cases.events(number), lang, out.width))
        return DONE

    params: list[click.Parameter] = [
        number_argument(),
        click.Option(["--timeline"], is_flag=True, help=tell(lang, "case.timeline")),
        *shared_options(lang),
    ]
    return Verb(lang, "case show", show_case, params)


def list_cases(lang: str) -> click.Command:
    """`case list`."""

    def list_them(
        status: str | None, cause: str, since: str, until: str, limit: int, db: Path | None,
        now: str | None, form: str, output: Path | None,
    ) -> int:  # fmt: skip
        from posdiag.store.cases import Wanted

        with desk(lang, db, now) as place, result(output, lang) as out:
            since, until = _day(place, since, "--since"), _day(place, until, "--until")
            _write_list(place, Wanted(status or "", cause, since, until, (), limit), form, out)
        return DONE

    params: list[click.Parameter] = [
        click.Option(["--status"], type=click.Choice(["open", "closed"]), default=None,
                     help=tell(lang, "case.status")),
        click.Option(["--cause"], default="", metavar="CAUSE", help=tell(lang, "case.cause_filter")),
        click.Option(["--since"], default="", metavar="DAY", help=tell(lang, "case.since")),
        click.Option(["--until"], default="", metavar="DAY", help=tell(lang, "case.until")),
        *_limit(lang),
        *shared_options(lang),
    ]  # fmt: skip
    return Verb(lang, "case list", list_them, params)


def search(lang: str) -> click.Command:
    """`case search WORDS`."""

    def search_them(
        words: tuple[str, ...], limit: int, db: Path | None, now: str | None, form: str, output: Path | None
    ) -> int:
        from posdiag.store.cases import Wanted

        with desk(lang, db, now) as place, result(output, lang) as out:
            _write_list(place, Wanted(words=tuple(words), limit=limit), form, out)
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["words"], nargs=-1, required=True, metavar="WORDS..."),
        *_limit(lang),
        *shared_options(lang),
    ]
    return Verb(lang, "case search", search_them, params)


def clusters(lang: str) -> click.Command:
    """`case clusters`."""

    def find_clusters(since: str, db: Path | None, now: str | None, form: str, output: Path | None) -> int:
        from posdiag.report.case_json import clusters_json
        from posdiag.report.case_lists import cluster_lines
        from posdiag.store.cases import Wanted
        from posdiag.store.clusters import clusters as clusters_of

        with desk(lang, db, now) as place, result(output, lang) as out:
            known = place.known()
            cases = list(place.cases.find(Wanted(since=_day(place, since, "--since"))))
            found = clusters_of(cases, known.causes)
            if form == "json":
                out.write(clusters_json(found, len(cases)))
            else:
                out.write_lines(cluster_lines(found, len(cases), known, lang, out.width))
        return DONE

    since = click.Option(["--since"], default="", metavar="DAY", help=tell(lang, "case.since"))
    return Verb(lang, "case clusters", find_clusters, [since, *shared_options(lang)])


def _limit(lang: str) -> list[click.Parameter]:
    return [
        click.Option(["--limit"], type=click.IntRange(1, _MOST), default=50, show_default=True,
                     help=tell(lang, "case.limit")),
    ]  # fmt: skip


def _day(place: Desk, text: str, option: str) -> str:
    """An ISO text of a day or moment: as it stands, or in words such as 어제. InputError for neither."""
    from posdiag.intake.time_words import read_times

    if not text.strip():
        return ""
    found = read_times(text, place.now)
    if not found:
        raise InputError(
            Problem(
                f"{option} {text}"[:60],
                tell(place.lang, "case.no_time"),
                tell(place.lang, "case.no_time_remedy"),
            )
        )
    last = option == "--until" and len(found[0].iso) == 10
    return f"{found[0].iso}T23:59:59+09:00" if last else found[0].iso


def _write_list(place: Desk, wanted: Wanted, form: str, out: Result) -> None:
    from posdiag.report.case_json import list_json
    from posdiag.report.case_lists import list_lines

    cases = list(place.cases.find(wanted))
    if form == "json":
        out.write(list_json(cases))
    elif cases:
        out.write_lines(list_lines(cases, cause_table(), place.lang, out.width))
    if not cases:
        lang = place.lang
        raise NothingSelected(
            Problem(place.cases.place, tell(lang, "case.none"), tell(lang, "case.none_remedy"))
        )
