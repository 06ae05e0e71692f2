"""Whose codes: the schemes by their ids and other names, given by the caller or named in a text."""

from __future__ import annotations

import re
from functools import cached_property

from posdiag.classify.catalogue import LAYERS, Catalogue
from posdiag.errors import InputError, Problem
from posdiag.late import late
from posdiag.profile.roots import Roots
from posdiag.worded import worded


class Schemes:
    """The schemes of a catalogue by every name they go by."""

    def __init__(self, catalogue: Catalogue, roots: Roots) -> None:
        self._ids = {scheme.id: scheme.id for scheme in catalogue.schemes()}
        self._names = {
            _form(alias): scheme.id
            for scheme in catalogue.schemes()
            for alias in (scheme.id, *scheme.aliases)
        }
        names = sorted((name for name in self._names if len(name) > 2), key=lambda name: (-len(name), name))
        self._long_names = names

    def ids(self) -> tuple[str, ...]:
        """All schemes."""
        return tuple(self._ids)

    def of(self, name: str | None, layer: str | None = None) -> str | None:
        """The scheme that a name means, None for none. InputError where there is no such scheme or layer."""
        if layer is not None and layer not in LAYERS:
            from posdiag.profile.select import nearest

            raise InputError(
                Problem(
                    "--layer", worded("no layer is called `{layer}`", layer=layer), nearest(layer, LAYERS)
                )
            )
        if name is None:
            return None
        found = self._names.get(_form(name))
        if found is None:
            from posdiag.profile.select import nearest  # what it needs takes long to load

            raise InputError(
                Problem(
                    "--scheme",
                    worded("no scheme is called `{name}`", name=name[:60]),
                    nearest(name, self._ids),
                )
            )
        return found

    def named_in(self, text: str) -> str | None:
        """The scheme that a text names; None where it names none, or several."""
        form = _form(text)
        for name in self._long_names:
            if name in form:
                break
        else:
            return None
        found = {self._names[name] for name in self._pattern.findall(form)}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """All names, the longest first; compiled when one of them stands in a text."""
        return late("|".join(map(re.escape, self._long_names)))


def _form(name: str) -> str:
    """A name without case, spaces, `_` and `-`."""
    return "".join(name.lower().split()).replace("_", "").replace("-", "")
