"""Measures shipped releases and terminals as if they were strangers: `python -m bench learn`.

A release of the library is played at its rig, a rig is asked and paid at, all in simulated time. What was
measured must be what each was built from; what was not measured must be named. A time is equal within 15 ms
(120 ms at a host, behind a network),
since a line takes its own; on a line, `fallback` of a terminal and the entry F are one thing. Prints the
tables of docs/learn.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from posdiag import assembly
from posdiag.assembly_learn import learn_release, learn_terminal
from posdiag.learn.measured import Measured
from posdiag.learn.terminal_host import EVERY
from posdiag.profile.model import EXTERNAL_RIG, PosRelease
from posdiag.profile.trait_types import TRAIT_READERS, nested, paths_of
from posdiag_sim.firmware import Firmware
from posdiag_sim.iso_bytes import FORMATS
from posdiag_sim.rig import Rig, load_rig
from posdiag_sim.rig_files import list_rigs

#: What a line adds to a time, and a network to a host there and back; in ms.
TOLERANCE_MS, TOLERANCE_HOST_MS = 15, 120
#: Every so many releases and rigs when it must be quick.
_QUICK = 4


@dataclass
class Tally:
    """By trait: how often it was measured right, the wrong measurements, and why it was left out."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    left: dict[str, Counter[str]] = field(default_factory=dict)
    subjects: int = 0

    def leave(self, done: Measured) -> None:
        for one in done.left_out:
            self.left.setdefault(one.path, Counter())[one.words["en"]] += 1


def releases() -> Iterator[PosRelease]:
    """Every shipped release whose rig is simulated: at a line, at a host, before an agent."""
    for product in assembly.library().products.values():
        if product.rig != EXTERNAL_RIG:
            yield from product.releases


def terminals() -> Iterator[str]:
    """Every firmware of every rig with a terminal, at a line or behind a local agent."""
    for name in list_rigs():
        rig = load_rig(name)
        if rig.speech != "host":
            yield from (f"{name}@{release}" for release in rig.releases)


def hosts() -> Iterator[str]:
    """Every rig whose POS speaks to the host itself."""
    yield from (name for name in list_rigs() if load_rig(name).speech == "host")


def measure_releases(chosen: Sequence[PosRelease]) -> Tally:
    """Measure releases, and hold what came of it against their traits."""
    tally = Tally()
    for release in chosen:
        done = learn_release(release, "", lambda what: None)
        tally.subjects += 1
        tally.leave(done)
        built = dict(paths_of(release.traits))
        wire = {}
        for one in done.values:
            if one.path.startswith("wire."):
                wire[one.path.removeprefix("wire.")] = one.value
            elif one.value == built[one.path]:
                tally.right[one.path] += 1
            else:
                tally.wrong.append(f"{release.label} {one.path}: {one.value}, built {built[one.path]}")
        if any(one.path == "dialect" for one in done.values):
            dialects, traits = assembly.library().dialects, release.traits
            learnt = dialects.options_of(traits.dialect, nested(wire))
            if learnt == dialects.options_of(traits.dialect, traits.wire):
                tally.right["wire"] += 1
            else:
                tally.wrong.append(f"{release.label} wire: {wire}, built {dict(traits.wire)}")
    return tally


def measure_terminals(chosen: Sequence[str]) -> Tally:
    """Measure terminals or hosts with test payments, and hold what came of it against their rigs."""
    tally = Tally()
    for name in chosen:
        done = learn_terminal(f"sim:{name}", "", True, lambda what: None)
        tally.subjects += 1
        tally.leave(done)
        rig = load_rig(name)
        for one in done.values:
            built = built_in_host(rig, one.path) if "." in one.path else built_in(rig.firmware, one.path)
            if one.value == built or _near(one.path, one.value, built):
                tally.right[one.path] += 1
            else:
                tally.wrong.append(f"{name} {one.path}: {one.value}, built {built}")
    return tally


def built_in(firmware: Firmware, path: str) -> object:
    """A trait of a firmware as a line shows it."""
    swipes = firmware.fallback and "F" in firmware.entries
    if path == "fallback":
        return swipes
    if path == "entries":
        return firmware.entries if swipes else firmware.entries - {"F"}
    return getattr(firmware, path)


def built_in_host(rig: Rig, path: str) -> object:
    """A value of a host's rig, as its file names it."""
    host = rig.host
    known: dict[str, object] = {
        "host.format": next(name for name, wire in FORMATS.items() if wire == host.fields),
        "host.length": host.length,
        "host.length_itself": host.length_itself,
        "host.tpdu": host.tpdu.hex(),
        "issuer.partial": rig.partial,
        "shop.merchant": rig.shop.merchant,
    }
    return known[path] if path in known else getattr(rig.van, path.removeprefix("van."))


def _near(path: str, value: object, built: object) -> bool:
    return (
        path.endswith("_ms")
        and isinstance(value, int)
        and isinstance(built, int)
        and abs(value - built) <= (TOLERANCE_HOST_MS if "." in path else TOLERANCE_MS)
    )


def table(tally: Tally, paths: Sequence[str]) -> Iterator[str]:
    """A table in Markdown: how often each trait was measured, and why it was not."""
    yield f"| trait | measured in, of {tally.subjects} | left out because |"
    yield "| --- | --- | --- |"
    for path in paths:
        reasons = tally.left.get(path, Counter())
        why = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common())
        yield f"| `{path}` | {tally.right[path]} | {why} |"


def main(quick: bool) -> int:
    """Print the tables; 1 where anything measured is not what was built in."""
    step = _QUICK if quick else 1
    pos = measure_releases(list(releases())[::step])
    print("\n".join(table(pos, [*TRAIT_READERS, "wire"])))
    print()
    rigs = measure_terminals(list(terminals())[::step])
    seen = {*rigs.right, *rigs.left}
    print("\n".join(table(rigs, [path for path in _firmware_paths() if path in seen])))
    print()
    far = measure_terminals(list(hosts()))
    print("\n".join(table(far, EVERY)))
    wrong = [*pos.wrong, *rigs.wrong, *far.wrong]
    measured = pos.right.total() + rigs.right.total() + far.right.total() + len(wrong)
    print(f"\nmeasured otherwise than built: {len(wrong)} of {measured}")
    for row in wrong:
        print(f"  {row}")
    return 1 if wrong else 0


def _firmware_paths() -> list[str]:
    from posdiag.assembly_rigs import firmware_traits

    return list(firmware_traits())
