"""`posdiag guide`: the cards for a cause, and for an enquiry the rule or office that answers it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.names import a_cause, a_moment, a_name, a_programme
from posdiag.cli.options import format_option, output_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell

_READERS = ("merchant", "technician", "agent", "customer")


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def guide(cause: str, form: str, output: Path | None, **given: str | None) -> int:
        from posdiag.diagnose.causes import load_causes
        from posdiag.entitle.enquiries import ENQUIRIES, load_enquiries, route_enquiry
        from posdiag.entitle.rulebook import load_rulebook
        from posdiag.entitle.vocabulary import Sort
        from posdiag.guidance.cards import load_cards
        from posdiag.guidance.guide import guide as choose
        from posdiag.guidance.terms import load_terms
        from posdiag.profile.roots import Roots
        from posdiag.report.advised import guide_lines, guide_object

        roots = Roots.of()
        book, causes, terms = load_rulebook(roots), load_causes(roots), load_terms(roots)
        id_ = a_cause(causes, cause, lang)
        kind, way = given["instrument"], given["route"]
        instrument = a_name(book, Sort.INSTRUMENT, "--instrument", kind, lang) if kind else ""
        route = a_name(book, Sort.ROUTE, "--route", way, lang) if way else ""
        programme = a_programme(book, given["programme"], lang).id if given["programme"] else ""
        day = a_moment("--on", given["on"], lang) if given["on"] else ""
        cards = choose(load_cards(roots), book.words, id_, given["audience"] or "", instrument, route)
        asked = id_ in ENQUIRIES
        routed = route_enquiry(load_enquiries(roots), book, id_, programme, day) if asked else None
        names = {one.id: one.name for one in causes}
        with result(output, lang) as place:
            if form == "json":
                told = guide_object(id_, cards, routed, terms, names)
                place.write(json.dumps(told, ensure_ascii=False) + "\n")
            else:
                place.write_lines(guide_lines(id_, cards, routed, terms, lang, place.width, names))
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["cause"], metavar="CAUSE"),
        click.Option(["--audience"], type=click.Choice(_READERS), help=tell(lang, "guide.audience")),
        click.Option(["--instrument"], metavar="NAME", help=tell(lang, "guide.instrument")),
        click.Option(["--route"], metavar="NAME", help=tell(lang, "guide.route")),
        click.Option(["--programme"], metavar="NAME", help=tell(lang, "guide.programme")),
        click.Option(["--on"], metavar="DATE", help=tell(lang, "guide.on")),
        format_option(lang),
        output_option(lang),
    ]
    return Verb(lang, "guide", guide, params)
