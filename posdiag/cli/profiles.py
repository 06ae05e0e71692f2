"""`posdiag profiles`: list the POS products, show one release whole, check every file; see also its verbs'
own modules, `profiles_*`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import DONE, USAGE
from posdiag.cli.help import Verb, Verbs
from posdiag.cli.options import format_option, output_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell

if TYPE_CHECKING:
    from posdiag.errors import Problem
    from posdiag.profile.roots import Roots


def command(lang: str) -> click.Command:
    """The verb and its verbs, their help in `lang`."""
    own = {"list": _list, "show": _show, "lint": _lint}
    others = {name: _elsewhere(name) for name in ("diff", "learn", "schema")}
    return Verbs(lang, "profiles", {**own, **others}, "profiles")


def _elsewhere(name: str) -> Callable[[str], click.Command]:
    def load(lang: str) -> click.Command:
        made: click.Command = import_module(f"posdiag.cli.profiles_{name}").command(lang)
        return made

    return load


def every_problem(folders: Sequence[Path] = ()) -> tuple[Problem, ...]:
    """Every fault of every data file: profiles, scenarios, causes, checks, guidance and rigs.

    `folders` are roots of the user's own beside the shipped one.
    """
    from posdiag import assembly
    from posdiag.checks.load import load_checks
    from posdiag.diagnose.causes import load_causes
    from posdiag.entitle.rulebook import lint_names
    from posdiag.guidance.cards import load_cards
    from posdiag.marked import Faults
    from posdiag.profile.library import Library
    from posdiag.replay.load_scenario import lint_scenarios

    library = Library.load(folders, frozenset(assembly.rig_names()))
    return (
        *library.lint(),
        *lint_scenarios(library.roots),
        *lint_names(library.roots),
        *_faults_of(lambda: load_causes(library.roots)),
        *_faults_of(lambda: load_checks(library.roots, load_causes(library.roots, Faults()))),
        *_faults_of(lambda: load_cards(library.roots)),
        *_self_check(library.roots),
        *_intake(library.roots),
        *_advice(library.roots),
        *_reenactments(library.roots),
        *_words_and_codes(library.roots),
        *assembly.lint_rigs(),
    )


def _self_check(roots: Roots) -> tuple[Problem, ...]:
    """Faults of the self-check; where causes or checks cannot be read, that is told elsewhere."""
    from posdiag.checks.load import load_checks
    from posdiag.checks.selfcheck import lint_selfcheck, load_selfcheck
    from posdiag.diagnose.causes import load_causes
    from posdiag.marked import Faults

    faults = Faults()
    steps, causes = load_selfcheck(roots, faults), load_causes(roots, Faults())
    faults.problems += lint_selfcheck(steps, load_checks(roots, causes, Faults()), causes).problems
    return tuple(faults.problems)


def _intake(roots: Roots) -> tuple[Problem, ...]:
    """Faults of the six questions, of what is told with a cause, and of who gets what of a case."""
    from posdiag.checks.load import load_checks
    from posdiag.diagnose.causes import load_causes
    from posdiag.escalate.audience import lint_audiences, load_audiences
    from posdiag.intake.advice import lint_advice, load_advice
    from posdiag.intake.lexicon import lint_lexicon, load_lexicon
    from posdiag.marked import Faults

    faults, causes = Faults(), load_causes(roots, Faults())
    lexicon, advice = load_lexicon(roots, faults), load_advice(roots, faults)
    audiences = load_audiences(roots, faults)
    faults.problems += lint_lexicon(lexicon, load_checks(roots, causes, Faults()), causes).problems
    faults.problems += lint_advice(advice, causes).problems
    faults.problems += lint_audiences(audiences, lexicon.fields).problems
    return tuple(faults.problems)


def _advice(roots: Roots) -> tuple[Problem, ...]:
    """Faults of enquiries, terms and the routes on cards; other faults of these are told elsewhere."""
    from posdiag.entitle.enquiries import lint_enquiries, load_enquiries
    from posdiag.entitle.rulebook import load_rulebook
    from posdiag.guidance.cards import load_cards
    from posdiag.guidance.guide import lint_routes
    from posdiag.guidance.terms import load_terms
    from posdiag.marked import Faults

    faults, elsewhere = Faults(), Faults()
    book = load_rulebook(roots, elsewhere)
    faults.problems += lint_enquiries(load_enquiries(roots, faults), book).problems
    faults.problems += lint_routes(load_cards(roots, elsewhere), book.words).problems
    load_terms(roots, faults)
    return tuple(faults.problems)


def _words_and_codes(roots: Roots) -> tuple[Problem, ...]:
    """Faults of the catalogue of codes and of the words that decide; each must name causes that there are."""
    from posdiag.classify.catalogue import lint_catalogue
    from posdiag.classify.phrases import lint_phrases
    from posdiag.diagnose.causes import load_causes
    from posdiag.marked import Faults

    faults = Faults()
    known = load_causes(roots, Faults()).ids()
    lint_catalogue(roots, known, faults)
    lint_phrases(roots, known, faults)
    return tuple(faults.problems)


def _reenactments(roots: Roots) -> tuple[Problem, ...]:
    """Faults of the re-enactments; where causes or scenarios cannot be read, that is told elsewhere."""
    from posdiag import assembly
    from posdiag.diagnose.causes import load_causes
    from posdiag.marked import Faults
    from posdiag.reenact.load import lint_reenactments, load_reenactments
    from posdiag.replay.load_scenario import read_scenarios

    faults = Faults()
    known = load_reenactments(roots, faults)
    causes = load_causes(roots, Faults())
    scenarios = read_scenarios(roots, Faults())
    lint_reenactments(known, causes, scenarios, faults, assembly.refusal_of)
    return tuple(faults.problems)


def _faults_of(load: Callable[[], object]) -> tuple[Problem, ...]:
    from posdiag.errors import InputError

    try:
        load()
    except InputError as error:
        return error.problems
    return ()


def _list(lang: str) -> click.Command:
    def list_products(form: str, output: Path | None) -> int:
        from posdiag import assembly
        from posdiag.profile import show

        products = assembly.library().products
        with result(output, lang) as place:
            place.write(_json(show.list_json(products)) if form == "json" else show.list_text(products, lang))
        return DONE

    return Verb(lang, "profiles list", list_products, [format_option(lang), output_option(lang)])


def _show(lang: str) -> click.Command:
    def show_releases(releases: tuple[str, ...], resolved: bool, form: str, output: Path | None) -> int:
        from posdiag import assembly
        from posdiag.profile import show

        chosen = assembly.library().select(releases)
        with result(output, lang) as place:
            if form == "json":
                place.write(_json([show.release_json(release, resolved) for release in chosen]))
            else:
                place.write("\n".join(show.release_text(release, lang, resolved) for release in chosen))
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["releases"], nargs=-1, required=True, metavar="ID[@RELEASE]..."),
        click.Option(["--resolved"], is_flag=True, help=tell(lang, "profiles.resolved")),
        format_option(lang),
        output_option(lang),
    ]
    return Verb(lang, "profiles show", show_releases, params)


def _lint(lang: str) -> click.Command:
    def lint(paths: tuple[Path, ...], form: str, output: Path | None) -> int:
        from posdiag.cli.profiles_files import file_problems
        from posdiag.profile import show

        files = [path for path in paths if path.is_file()]
        folders = [path for path in paths if not path.is_file()]
        problems = (*file_problems(files), *(every_problem(folders) if folders or not files else ()))
        with result(output, lang) as place:
            if form == "json":
                place.write(_json(show.lint_json(problems, lang)))
            else:
                place.write(show.lint_text(problems, lang) or tell(lang, "profiles.clean") + "\n")
        return USAGE if problems else DONE

    paths = click.Argument(
        ["paths"], nargs=-1, metavar="[FOLDER|FILE]...", type=click.Path(exists=True, path_type=Path)
    )
    return Verb(lang, "profiles lint", lint, [paths, format_option(lang), output_option(lang)])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
