"""A rig: one simulated terminal with its VAN, issuer, shop and default wallet, read from YAML.

`RIG@FIRMWARE` names a firmware release of the rig's terminal; the last one listed is the newest and
the default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from posdiag_sim import ecr_bytes, host_frames, iso_bytes
from posdiag_sim.agent_wire import FORMS, agent_wire_from
from posdiag_sim.ecr_bytes import EcrWire
from posdiag_sim.ecr_layout import CODES
from posdiag_sim.firmware import Firmware
from posdiag_sim.host_frames import HostWire
from posdiag_sim.instrument import ENTRIES, Instrument, Shop, instrument_from, shop_from
from posdiag_sim.rig_files import RIG_FOLDERS, list_rigs
from posdiag_sim.rig_yaml import Node, RigFault, near, read_rig_file
from posdiag_sim.van import VanSettings

SCHEMA = "posdiag/rig/1"
#: What a rig that was measured at a terminal says of that: words for people, by which nothing is done.
MEASURED_KEYS = ("kind", "date", "transcript", "terminal", "left_out", "seen")


class RigError(Exception):
    """A rig that cannot be used; `faults` holds (place, what, remedy) of everything that is wrong."""

    def __init__(self, faults: list[RigFault]) -> None:
        super().__init__("\n".join(f"{place}: {what} ({remedy})" for place, what, remedy in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Rig:
    """Everything a world is built from."""

    name: str
    kind: str  # terminal, or host: the POS speaks to the VAN itself
    title: Mapping[str, str]
    wire: EcrWire
    firmware: Firmware
    releases: tuple[str, ...]
    host: HostWire
    host_latency_ms: tuple[int, int]
    van: VanSettings
    partial: bool
    shop: Shop
    wallet: Mapping[str, Instrument]
    entry: str  # how the wallet is presented when no bench speaks

    @property
    def newer(self) -> tuple[str, ...]:
        """Firmware releases after the terminal's own, oldest first."""
        return self.releases[self.releases.index(self.firmware.version) + 1 :]

    @property
    def speech(self) -> str:
        """What faults ask: `host`, `agent` where an agent stands between, else `terminal`."""
        return "agent" if self.wire.layout in FORMS else self.kind


def load_rig(name_or_path: str) -> Rig:
    """The rig of that name or file, with `@FIRMWARE` behind it where a release is meant.

    Raises:
        RigError: no such rig or release, or faults in its file, all at once.
    """
    name, _, release = name_or_path.partition("@")
    path = find_rig(name)
    faults: list[RigFault] = []
    document = read_rig_file(path, str(path), faults)
    rig = _read(document, release) if document is not None else None
    if faults or rig is None:
        raise RigError(faults)
    return rig


def find_rig(name: str) -> Path:
    """The file of a rig by its name or path; RigError where there is none."""
    if name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name:
        path = Path(name)
        if path.is_file():
            return path
        raise RigError([(name, "no such rig file", "give the name of a shipped rig or the path of a file")])
    for folder in RIG_FOLDERS:
        if (folder / f"{name}.yaml").is_file():
            return folder / f"{name}.yaml"
    known = list_rigs()
    raise RigError([(name, f"no rig is called `{name}`", f"one of: {', '.join(known)}{near(name, known)}")])


def _read(document: Node, release: str) -> Rig:
    document.choice("schema", (SCHEMA,), SCHEMA)
    name = document.text("rig")
    if not name:
        document.fault("`rig` is missing", "write rig: NAME")
    document.text("source")
    kind = document.choice("kind", ("terminal", "host"), "terminal")
    title = {language: str(node.raw) for language, node in document.mapping("name").members().items()}
    firmware, releases = _firmware(document.mapping("firmware"), release, kind)
    _measured(document.mapping("measured"))
    issuer = document.mapping("issuer")
    wallet = document.mapping("wallet")
    entry = wallet.choice("entry", sorted(ENTRIES), "C")
    rig = Rig(
        name=name,
        kind=kind,
        title=title,
        wire=_ecr_wire(document.mapping("wire")) if kind == "terminal" else EcrWire(),
        firmware=firmware,
        releases=releases,
        host=_host_wire(document.mapping("host")),
        host_latency_ms=document.mapping("host").pair("latency_ms", (20, 60)),
        van=_van(document.mapping("van")),
        partial=issuer.flag("partial", False),
        shop=_shop(document.mapping("shop")),
        wallet=_wallet(wallet),
        entry=entry,
    )
    for part in (document.mapping("host"), issuer, document):
        part.no_other_keys()
    return rig


def _ecr_wire(node: Node) -> EcrWire:
    if node.text("layout") in FORMS:
        return agent_wire_from(node)
    wire = EcrWire(
        layout=node.choice("layout", ecr_bytes.LAYOUTS, "separated"),
        check=node.choice("check", ecr_bytes.CHECKS, "xor-after-stx"),
        length=node.choice("length", ecr_bytes.LENGTHS, "none"),
        length_at=node.choice("length_at", ecr_bytes.LENGTH_PLACES, "after-stx"),
        length_counts=node.choice("length_counts", ("body", "body+etx"), "body"),
        length_itself=node.flag("length_itself", False),
        handshake=node.choice("handshake", ("none", "enq-eot"), "none"),
        acks=node.whole("acks", 1, 1, 3),
        never_acked=frozenset(node.text("never_acked").replace(",", " ").split()),
        header=node.raw_bytes("header"),
    )
    if (wire.layout == "fixed") != (wire.length_at == "after-header"):
        node.fault(
            "`length_at: after-header` goes with `layout: fixed` and with no other", "change one of the two"
        )
    if wire.layout == "fixed" and wire.length == "none":
        node.fault("the fixed layout has a length in its header", "write length: binary-le")
    node.no_other_keys()
    return wire


def _host_wire(node: Node) -> HostWire:
    wire = HostWire(
        fields=iso_bytes.FORMATS[node.choice("format", iso_bytes.FORMATS, "ascii-hex")],
        length=node.choice("length", host_frames.LENGTHS, "binary2-be"),
        length_itself=node.flag("length_itself", False),
        length_counts_tpdu=node.flag("length_counts_tpdu", True),
        tpdu=node.raw_bytes("tpdu"),
        header=node.raw_bytes("header"),
        trailer=node.raw_bytes("trailer"),
    )
    if len(wire.tpdu) not in (0, 5):
        node.fault("`tpdu` must be 5 bytes", "write such as 6000010000")
    return wire


def _firmware(node: Node, release: str, kind: str) -> tuple[Firmware, tuple[str, ...]]:
    releases = {version: _release(version, changes) for version, changes in node.members().items()}
    if kind == "host":
        releases = releases or {"": Firmware(version="")}
    if not releases:
        node.fault("the rig has no firmware release", 'write firmware: {"1.0": {}}')
        return Firmware(), ()
    if release and release not in releases:
        known = [version for version in releases if version]
        node.fault(f"no firmware release `{release}`", f"one of: {', '.join(known)}{near(release, known)}")
        return Firmware(), tuple(releases)
    return releases[release or list(releases)[-1]], tuple(releases)


def _release(version: str, node: Node) -> Firmware:
    """A release: what differs from a sound, current one."""
    firmware = Firmware(version=version)
    if node.raw != "" and not isinstance(node.raw, dict):
        node.fault(f"`{version}` must be a mapping of traits", "write {} where it has none of its own")
    for trait in fields(Firmware):
        usual = getattr(firmware, trait.name)
        if trait.name == "version" or node.get(trait.name) is None:
            continue
        value: object
        match usual:
            case bool():
                value = node.flag(trait.name, usual)
            case int():
                value = node.whole(trait.name, usual, 0, 3_600_000)
            case tuple():
                value = node.pair(trait.name, usual)
            case frozenset() if trait.name == "unsupported":
                value = frozenset(node.text(trait.name).replace(",", " ").split())
                if value - set(CODES):
                    node.fault(f"unknown kinds in `{trait.name}`", f"of {', '.join(CODES)}")
            case frozenset():
                value = frozenset(node.text(trait.name))
                if value - ENTRIES:
                    node.fault(f"unknown entry letters in `{trait.name}`", f"of {''.join(sorted(ENTRIES))}")
            case _ if trait.name in WORDS:
                value = node.choice(trait.name, WORDS[trait.name], usual)
            case _:
                value = node.text(trait.name, usual)
        firmware = replace(firmware, **{trait.name: value})  # type: ignore[arg-type]
    node.no_other_keys()
    return firmware


def _measured(node: Node) -> None:
    for key in MEASURED_KEYS:
        found = node.get(key)
        if found is not None:
            found.plain()
    if node.raw and node.text("kind", "measured") != "measured":
        node.fault("`kind` of what was measured is another word", "write kind: measured")
    node.no_other_keys()


WORDS = {"text_cut": ("characters", "bytes"), "host_stan": ("pos", "own")}


def _van(node: Node) -> VanSettings:
    usual = VanSettings()
    settings = VanSettings(
        answer_ms=node.pair("answer_ms", usual.answer_ms),
        issuer_wait_ms=node.whole("issuer_wait_ms", usual.issuer_wait_ms, 0, 3_600_000),
        gap_ms=node.whole("gap_ms", usual.gap_ms, 0, 3_600_000),
        pg_tid=node.text("pg_tid", usual.pg_tid),
        pg_merchant=node.text("pg_merchant", usual.pg_merchant),
        issuer_name=node.text("issuer_name", usual.issuer_name),
    )
    node.no_other_keys()
    return settings


def _shop(node: Node) -> Shop:
    try:
        return shop_from({key: str(member.plain()) for key, member in node.members().items()})
    except ValueError as error:
        node.fault(str(error), "see the shop keys of another rig")
        return Shop()


def _wallet(node: Node) -> Mapping[str, Instrument]:
    """The instrument that lies in the terminal when no bench presents one."""
    given = {key: member.plain() for key, member in node.members().items() if key != "entry"}
    try:
        return {"wallet": instrument_from("wallet", given)}
    except ValueError as error:
        node.fault(str(error), "see the wallet of another rig")
        return {}
