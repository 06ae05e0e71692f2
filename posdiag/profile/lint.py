"""The rules a product file must keep, one small function each, with messages that tell the mend."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from packaging.version import InvalidVersion, Version

from posdiag.errors import Problem
from posdiag.profile.dialects import Dialects, place_of, unknown_dialect
from posdiag.profile.model import EXTERNAL_RIG, PosProduct, PosRelease, ProductDraft
from posdiag.profile.select import nearest
from posdiag.profile.traits import Entry, OnTimeout
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.message import Kind


@dataclass(frozen=True, slots=True)
class Product:
    """What a rule sees: the draft, the whole product (None without releases), and what surrounds it.

    `rigs` is None where nobody knows the rigs.
    """

    draft: ProductDraft
    whole: PosProduct | None
    dialects: Dialects
    rigs: frozenset[str] | None

    def place(self, key: str) -> str:
        """file:line of a key of the file's top, or of the file."""
        found = self.draft.document.get(key)
        return found.place if found is not None else self.draft.place

    def releases(self) -> tuple[PosRelease, ...]:
        return self.whole.releases if self.whole is not None else ()


Rule = Callable[[Product], Iterator[Problem]]


def lint(product: Product) -> list[Problem]:
    """Every fault of a product, rule by rule."""
    return [problem for rule in RULES for problem in rule(product)]


def vendor_fits_the_id(product: Product) -> Iterator[Problem]:
    if product.draft.vendor != product.draft.id.partition("/")[0]:
        what = f"vendor `{product.draft.vendor}` is not the first part of `{product.draft.id}`"
        yield Problem(product.place("vendor"), what, "keep the file in a folder of its vendor's name")


def made_up_products_are_called_reference(product: Product) -> Iterator[Problem]:
    """Law 9: no defect is pinned on a real product without a source."""
    draft = product.draft
    if draft.kind == "reference" and draft.vendor != "reference":
        remedy = "a made-up product has `vendor: reference`; a real one is `documented` or `measured`"
        yield Problem(product.place("vendor"), f"kind `reference` with vendor `{draft.vendor}`", remedy)
    if draft.kind != "reference" and draft.vendor == "reference":
        yield Problem(
            product.place("kind"), f"vendor `reference` with kind `{draft.kind}`", "`kind: reference`"
        )


def releases_name_their_source(product: Product) -> Iterator[Problem]:
    for release in product.draft.releases:
        if not release.source.strip():
            what = f"release `{release.release}` has an empty `source`"
            yield Problem(release.place, what, "say where its behaviour was seen")


def measured_facts_are_dated(product: Product) -> Iterator[Problem]:
    """Law 9: measured by posdiag, with date and transcript."""
    if product.draft.kind == "measured" and not re.search(r"\d{4}-\d{2}-\d{2}.*\S", product.draft.source):
        what = "a measured product's source has no date"
        yield Problem(product.place("source"), what, "write `YYYY-MM-DD transcript FILE`")


def there_are_releases(product: Product) -> Iterator[Problem]:
    if not product.draft.releases:
        yield Problem(product.place("releases"), "no releases", "add at least one release")


def versions_ascend(product: Product) -> Iterator[Problem]:
    last: Version | None = None
    for release in product.draft.releases:
        try:
            version = Version(release.release)
        except InvalidVersion:
            what = f"`{release.release}` is no version number"
            yield Problem(release.place, what, "write it like 2.1 or 2021.4, in quotes")
            continue
        if last is not None and version <= last:
            what = f"release {release.release} does not come after {last}"
            yield Problem(release.place, what, "list releases from old to new, each once")
        last = version


def dates_ascend(product: Product) -> Iterator[Problem]:
    last = ""
    for release in product.draft.releases:
        if not is_date(release.date):
            yield Problem(release.place, f"`date` is `{release.date[:30]}`", "write YYYY-MM-DD")
            continue
        if last and release.date <= last:
            what = f"{release.date} is not after the release before it ({last})"
            yield Problem(release.place, what, "put dates and releases in the same order")
        last = release.date


def every_release_changes_something(product: Product) -> Iterator[Problem]:
    releases = product.releases()
    for before, after in pairwise(releases):
        if before.traits == after.traits:
            what = f"release {after.release} is the same as {before.release}"
            yield Problem(after.place, what, "state what changed, or leave the release out")


def every_change_has_an_effect(product: Product) -> Iterator[Problem]:
    """A change that repeats what holds already is a slip."""
    stated = {setting.path: setting.value for setting in product.draft.base}
    for release in product.draft.releases:
        for change in release.changes:
            if change.path in stated and stated[change.path] == change.value:
                what = f"release {release.release} sets `{change.path}` to what it is already"
                yield Problem(str(change.origin), what, "leave it out")
            stated[change.path] = change.value


def patterns_are_named_by_number(product: Product) -> Iterator[Problem]:
    for release in product.draft.releases:
        for pattern in release.shows:
            if not re.fullmatch(r"F\d\d", pattern):
                yield Problem(release.place, f"`shows` holds `{pattern[:30]}`", "write patterns like F07")


def dialects_exist(product: Product) -> Iterator[Problem]:
    known = dict.fromkeys(product.dialects.ids())
    for dialect, releases in _by_dialect(product).items():
        if dialect not in known:
            yield unknown_dialect((_at(releases[0], "dialect")), dialect, known)


def wire_options_are_valid(product: Product) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for release in product.releases():
        traits = release.traits
        if traits.dialect not in product.dialects.ids():
            continue
        origins = {path[5:]: at for path, at in release.origins.items() if path.startswith("wire.")}
        for fault in product.dialects.build(traits.dialect, traits.wire)[1]:
            place = str(place_of(fault.path, origins) or release.place)
            if (place, fault.path) not in seen:
                seen.add((place, fault.path))
                yield Problem(place, f"wire option `{fault.path}`: {fault.what}", fault.remedy)


def what_is_asked_can_be_said(product: Product) -> Iterator[Problem]:
    """A deed or question that the file states and the dialect has no message for."""
    told: set[str] = set()
    for release in product.releases():
        traits = release.traits
        if traits.dialect not in product.dialects.ids():
            continue
        codec = product.dialects.build(traits.dialect, traits.wire)[0]
        if not isinstance(codec, EcrCodec):
            continue
        deeds = [deed.value for deed in traits.on_timeout if deed is not OnTimeout.RETRY]
        for path, words in (("on_timeout", deeds), ("asks", sorted(traits.asks))):
            for word in words:
                place = release.origins.get(path)
                known = place is None or codec.spec.can_say(Kind(word)) or f"{place} {word}" in told
                if not known:
                    told.add(f"{place} {word}")
                    what = f"`{path}` names `{word}`, which `{traits.dialect}` has no message for"
                    yield Problem(str(place), what, "leave it out, or choose another dialect")


def links_speak_their_family(product: Product) -> Iterator[Problem]:
    for dialect, releases in _by_dialect(product).items():
        if dialect not in product.dialects.ids():
            continue
        family = product.dialects.get(dialect).family
        for release in releases:
            families = ("iso8583",) if release.traits.link == "host" else ("ecr", "agent")
            wanted = " or ".join(families)
            if family not in families:
                what = f"a `{release.traits.link}` link does not speak `{dialect}` ({family})"
                yield Problem((_at(release, "link")), what, f"choose a dialect of family {wanted}")
                break


def rigs_exist(product: Product) -> Iterator[Problem]:
    rig = product.draft.rig
    if product.rigs is not None and rig != EXTERNAL_RIG and rig not in product.rigs:
        remedy = f"{nearest(rig, product.rigs)} or `{EXTERNAL_RIG}` for a terminal that is not ours"
        yield Problem(product.place("rig"), f"no rig `{rig}`", remedy)


def traits_make_sense_together(product: Product) -> Iterator[Problem]:
    told: set[str] = set()
    for release in product.releases():
        wrong = list(_contradictions(release))
        yield from (Problem(_at(release, path), what, mend) for path, what, mend in wrong if what not in told)
        told = {what for _, what, _ in wrong}


def _contradictions(release: PosRelease) -> Iterator[tuple[str, str, str]]:
    traits = release.traits
    if traits.link == "host" and traits.reader != "pos":
        yield "link", "a host link without a reader of its own", "`reader: pos`"
    if any(len(prefix) != traits.bin_digits for prefix in traits.bin_table):
        yield "bin_table", f"prefixes that are not {traits.bin_digits} digits long", "match `bin_digits`"
    if any(len(prefix) != 2 for prefix in traits.barcode_prefixes):
        yield "barcode_prefixes", "prefixes that are not two digits long", "write them like `25`"
    if Entry.FALLBACK in traits.entry_modes:
        yield "entry_modes", "`fallback` is no entry mode of its own", "set `chip_fallback`"
    if len(set(traits.on_timeout)) != len(traits.on_timeout):
        yield "on_timeout", "the same deed twice", "name each deed once, `retries` says how often"
    if OnTimeout.RETRY in traits.on_timeout and not traits.retries:
        yield "retries", "`on_timeout` retries, but `retries` is 0", "set `retries` or leave retry out"
    if not traits.routes or len(set(traits.routes)) != len(traits.routes):
        yield "routes", "no route, or one twice", "name van, pg, or both in the order tried"
    if not traits.entry_modes:
        yield "entry_modes", "no entry mode", "name at least one"


def _by_dialect(product: Product) -> Mapping[str, list[PosRelease]]:
    by_dialect: dict[str, list[PosRelease]] = {}
    for release in product.releases():
        by_dialect.setdefault(release.traits.dialect, []).append(release)
    return by_dialect


def _at(release: PosRelease, path: str) -> str:
    """Where a trait of a release is written: at its origin, or at the release where it is a default."""
    origin = release.origins.get(path)
    return str(origin) if origin is not None else release.place


def is_date(text: str) -> bool:
    """Whether a text is a calendar day, YYYY-MM-DD."""
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


RULES: tuple[Rule, ...] = (
    vendor_fits_the_id,
    made_up_products_are_called_reference,
    releases_name_their_source,
    measured_facts_are_dated,
    there_are_releases,
    versions_ascend,
    dates_ascend,
    every_release_changes_something,
    every_change_has_an_effect,
    patterns_are_named_by_number,
    dialects_exist,
    wire_options_are_valid,
    what_is_asked_can_be_said,
    links_speak_their_family,
    rigs_exist,
    traits_make_sense_together,
)
