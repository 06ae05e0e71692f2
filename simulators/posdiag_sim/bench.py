"""The bench's requests: set a world up, present an instrument, collect what can be seen. JSON both ways."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from posdiag_sim.faults.registry import FaultError
from posdiag_sim.faults.serial import SPEEDS
from posdiag_sim.instrument import ENTRIES, Instrument, instrument_from, shop_from
from posdiag_sim.uart import Port

if TYPE_CHECKING:
    from posdiag_sim.world import World

MAX_LINE_CHARACTERS = 1_000_000
MAX_INSTRUMENTS = 100
MAX_FAULTS = 50
MAX_SETTLE_MS = 24 * 3600 * 1000

_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
#: Answers that say no more than that it was done, written once.
_DONE = _WRITER.encode({"ok": True})
_SET_UP = {link: _WRITER.encode({"ok": True, "link": link}) for link in ("host", "ecr")}
_USUAL_PORT = {"baud": "9600", "bits": "8", "parity": "N"}
_KEYS = {
    "setup": frozenset(["do", "date", "seed", "faults", "shop", "instruments"]),
    "present": frozenset(["do", "instrument", "entry"]),
    "port": frozenset(["do", "baud", "bits", "parity"]),
    "collect": frozenset(["do", "settle_ms"]),
}


class Refused(Exception):
    """A request that makes no sense; `remedy` says what to ask instead."""

    def __init__(self, error: str, remedy: str) -> None:
        super().__init__(error)
        self.remedy = remedy


def answer_line(world: World, line: str) -> str:
    """The answer to one request; a bad one is answered with `ok: false`, the error and a remedy."""
    try:
        return _answer(world, _parse(line))
    except (Refused, FaultError) as refusal:
        return _WRITER.encode({"ok": False, "error": str(refusal), "remedy": refusal.remedy})


def _parse(line: str) -> Mapping[str, object]:
    if len(line) > MAX_LINE_CHARACTERS:
        raise Refused(f"a request of {len(line)} characters", f"at most {MAX_LINE_CHARACTERS}")
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        raise Refused("the request is not JSON", 'write such as {"do":"collect"}') from None
    if not isinstance(request, dict):
        raise Refused("the request is no JSON object", 'write such as {"do":"collect"}')
    do = request.get("do")
    known = _KEYS.get(do) if isinstance(do, str) else None
    if known is None:
        raise Refused(f"the bench cannot do `{do}`", f"one of: {', '.join(_KEYS)}")
    if not request.keys() <= known:
        unknown = min(request.keys() - known)
        raise Refused(f"`{do}` has no key `{unknown}`", f"known: {', '.join(sorted(known))}")
    return request


def _answer(world: World, request: Mapping[str, object]) -> str:
    match request["do"]:
        case "setup":
            _setup(world, request)
            return _SET_UP["host" if world.rig.kind == "host" else "ecr"]
        case "present":
            _present(world, request)
            return _DONE
        case "port":
            _port(world, request)
            return _DONE
        case _:
            return _WRITER.encode(_collect(world, request))


def _setup(world: World, request: Mapping[str, object]) -> None:
    from posdiag_sim.world import USUAL_START, Setup

    seed = request.get("seed", 0)
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise Refused(f"seed `{seed}`", "a whole number")
    faults = request.get("faults", [])
    if (
        not isinstance(faults, list)
        or len(faults) > MAX_FAULTS
        or not all(isinstance(text, str) for text in faults)
    ):
        raise Refused(
            "`faults` must be a list of texts", f"at most {MAX_FAULTS}, each such as host-slow:ms=40000"
        )
    shop = _mapping(request, "shop")
    given = _mapping(request, "instruments") if "instruments" in request else None
    try:
        start = (
            datetime.fromisoformat(str(request["date"])).replace(tzinfo=None)
            if "date" in request
            else USUAL_START
        )
        setup = Setup(
            start,
            seed,
            tuple(faults),
            shop_from(_shop_texts(world, shop)) if shop else None,
            _instruments(given) if given is not None else None,
        )
    except ValueError as error:
        raise Refused(str(error), "see the keys of setup in the contract of the bench") from None
    world.begin(setup)


def _mapping(request: Mapping[str, object], key: str) -> Mapping[str, object]:
    given = request.get(key, {})
    if not isinstance(given, dict):
        raise Refused(f"`{key}` must be an object", f'write "{key}": {{…}}')
    return given


def _shop_texts(world: World, overrides: Mapping[str, object]) -> dict[str, str]:
    """The rig's shop with what differs from it."""
    shop = world.rig.shop
    texts = {
        "tid": shop.tid,
        "business_no": shop.business_no,
        "merchant": shop.merchant,
        "region": shop.region,
        "sector": shop.sector,
        "annual_sales_krw": str(shop.annual_sales_krw),
        "programmes": ",".join(sorted(shop.programmes)),
        "enrolled": "yes" if shop.enrolled else "no",
    }
    for key, value in overrides.items():
        if isinstance(value, (list, tuple)):
            value = ",".join(map(str, value))
        texts[key] = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return texts


def _instruments(given: Mapping[str, object]) -> dict[str, Instrument]:
    if len(given) > MAX_INSTRUMENTS:
        raise ValueError(f"more than {MAX_INSTRUMENTS} instruments")
    instruments: dict[str, Instrument] = {}
    for ordinal, (name, keys) in enumerate(given.items()):
        if not isinstance(keys, dict):
            raise ValueError(f"instrument `{name}` must be an object")
        instruments[name] = instrument_from(name, keys, ordinal)
    return instruments


def _present(world: World, request: Mapping[str, object]) -> None:
    name, entry = str(request.get("instrument", "")), str(request.get("entry", "") or "")
    if name not in world.top.instruments:
        known = ", ".join(sorted(world.top.instruments))
        raise Refused(f"no instrument `{name}` lies here", f"one of: {known or 'none; set them up'}")
    if entry and entry not in ENTRIES:
        raise Refused(f"unknown entry `{entry}`", f"one of: {', '.join(sorted(ENTRIES))}")
    world.present(name, entry)


def _port(world: World, request: Mapping[str, object]) -> None:
    """Set as asked; a request without any setting puts the port back as it was."""
    baud, bits, parity = (str(request.get(key, usual)) for key, usual in _USUAL_PORT.items())
    if baud not in SPEEDS or bits not in ("7", "8") or parity not in ("N", "E", "O"):
        speeds = ", ".join(SPEEDS)
        raise Refused(
            f"no port is set to `{baud} {bits}{parity}1`", f"baud {speeds}; bits 7, 8; parity N, E, O"
        )
    if not world.set_port(Port(int(baud), int(bits), parity) if len(request) > 1 else None):
        raise Refused("this line has no serial port", "only a terminal on an ECR link has one")


def _collect(world: World, request: Mapping[str, object]) -> dict[str, object]:
    settle_ms = request.get("settle_ms", 60_000)
    if isinstance(settle_ms, bool) or not isinstance(settle_ms, int) or not 0 <= settle_ms <= MAX_SETTLE_MS:
        raise Refused(f"settle_ms `{settle_ms}`", f"a whole number from 0 to {MAX_SETTLE_MS}")
    world.settle(settle_ms)
    top, ledger = world.top, world.issuer.ledger
    rows = [
        {
            "t_ms": row.t_ms,
            "kind": row.kind,
            "amount_krw": row.amount_krw,
            "purse": row.purse,
            "approval": row.approval,
            "merchant": row.merchant,
            "stan": row.stan,
            "note": row.note,
            "instrument": row.instrument,
        }
        for row in ledger.rows
    ]
    return {
        "ok": True,
        "t_ms": world.now_ms(),
        "receipts": [shown.as_json() for shown in top.receipts],
        "screens": [shown.as_json() for shown in top.screens],
        "host": top.host_frames,
        "statement": {
            "rows": rows,
            "balances": ledger.total(closing=not world.trouble.lags("statement")),
            "opening": ledger.total(closing=False),
        },
    }
