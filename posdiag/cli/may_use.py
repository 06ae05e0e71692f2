"""`posdiag may-use`: may a coupon be used, cancelled or refunded here and now, and by which rule."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.names import a_flag, a_moment, a_name, a_programme, a_region, an_amount
from posdiag.cli.options import format_option, output_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell

if TYPE_CHECKING:
    from posdiag.entitle.question import Question
    from posdiag.entitle.rulebook import Rulebook

_DEEDS = ("pay", "cancel", "partial-cancel", "refund")
#: Option -> the field of a question; the kind of value says how it is read.
_NAMES = {"instrument": "instruments", "purse": "purses", "route": "routes", "sector": "sectors"}
_REGIONS = {"region": "shop_region", "holder_region": "holder_region", "hq_region": "hq_region"}
_FLAGS = {"direct": "direct_store", "enrolled": "enrolled", "listed": "listed"}
_AMOUNTS = {"sales": "annual_sales_krw", "amount": "amount_krw"}
_METAVARS = {
    **dict.fromkeys(_FLAGS, "yes|no"),
    **dict.fromkeys(_AMOUNTS, "WON"),
    "on": "DATE",
    "paid_on": "DATE",
}


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`. It ends with 0 whatever the answer: the answer is its result."""

    def may_use(programme: str, do: str, form: str, output: Path | None, **given: Any) -> int:
        from posdiag.entitle.decide import may_use as decide
        from posdiag.entitle.rulebook import load_rulebook
        from posdiag.profile.roots import Roots
        from posdiag.report.ruled import ruling_lines, ruling_object

        book = load_rulebook(Roots.of())
        about = a_programme(book, programme, lang)
        ruling = decide(book, _question(book, about.id, do, given, lang))
        with result(output, lang) as place:
            if form == "json":
                place.write(json.dumps(ruling_object(ruling, about), ensure_ascii=False) + "\n")
            else:
                place.write_lines(ruling_lines(ruling, about, lang, place.width))
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["programme"], metavar="PROGRAMME"),
        _option(lang, "on"),
        click.Option(
            ["--do"],
            type=click.Choice(_DEEDS),
            default="pay",
            show_default=True,
            help=tell(lang, "may_use.do"),
        ),
        *(_option(lang, name) for name in (*_NAMES, *_REGIONS, *_AMOUNTS, *_FLAGS)),
        click.Option(["--item", "items"], multiple=True, metavar="NAME", help=tell(lang, "may_use.item")),
        _option(lang, "paid_on"),
        format_option(lang),
        output_option(lang),
    ]
    return Verb(lang, "may-use", may_use, params)


def _option(lang: str, name: str) -> click.Option:
    metavar = _METAVARS.get(name, "NAME")
    return click.Option(
        [f"--{name.replace('_', '-')}", name], metavar=metavar, help=tell(lang, f"may_use.{name}")
    )


def _question(book: Rulebook, programme: str, do: str, given: dict[str, Any], lang: str) -> Question:
    """The question that the options ask; what was not given stays unknown."""
    from posdiag.entitle.question import Do, Question
    from posdiag.entitle.vocabulary import Sort

    facts: dict[str, Any] = {}
    for name, sort in _NAMES.items():
        if given[name] is not None:
            facts[name] = a_name(book, Sort(sort), f"--{name}", given[name], lang)
    for name, field in _REGIONS.items():
        if given[name] is not None:
            facts[field] = a_region(book.regions, f"--{name.replace('_', '-')}", given[name], lang)
    for name, field in _FLAGS.items():
        if given[name] is not None:
            facts[field] = a_flag(f"--{name}", given[name], lang)
    for name, field in _AMOUNTS.items():
        if given[name] is not None:
            facts[field] = an_amount(f"--{name}", given[name], lang)
    if given["items"]:
        facts["items"] = frozenset(a_name(book, Sort.ITEM, "--item", one, lang) for one in given["items"])
    if given["paid_on"] is not None:
        facts["paid_on"] = a_moment("--paid-on", given["paid_on"], lang)
    on = a_moment("--on", given["on"], lang) if given["on"] else datetime.date.today().isoformat()
    return Question(programme, on, Do(do), **facts)
