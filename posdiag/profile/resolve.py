"""Drafts to whole releases: base, then each release's changes in order, with the origin of every value."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

from posdiag.marked import Faults
from posdiag.profile.model import EXTERNAL_RIG, Origin, PosProduct, PosRelease, ProductDraft, Setting
from posdiag.profile.trait_types import lay_over, traits_from
from posdiag.profile.traits import Traits
from posdiag.worded import worded

Settings = dict[str, Setting]
OptionsOf = Callable[[str, Mapping[str, object]], object]


def resolve(
    drafts: Mapping[str, ProductDraft], faults: Faults, options_of: OptionsOf
) -> dict[str, PosProduct]:
    """Every product with its releases whole; faults of `like:` are added to `faults`.

    `options_of(dialect, overrides)` gives the options a release writes with, for comparison only.
    """
    bases = _Bases(drafts, faults)
    return {
        name: _product(draft, bases.of(draft), options_of) for name, draft in drafts.items() if draft.releases
    }


class _Bases:
    """What each product starts from, `like:` followed; names and notes are never inherited."""

    def __init__(self, drafts: Mapping[str, ProductDraft], faults: Faults) -> None:
        self._drafts = drafts
        self._faults = faults
        self._known: dict[str, Settings] = {}
        self._open: list[str] = []

    def of(self, draft: ProductDraft) -> Settings:
        if draft.id not in self._known:
            self._open.append(draft.id)
            inherited = self._inherited(draft) if draft.like else {}
            self._open.pop()
            self._known[draft.id] = _merged(inherited, draft.base)
        return self._known[draft.id]

    def _inherited(self, draft: ProductDraft) -> Settings:
        place = _like_place(draft)
        name, _, version = draft.like.partition("@")
        other = self._drafts.get(name)
        if other is None:
            near = difflib.get_close_matches(name, list(self._drafts), 1)
            remedy = (
                worded("did you mean `{near}`?", near=near[0]) if near else worded("name a product by its id")
            )
            self._faults.add(place, worded("`like: {like}` names no product", like=draft.like), remedy)
            return {}
        if name in self._open:
            circle = " -> ".join([*self._open[self._open.index(name) :], name])
            self._faults.add(
                place,
                worded("`like:` goes round in a circle: {circle}", circle=circle),
                worded("break it at one of them"),
            )
            return {}
        settings = self.of(other)
        if not version:
            return settings
        for release in other.releases:
            settings = _merged(settings, release.changes)
            if release.release == version:
                return settings
        known = ", ".join(release.release for release in other.releases)
        self._faults.add(
            place,
            worded("`{name}` has no release `{version}`", name=name, version=version),
            worded("its releases: {known}", known=known),
        )
        return {}


def _product(draft: ProductDraft, base: Settings, options_of: OptionsOf) -> PosProduct:
    settings, releases = base, []
    for entry in draft.releases:
        settings = _merged(settings, entry.changes)
        releases.append((entry, settings, _traits(settings)))
    newest = _wire(releases[-1][2], options_of)
    return PosProduct(
        id=draft.id,
        vendor=draft.vendor,
        kind=draft.kind,
        source=draft.source,
        name=draft.name,
        rig=draft.rig,
        place=draft.place,
        releases=tuple(
            PosRelease(
                id=draft.id,
                release=entry.release,
                date=entry.date,
                name=draft.name,
                rig=draft.rig,
                traits=traits,
                origins=_origins(settings),
                kind=draft.kind,
                source=entry.source or draft.source,
                place=entry.place,
                note=entry.note,
                shows=entry.shows,
                speaks_rig=draft.rig == EXTERNAL_RIG or _wire(traits, options_of) == newest,
            )
            for entry, settings, traits in releases
        ),
    )


def _merged(settings: Settings, changes: tuple[Setting, ...]) -> Settings:
    return lay_over(settings, ((change.path, change) for change in changes))


def _wire(traits: Traits, options_of: OptionsOf) -> object:
    return traits.link, options_of(traits.dialect, traits.wire)


def _traits(settings: Settings) -> Traits:
    return traits_from({path: setting.value for path, setting in settings.items()})


def _origins(settings: Settings) -> dict[str, Origin]:
    return {path: setting.origin for path, setting in settings.items()}


def _like_place(draft: ProductDraft) -> str:
    like = draft.document.get("like")
    return like.place if like is not None else draft.place
