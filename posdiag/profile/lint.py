"""The rules a product file must keep, one small function each, with messages that tell the mend."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from packaging.version import InvalidVersion, Version

from posdiag.errors import Problem
from posdiag.profile.contradictions import contradictions
from posdiag.profile.dialects import Dialects, place_of, unknown_dialect
from posdiag.profile.model import EXTERNAL_RIG, PosProduct, PosRelease, ProductDraft
from posdiag.profile.select import nearest
from posdiag.profile.traits import OnTimeout
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.message import Kind
from posdiag.worded import worded


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
        what = worded(
            "vendor `{vendor}` is not the first part of `{id}`",
            vendor=product.draft.vendor,
            id=product.draft.id,
        )
        yield Problem(product.place("vendor"), what, worded("keep the file in a folder of its vendor's name"))


def made_up_products_are_called_reference(product: Product) -> Iterator[Problem]:
    """Law 9: no defect is pinned on a real product without a source."""
    draft = product.draft
    if draft.kind == "reference" and draft.vendor != "reference":
        remedy = worded("a made-up product has `vendor: reference`; a real one is `documented` or `measured`")
        yield Problem(
            product.place("vendor"),
            worded("kind `reference` with vendor `{vendor}`", vendor=draft.vendor),
            remedy,
        )
    if draft.kind != "reference" and draft.vendor == "reference":
        yield Problem(
            product.place("kind"),
            worded("vendor `reference` with kind `{kind}`", kind=draft.kind),
            worded("`kind: reference`"),
        )


def releases_name_their_source(product: Product) -> Iterator[Problem]:
    for release in product.draft.releases:
        if not release.source.strip():
            what = worded("release `{release}` has an empty `source`", release=release.release)
            yield Problem(release.place, what, worded("say where its behaviour was seen"))


def measured_facts_are_dated(product: Product) -> Iterator[Problem]:
    """Law 9: measured by posdiag, with date and transcript."""
    if product.draft.kind == "measured" and not re.search(r"\d{4}-\d{2}-\d{2}.*\S", product.draft.source):
        what = worded("a measured product's source has no date")
        yield Problem(product.place("source"), what, worded("write `YYYY-MM-DD transcript FILE`"))


def there_are_releases(product: Product) -> Iterator[Problem]:
    if not product.draft.releases:
        yield Problem(product.place("releases"), worded("no releases"), worded("add at least one release"))


def versions_ascend(product: Product) -> Iterator[Problem]:
    last: Version | None = None
    for release in product.draft.releases:
        try:
            version = Version(release.release)
        except InvalidVersion:
            what = worded("`{release}` is no version number", release=release.release)
            yield Problem(release.place, what, worded("write it like 2.1 or 2021.4, in quotes"))
            continue
        if last is not None and version <= last:
            what = worded("release {release} does not come after {last}", release=release.release, last=last)
            yield Problem(release.place, what, worded("list releases from old to new, each once"))
        last = version


def dates_ascend(product: Product) -> Iterator[Problem]:
    last = ""
    for release in product.draft.releases:
        if not is_date(release.date):
            yield Problem(
                release.place,
                worded("`date` is `{date}`", date=release.date[:30]),
                worded("write YYYY-MM-DD"),
            )
            continue
        if last and release.date <= last:
            what = worded("{date} is not after the release before it ({last})", date=release.date, last=last)
            yield Problem(release.place, what, worded("put dates and releases in the same order"))
        last = release.date


def every_release_changes_something(product: Product) -> Iterator[Problem]:
    releases = product.releases()
    for before, after in pairwise(releases):
        if before.traits == after.traits:
            what = worded(
                "release {release} is the same as {release2}", release=after.release, release2=before.release
            )
            yield Problem(after.place, what, worded("state what changed, or leave the release out"))


def every_change_has_an_effect(product: Product) -> Iterator[Problem]:
    """A change that repeats what holds already is a slip."""
    stated = {setting.path: setting.value for setting in product.draft.base}
    for release in product.draft.releases:
        for change in release.changes:
            if change.path in stated and stated[change.path] == change.value:
                what = worded(
                    "release {release} sets `{path}` to what it is already",
                    release=release.release,
                    path=change.path,
                )
                yield Problem(str(change.origin), what, worded("leave it out"))
            stated[change.path] = change.value


def patterns_are_named_by_number(product: Product) -> Iterator[Problem]:
    for release in product.draft.releases:
        for pattern in release.shows:
            if not re.fullmatch(r"F\d\d", pattern):
                yield Problem(
                    release.place,
                    worded("`shows` holds `{value}`", value=pattern[:30]),
                    worded("write patterns like F07"),
                )


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
                yield Problem(
                    place,
                    worded("wire option `{path}`: {what}", path=fault.path, what=fault.what),
                    fault.remedy,
                )


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
                    what = worded(
                        "`{path}` names `{word}`, which `{dialect}` has no message for",
                        path=path,
                        word=word,
                        dialect=traits.dialect,
                    )
                    yield Problem(str(place), what, worded("leave it out, or choose another dialect"))


def links_speak_their_family(product: Product) -> Iterator[Problem]:
    for dialect, releases in _by_dialect(product).items():
        if dialect not in product.dialects.ids():
            continue
        family = product.dialects.get(dialect).family
        for release in releases:
            families = ("iso8583",) if release.traits.link == "host" else ("ecr", "agent")
            wanted = " or ".join(families)
            if family not in families:
                what = worded(
                    "a `{link}` link does not speak `{dialect}` ({family})",
                    link=release.traits.link,
                    dialect=dialect,
                    family=family,
                )
                yield Problem(
                    (_at(release, "link")), what, worded("choose a dialect of family {wanted}", wanted=wanted)
                )
                break


def rigs_exist(product: Product) -> Iterator[Problem]:
    rig = product.draft.rig
    if product.rigs is not None and rig != EXTERNAL_RIG and rig not in product.rigs:
        remedy = worded(
            "{rig} or `{external_rig}` for a terminal that is not ours",
            rig=nearest(rig, product.rigs),
            external_rig=EXTERNAL_RIG,
        )
        yield Problem(product.place("rig"), worded("no rig `{rig}`", rig=rig), remedy)


def traits_make_sense_together(product: Product) -> Iterator[Problem]:
    told: set[str] = set()
    for release in product.releases():
        wrong = list(contradictions(release))
        yield from (Problem(_at(release, path), what, mend) for path, what, mend in wrong if what not in told)
        told = {what for _, what, _ in wrong}


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
