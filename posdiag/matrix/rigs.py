"""`--rig`: at which simulated terminals a release is played.

`own` is each release's own rig, the default; `own@*` the same with every firmware release of it; `NAME`,
a glob and `NAME@FIRMWARE` are rigs by name. A rig without a firmware release has its newest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from posdiag.errors import InputError, Problem
from posdiag.profile.model import EXTERNAL_RIG, PosRelease
from posdiag.profile.select import nearest
from posdiag.worded import worded

OWN = "own"
NEWEST = "newest"

#: Names of rigs, each with its firmware releases, oldest first; none where it has no firmware of its own.
Known = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    text: str
    name: str
    firmware: str | None  # a glob


def terminals_of(release: PosRelease, wanted: Sequence[str], known: Known) -> tuple[str, ...]:
    """The addresses at which a release is played, each once, in the order asked for.

    InputError for a name that is no rig, a firmware release that none has, and a release whose
    terminal is none of ours where nothing else is asked for.
    """
    problems: list[Problem] = []
    found: dict[str, None] = {}
    for one in map(_read, wanted or (OWN,)):
        if one.name == OWN and release.rig == EXTERNAL_RIG:
            problems.append(
                Problem(
                    f"--pos {release.label}",
                    worded("its terminal is none of the rigs"),
                    worded("name one with --rig"),
                )
            )
            continue
        names = [release.rig] if one.name == OWN else _names(one, known, problems)
        found |= dict.fromkeys(_addresses(one, names, known))
    if problems:
        raise InputError(problems)
    return tuple(found)


def check_rigs(wanted: Sequence[str], known: Known) -> None:
    """InputError with every `--rig` that means no terminal at all."""
    problems: list[Problem] = []
    for one in map(_read, wanted):
        names = list(known) if one.name == OWN else _names(one, known, problems)
        if names and not list(_addresses(one, names, known)):
            versions = sorted({version for name in names for version in known[name]})
            remedy = (
                worded("there are: {versions}", versions=", ".join(versions))
                if versions
                else worded("it has no firmware releases")
            )
            problems.append(
                Problem(
                    f"--rig {one.text}",
                    worded("no firmware release `{firmware}`", firmware=one.firmware),
                    remedy,
                )
            )
    if problems:
        raise InputError(problems)


def _read(text: str) -> _Wanted:
    name, at, firmware = text.removeprefix("sim:").partition("@")
    return _Wanted(text, name, firmware if at else None)


def _names(one: _Wanted, known: Known, problems: list[Problem]) -> list[str]:
    if one.text.startswith("sim:") or "://" not in one.text:
        names = [name for name in known if fnmatchcase(name, one.name)]
        if names:
            return names
        problems.append(
            Problem(f"--rig {one.text}", worded("no rig `{name}`", name=one.name), nearest(one.name, known))
        )
        return []
    remedy = worded("a matrix is played at rigs; for a real terminal use `posdiag diagnose --terminal`")
    problems.append(Problem(f"--rig {one.text}", worded("not a rig"), remedy))
    return []


def _addresses(one: _Wanted, names: Iterable[str], known: Known) -> Iterable[str]:
    for name in names:
        versions = known.get(name, ())
        if one.firmware is None:
            yield f"sim:{name}"
        elif one.firmware == NEWEST:
            yield from (f"sim:{name}@{version}" for version in versions[-1:])
        else:
            yield from (f"sim:{name}@{v}" for v in versions if fnmatchcase(v, one.firmware))
