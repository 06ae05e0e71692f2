"""Regions of Korea by any of their names, and whether two of them are the same area for a coupon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.payment.programme import Level
from posdiag.profile.roots import Roots
from posdiag.worded import worded

FILE = "regions.yaml"
#: (province, city): the city is empty where the text names the province alone.
Spot = tuple[str, str]

_BETWEEN = re.compile(r"[\s,/()·|]+")
_CITY_END = ("시", "군")


@dataclass(frozen=True, slots=True)
class Province:
    """A metropolitan city or a province. One that is `whole` has no cities that count for a coupon."""

    id: str
    name: Mapping[str, str]
    words: tuple[str, ...]
    whole: bool
    cities: Mapping[str, str]  # id -> Korean name
    near: tuple[str, ...] = ()  # provinces between which people commute
    vague: bool = False  # whether its cities count apart, no source says

    def names(self) -> Iterator[str]:
        yield from (self.id, self.name["ko"], self.name["en"].lower(), *self.words)


class Regions:
    """All regions, found by Korean or English names, short or long, in any usual order."""

    def __init__(self, provinces: Iterable[Province]) -> None:
        self._provinces = {province.id: province for province in provinces}

    def __len__(self) -> int:
        return len(self._provinces)

    def find(self, text: str) -> frozenset[Spot]:
        """What the text may name: one spot, several where its name is not unique, none where nobody knows."""
        tokens = [token for token in _BETWEEN.split(text.strip().lower()) if token]
        for at, token in enumerate(tokens):
            for province, glued in self._province(token):
                return frozenset({(province.id, self._city_in(province, [glued, *tokens[at + 1 :]]))})
        for token in tokens:
            if token in self._cities:
                return frozenset(self._cities[token])
        return frozenset()

    def same(self, one: str, other: str, level: Level) -> bool | None:
        """Whether two regions are the same area; None where their names do not decide it."""
        here, there = self.find(one), self.find(other)
        if not here or not there:
            return True if _bare(one) == _bare(other) and one.strip() else None
        if level is Level.SAME and _wards(one) != _wards(other) and here == there:
            return None  # a ward may have issued it, or the whole city
        told = {self._same(a, b, level) for a in here for b in there}
        return told.pop() if len(told) == 1 else None

    def far_apart(self, one: str, other: str) -> bool:
        """Whether two places certainly lie in provinces between which nobody commutes."""
        here, there = ({spot[0] for spot in self.find(text)} for text in (one, other))
        if not here or not there:
            return False
        return not any(a == b or b in self._provinces[a].near for a in here for b in there)

    def is_one_of(self, region: str, names: Iterable[str]) -> bool | None:
        """Whether a region is, or lies in, one of those named by id or name."""
        told = {self._lies_in(region, name) for name in names}
        return True if True in told else None if None in told else False

    def name(self, text: str, lang: str) -> str:
        """The region as it is called in Korean or English; the text itself where nobody knows it."""
        found = sorted(self.find(text))
        if len(found) != 1:
            return text
        province, city = self._provinces[found[0][0]], found[0][1]
        if not city:
            return province.name[lang]
        return f"{province.name['ko']} {province.cities[city]}" if lang == "ko" else f"{city}, {province.id}"

    def nearest(self, text: str) -> str:
        """The name most like a text that names no region; empty where none is like it."""
        names = [name for province in self._provinces.values() for name in province.names()]
        close = get_close_matches(text.strip().lower(), [*names, *self._cities], 1, 0.5)
        return close[0] if close else ""

    def _lies_in(self, region: str, name: str) -> bool | None:
        here, there = self.find(region), self.find(name)
        if not here or not there:
            return True if _bare(region) == _bare(name) else None
        told: set[bool | None] = set()
        for a in here:
            for b in there:
                if not b[1]:
                    told.add(a[0] == b[0])
                else:
                    told.add(self._same(a, b, Level.CITY_OR_COUNTY))
        return told.pop() if len(told) == 1 else None

    def _same(self, a: Spot, b: Spot, level: Level) -> bool | None:
        if a[0] != b[0]:
            return False
        if level is Level.PROVINCE or self._provinces[a[0]].whole:
            return True
        if not a[1] or not b[1]:
            return True if level is Level.SAME and a == b else None
        if a[1] != b[1] and self._provinces[a[0]].vague:
            return None
        return a[1] == b[1]

    def _province(self, token: str) -> Iterator[tuple[Province, str]]:
        """The province that a token names, and what is glued to it."""
        for province in self._provinces.values() if token else ():
            if token in province.names():
                yield province, ""
                return
        for province in self._provinces.values():
            long = {province.name["ko"], *(word for word in province.words if word[-1] in "시도")}
            for name in sorted(long, key=len, reverse=True):
                if token.startswith(name):
                    yield province, token[len(name) :]
                    return

    def _city_in(self, province: Province, tokens: list[str]) -> str:
        for token in filter(None, tokens):
            for id_, name in province.cities.items():
                if token in (id_, name, name[:-1], id_.partition("-")[0]) or token.startswith(name):
                    return id_
        return ""

    @cached_property
    def _cities(self) -> dict[str, set[Spot]]:
        """Every name of a city with the spots it may mean; 광주시 may be the metropolitan city too."""
        found: dict[str, set[Spot]] = {}
        for province in self._provinces.values():
            for id_, name in province.cities.items():
                for word in (id_, name, name[:-1]):
                    found.setdefault(word, set()).add((province.id, id_))
                bare = id_.partition("-")[0]
                found.setdefault(bare, set()).add((province.id, id_))
        for province in self._provinces.values():
            for word in province.words:
                if province.whole and word + "시" in found:
                    found[word + "시"].add((province.id, ""))
        return found


def _wards(text: str) -> frozenset[str]:
    return frozenset(token for token in _BETWEEN.split(text) if len(token) > 1 and token.endswith("구"))


def _bare(text: str) -> str:
    joined = "".join(_BETWEEN.split(text.strip().lower()))
    return joined[:-1] if len(joined) > 2 and joined.endswith(_CITY_END) else joined


def load_regions(roots: Roots, faults: Faults | None = None) -> Regions:
    """The regions of every root. Faults go to `faults`; without such a list they are raised together."""
    collected = Faults() if faults is None else faults
    provinces: list[Province] = []
    for file in roots.single(FILE):
        document = read_yaml(file.path, collected, file.shown_as)
        if document is None:
            continue
        document.need("source")
        provinces += [_province(key, entry) for key, entry in document.need("provinces").pairs()]
        document.no_other_keys()
    if faults is None and collected:
        raise InputError(collected.problems)
    return Regions(provinces)


def _province(id_: str, entry: Marked) -> Province:
    cities = entry.get("cities")
    near = entry.list("near")
    province = Province(
        id=id_,
        name={lang: entry.need(lang).as_text() for lang in ("ko", "en")},
        words=tuple(word.as_text() for word in entry.list("words")),
        whole=entry.flag("whole", False),
        cities={} if cities is None else {key: name.as_text() for key, name in cities.pairs()},
        near=tuple(one.as_text() for one in near),
        vague=entry.flag("vague", False),
    )
    for key, name in province.cities.items():
        if not name.endswith(_CITY_END):
            entry.fault(
                worded("`{key}` is called `{name}`", key=key, name=name),
                worded("a city ends in 시, a county in 군"),
            )
    entry.no_other_keys()
    return province
