"""The faults of the simulated world, by name, and how `name:k=v,k=v` is read."""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Mapping
from dataclasses import fields

from posdiag_sim.faults.base import DOWN, UP, Fault
from posdiag_sim.faults.books import AmountOff, BalanceLag, HostForgets, SendsTwice
from posdiag_sim.faults.connection import HalfOpen, HangUp, Refused, Reset, Tls
from posdiag_sim.faults.framing import CheckRule, ExtraHeader, HostFormat, LengthPrefix, LengthScope
from posdiag_sim.faults.loss import AckLost, Corrupt, Drop, Truncate
from posdiag_sim.faults.payment import NakStorm, PgFirst, PlatformOutage
from posdiag_sim.faults.people import Busy, SlowCard
from posdiag_sim.faults.pieces import Duplicate, Join, Reorder, Split
from posdiag_sim.faults.saying import ClockCheck, HostSays, TerminalSays
from posdiag_sim.faults.serial import Parity, Speed, Stolen
from posdiag_sim.faults.settings import TerminalSet
from posdiag_sim.faults.timing import HostSlow, Late, Latency, Pause
from posdiag_sim.faults.undoing import CancelUnrestored

FAULTS: Mapping[str, type[Fault]] = {
    kind.name: kind
    for kind in (
        Latency, HostSlow, Drop, Corrupt, Truncate, Duplicate, Reorder, Late, Split, Join, Pause,
        AckLost, NakStorm, Reset, Refused, HalfOpen, CheckRule, LengthPrefix, ExtraHeader,
        PlatformOutage, PgFirst, SlowCard, Busy, HangUp, Tls, HostSays, TerminalSays, ClockCheck,
        SendsTwice, HostForgets, AmountOff, BalanceLag, TerminalSet,
        Speed, Parity, Stolen, LengthScope, HostFormat, CancelUnrestored,
    )
}  # fmt: skip

#: Larger waits are refused: nothing in a payment takes longer than an hour.
MAX_WAIT_MS = 3_600_000
#: Faults of a serial line or of bare frames: none of them gets through TCP and HTTP to an agent.
_NOT_BY_AGENT = frozenset(
    ("corrupt", "truncate", "duplicate", "reorder", "join", "ack-lost", "nak-storm",
     "check-rule", "length-prefix", "length-scope", "extra-header")
)  # fmt: skip
_COMMON = ("from", "count", "p", "link", "way")
_HIDDEN = ("start", "left", "chance", "rng", "attempts", "held", "link", "way", "until_ms")
_CHOICES: Mapping[str, tuple[str, ...]] = {"link": ("ecr", "host"), "when": ("request", "answer")}


class FaultError(ValueError):
    """A fault that cannot be read or has no meaning here; `remedy` says what to write."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


def parse_fault(text: str, seed: str, rig_kind: str) -> Fault:
    """The fault that `name:k=v,k=v` names. `seed` makes its choices repeatable.

    Raises:
        FaultError: unknown name or parameter, with the nearest one, or no sense on this kind of rig.
    """
    name, _, rest = text.strip().partition(":")
    if name not in FAULTS:
        raise FaultError(f"unknown fault `{name}`", _nearest(name, FAULTS))
    kind = FAULTS[name]
    given = dict(_pair(part, name) for part in rest.split(",") if part.strip())
    own = [field.name for field in fields(kind) if field.name not in _HIDDEN]
    for key in given:
        if key not in (*own, *_COMMON):
            raise FaultError(f"fault `{name}` has no parameter `{key}`", _nearest(key, [*own, *_COMMON]))
    fault = kind()
    for key in own:
        if key in given:
            setattr(fault, key, _value(kind, key, given[key]))
    fault.rng = random.Random(seed)
    _set_common(fault, given)
    _set_place(fault, given, rig_kind)
    return fault


def _pair(part: str, name: str) -> tuple[str, str]:
    key, equals, value = part.partition("=")
    if not equals:
        raise FaultError(f"`{part.strip()}` of fault `{name}` has no value", f"write {key.strip()}=…")
    return key.strip(), value.strip()


def _value(kind: type[Fault], key: str, text: str) -> object:
    choices = kind.choices.get(key) or _CHOICES.get(key)
    if choices:
        if text not in choices:
            raise FaultError(f"`{key}={text}` is unknown to fault `{kind.name}`", _nearest(text, choices))
        return text
    if key in kind.patterns:
        if not re.fullmatch(kind.patterns[key], text):
            raise FaultError(f"`{key}={text}` makes no sense", f"write it as {kind.patterns[key]}")
        return text
    if key == "hex":
        try:
            plain = bytes.fromhex(text)
        except ValueError:
            plain = b""
        if not 1 <= len(plain) <= 64:
            raise FaultError(
                f"`hex={text}` is not 1 to 64 bytes in hexadecimal", "write such as hex=6000000000"
            )
        return text
    return _whole(key, text, 0, MAX_WAIT_MS)


def _whole(key: str, text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise FaultError(f"`{key}={text}` must be a whole number", f"from {least} to {most}")
    return int(text)


def _set_common(fault: Fault, given: Mapping[str, str]) -> None:
    if fault.built_in and ("from" in given or "count" in given):
        raise FaultError(f"fault `{fault.name}` is there from the first byte", "leave out `from` and `count`")
    fault.start = _whole("from", given.get("from", "1"), 1, 1_000_000)
    if "count" in given:
        fault.left = _whole("count", given["count"], 0, 1_000_000)
    try:
        fault.chance = float(given.get("p", "1"))
    except ValueError:
        fault.chance = -1
    if not 0 <= fault.chance <= 1:
        raise FaultError(f"`p={given['p']}` is no probability", "a number from 0 to 1")
    if fault.built_in and fault.chance < 1:
        fault.left = None if fault.rng.random() < fault.chance else 0


def _set_place(fault: Fault, given: Mapping[str, str], rig_kind: str) -> None:
    """Link and direction. On a rig of kind host the only link is the host link, whatever is asked."""
    link = given.get("link", "ecr")
    if link not in ("ecr", "host"):
        raise FaultError(f"unknown link `{link}`", _nearest(link, ("ecr", "host")))
    if rig_kind == "agent" and link == "ecr" and fault.name in _NOT_BY_AGENT:
        raise FaultError(
            f"fault `{fault.name}` has no meaning between POS and agent: TCP carries whole messages there",
            "take it with link=host, behind the terminal, or a fault of the connection such as reset",
        )
    if fault.ecr_only and (link == "host" or rig_kind == "host"):
        raise FaultError(
            f"fault `{fault.name}` needs an ECR link", "use a rig of kind terminal and no link=host"
        )
    if fault.needs_terminal and rig_kind == "host":
        raise FaultError(
            f"fault `{fault.name}` acts in a terminal, and here is none", "use a rig of kind terminal"
        )
    if fault.needs_host and rig_kind != "host":
        raise FaultError(f"fault `{fault.name}` needs a POS on the host link", "use a rig of kind host")
    ways = {"to-pos": DOWN, "to-terminal": DOWN if link == "host" else UP, "to-van": UP, "both": ""}
    if link == "ecr" and rig_kind != "host":
        del ways["to-van"]
    elif rig_kind != "host":
        del ways["to-pos"]
    way = given.get("way")
    if way is not None and way not in ways:
        raise FaultError(f"unknown way `{way}` on the {link} link", _nearest(way, ways))
    fault.link = "host" if rig_kind == "host" else link
    fault.way = fault.usual_way if way is None else ways[way]


def _nearest(word: str, known: object) -> str:
    names = [name for name in known if name]  # type: ignore[attr-defined]
    close = difflib.get_close_matches(word, names, 1, 0.5)
    listed = "one of: " + ", ".join(names)
    return f"did you mean `{close[0]}`? {listed}" if close else listed
