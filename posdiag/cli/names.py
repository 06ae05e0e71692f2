"""Names given on the command line, turned into ids; a wrong one is told with the nearest known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

if TYPE_CHECKING:
    from posdiag.diagnose.causes import CauseTable
    from posdiag.entitle.rulebook import Rulebook
    from posdiag.entitle.vocabulary import Sort
    from posdiag.payment.programme import Programme
    from posdiag.profile.regions import Regions

T = TypeVar("T")
_MOST_LISTED = 12
_YES = {"yes": True, "y": True, "예": True, "네": True, "true": True}
_NO = {"no": False, "n": False, "아니요": False, "아니오": False, "false": False}
_UNITS = {"억": 100_000_000, "만": 10_000, "천": 1_000}
_PART = re.compile(r"(\d+(?:\.\d+)?)(억|만|천)?")


def a_programme(book: Rulebook, text: str, lang: str) -> Programme:
    """The programme that a text names."""
    found = book.programme(text)
    if found is not None:
        return found
    words = {w: p.id for p in book.programmes.values() for w in (p.id, *p.name.values(), *p.words)}
    raise _wrong(lang, "PROGRAMME", text, words, book.programmes)


def a_name(book: Rulebook, sort: Sort, option: str, text: str, lang: str) -> str:
    """The id of a sector, route, item, instrument or purse."""
    found = book.words.find(sort, text)
    if found is not None:
        return found.id
    near = book.words.nearest(sort, text)
    raise _wrong(lang, option, text, {id_: id_ for id_ in near}, [t.id for t in book.words.all(sort)], near)


def a_region(regions: Regions, option: str, text: str, lang: str) -> str:
    """The region as it was given, where it is known."""
    if regions.find(text):
        return text
    near = regions.nearest(text)
    raise _wrong(lang, option, text, {}, (), (near,) if near else ())


def a_cause(causes: CauseTable, text: str, lang: str) -> str:
    """The id of a cause, given by id or by name."""
    wanted = text.strip().lower()
    by_name = {name.lower(): cause.id for cause in causes for name in cause.name.values()}
    if wanted in causes:
        return wanted
    if wanted in by_name:
        return by_name[wanted]
    raise _wrong(lang, "CAUSE", text, {**{id_: id_ for id_ in causes.ids()}, **by_name}, causes.ids())


def a_moment(option: str, text: str, lang: str) -> str:
    """A day, or a minute of one, in ISO form."""
    for shape in ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y.%m.%d", "%Y%m%d"):
        try:
            at = datetime.strptime(text.strip(), shape)
        except ValueError:
            continue
        return at.strftime("%Y-%m-%dT%H:%M" if "%H" in shape else "%Y-%m-%d")
    raise InputError(Problem(option, _what(lang, "names.no_date", text), tell(lang, "names.date_remedy")))


def a_flag(option: str, text: str, lang: str) -> bool:
    """Yes or no in either language."""
    word = text.strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise InputError(Problem(option, _what(lang, "names.no_flag", text), tell(lang, "names.flag_remedy")))


def an_amount(option: str, text: str, lang: str) -> int:
    """Won, as digits or in Korean units: `3,000,000,000`, `30억`, `2억5천만`."""
    bare = re.sub(r"[\s,원₩]", "", text)
    if bare.isdecimal():
        return int(bare)
    total, held, rest = 0.0, 0.0, bare
    while rest:
        part = _PART.match(rest)
        if part is None:
            raise InputError(
                Problem(option, _what(lang, "names.no_amount", text), tell(lang, "names.amount_remedy"))
            )
        number, unit = float(part[1]), part[2]
        if unit in ("억", "만"):
            total += (held + number) * _UNITS[unit]
            held = 0.0
        else:
            held += number * _UNITS.get(unit, 1)
        rest = rest[part.end() :]
        if rest[:1] in ("억", "만") and held:  # 5천만
            total += held * _UNITS[rest[0]]
            held, rest = 0.0, rest[1:]
    return round(total + held)


def _wrong(
    lang: str,
    place: str,
    text: str,
    words: Mapping[str, str],
    known: Iterable[str],
    near: Iterable[str] | None = None,
) -> InputError:
    import difflib

    if near is None:
        close = difflib.get_close_matches(text.lower(), list(words), 3, 0.5)
        near = dict.fromkeys(words[one] for one in close)
    names = list(near)
    if names:
        remedy = tell(lang, "error.near", names=", ".join(names))
    else:
        listed = list(known)
        shown = ", ".join(listed[:_MOST_LISTED]) + (", …" if len(listed) > _MOST_LISTED else "")
        remedy = tell(lang, "names.known", names=shown) if listed else tell(lang, "names.region_remedy")
    return InputError(Problem(place, _what(lang, "names.unknown", text), remedy))


def _what(lang: str, key: str, text: str) -> str:
    from posdiag.marked import short
    from posdiag.masking import mask_text

    return tell(lang, key, name=short(mask_text(text)))
