"""The page that says of every cause how it is re-enacted: `python -m bench reenactments [--write]`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from posdiag.diagnose.causes import Cause, CauseTable, load_causes
from posdiag.profile.roots import Roots
from posdiag.reenact.load import Reenactments, load_reenactments
from posdiag.reenact.way import Choice, Parameter, Reenactment, Way

PAGE = Path(__file__).parents[1] / "docs" / "reenactments.md"

_HEAD = """\
# How each cause is re-enacted

Written by `python -m bench reenactments --write` from `profiles/reenactments/*.yaml`; do not edit it by hand.
For every cause of the taxonomy: the ways in which a sound case is made to have it in the simulated world,
with their parameters, by which findings it is told, and where it cannot be told from its neighbours.
A range is written `usual (wide)`: a diagnosis and the fitting of the ranking draw from the usual one, the
judging of both from the wide one.

How often each way shows itself and is named first: `python -m bench reenact`.
"""
#: What a way changes, by the name of its field and what the page calls it.
_CHANGES = (
    ("traits", "POS"),
    ("state", "instrument"),
    ("balances", "balance"),
    ("shop", "shop"),
    ("step", "payment"),
)


def page(known: Reenactments, causes: CauseTable) -> str:
    """The whole page."""
    families: dict[str, list[Cause]] = {}
    for cause in causes:
        families.setdefault(cause.id.split(".")[0], []).append(cause)
    lines = [_HEAD, *_summary(known, causes)]
    for family, members in families.items():
        lines += ["", f"## {family}"]
        for cause in members:
            one = known.of(cause.id)
            lines += ["", *(_entry(cause, one) if one is not None else [f"### {cause.id}"])]
    return "\n".join(lines) + "\n"


def _summary(known: Reenactments, causes: CauseTable) -> Iterator[str]:
    here = [one for one in known if one.ways]
    absent = [one.cause for one in known if not one.ways]
    yield f"{len(causes)} causes, {len(here)} of them re-enacted in {len(known.ways())} ways."
    yield f"Not re-enacted: {', '.join(f'`{cause}`' for cause in absent)}; each says why."


def _entry(cause: Cause, one: Reenactment) -> Iterator[str]:
    yield f"### {cause.id}"
    yield ""
    yield f"**{cause.name['ko']} · {cause.name['en']}** ({cause.definition})"
    yield ""
    if not one.ways:
        yield f"Not re-enacted. {one.not_here['ko']} {one.not_here['en']}"
        return
    yield "| way | on | what is changed | parameters |"
    yield "|---|---|---|---|"
    for way in one.ways:
        cells = (way.id, _where(way), "; ".join(_changes(way)), "; ".join(_parameters(way)) or "none")
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
    yield ""
    yield f"Told by {', '.join(f'`{code}`' for code in one.told_by)}."
    yield ""
    yield f"{one.apart['ko']}  "
    yield one.apart["en"]


def _where(way: Way) -> str:
    """The cases that a way fits."""
    parts = ["/".join(way.links) or "any link"]
    if way.kinds:
        parts.append("/".join(way.kinds))
    if way.scenarios:
        parts.append(f"scenarios {', '.join(way.scenarios)}")
    if way.needs:
        parts.append(f"able to {', '.join(way.needs)}")
    parts += [f"{path} {'/'.join(values) or 'none'}" for path, values in way.where.items()]
    return "; ".join(parts)


def _changes(way: Way) -> Iterator[str]:
    yield from (f"`{fault}`" for fault in way.faults)
    for field, name in _CHANGES:
        values = getattr(way, field)
        if values:
            yield f"{name} {', '.join(f'`{key}: {_plain(value)}`' for key, value in values.items())}"
    if way.media:
        yield f"instrument with {', '.join(way.media)} only"
    if way.date:
        yield f"day `{way.date}`"
    if way.then:
        yield f"then {', '.join(way.then)}"
    changed = (
        way.faults,
        way.traits,
        way.state,
        way.balances,
        way.shop,
        way.step,
        way.media,
        way.date,
        way.then,
    )
    if way.also:
        yield f"sets off {', '.join(f'`{cause}`' for cause in way.also)} too"
    if way.seen_with:
        yield f"seen only with {' or '.join(way.seen_with)}"
    if way.papers:
        yield f"the shop's papers say so: {', '.join(way.papers)}"
    if not any(changed):
        yield "the scenario itself"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_plain(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_plain, value))}]"
    return str(value)


def _parameters(way: Way) -> Iterator[str]:
    for name, parameter in way.parameters.items():
        yield f"{name}: {_range(parameter)}"


def _range(parameter: Parameter) -> str:
    if isinstance(parameter, Choice):
        usual, wide = (" or ".join(dict.fromkeys(texts)) for texts in (parameter.usual, parameter.wide))
    else:
        usual, wide = (f"{least:,}…{most:,}" for least, most in (parameter.usual, parameter.wide))
    return usual if usual == wide else f"{usual} ({wide})"


def shipped_page() -> str:
    """The page of the shipped data."""
    roots = Roots.of()
    return page(load_reenactments(roots), load_causes(roots))


def main(write: bool = False) -> int:
    """Print the page, or write it; 1 where the written one is not what the data say."""
    text = shipped_page()
    if write:
        PAGE.write_text(text, encoding="utf-8")
        print(f"wrote {PAGE.relative_to(PAGE.parents[1])}")
        return 0
    print(text)
    return 0 if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text else 1


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv))
