"""Faults of agreement: the other side frames its messages by another rule than it should."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from posdiag_sim.ecr_bytes import CHECKS, EcrWire
from posdiag_sim.ecr_bytes import LENGTHS as ECR_LENGTHS
from posdiag_sim.faults.base import Fault
from posdiag_sim.host_frames import LENGTHS as HOST_LENGTHS
from posdiag_sim.host_frames import HostWire


@dataclass(slots=True)
class CheckRule(Fault):
    """The terminal computes and expects its check byte by `rule`; without one, by the other XOR rule."""

    name: ClassVar[str] = "check-rule"
    ecr_only: ClassVar[bool] = True
    built_in: ClassVar[bool] = True
    choices: ClassVar[dict[str, tuple[str, ...]]] = {"rule": ("", *CHECKS)}

    rule: str = ""

    def ecr_wire(self, wire: EcrWire) -> EcrWire:
        other = "xor-after-stx" if wire.check == "xor-from-stx" else "xor-from-stx"
        return replace(wire, check=self.rule or other)


@dataclass(slots=True)
class LengthPrefix(Fault):
    """The terminal writes and expects a length of another `kind`; without one, the byte order is turned."""

    name: ClassVar[str] = "length-prefix"
    built_in: ClassVar[bool] = True
    choices: ClassVar[dict[str, tuple[str, ...]]] = {
        "kind": ("", *dict.fromkeys([*ECR_LENGTHS, *HOST_LENGTHS])),
    }

    kind: str = ""

    def ecr_wire(self, wire: EcrWire) -> EcrWire:
        if self.kind and self.kind not in ECR_LENGTHS:
            return wire
        usual = "binary-le" if wire.length == "binary-be" else "binary-be"
        return replace(wire, length=self.kind or usual)

    def host_wire(self, wire: HostWire) -> HostWire:
        if self.kind and self.kind not in HOST_LENGTHS:
            return wire
        usual = {"binary2-be": "ascii4", "ascii4": "binary2-be"}.get(wire.length, "binary2-be")
        return replace(wire, length=self.kind or usual)


@dataclass(slots=True)
class LengthScope(Fault):
    """The other side's length counts something else: itself too, or on an ECR link ETX."""

    name: ClassVar[str] = "length-scope"
    built_in: ClassVar[bool] = True
    choices: ClassVar[dict[str, tuple[str, ...]]] = {"counts": ("itself", "etx")}

    counts: str = "itself"

    def ecr_wire(self, wire: EcrWire) -> EcrWire:
        if self.counts == "itself":
            return replace(wire, length_itself=not wire.length_itself)
        return replace(wire, length_counts="body" if wire.length_counts == "body+etx" else "body+etx")

    def host_wire(self, wire: HostWire) -> HostWire:
        return replace(wire, length_itself=not wire.length_itself)


@dataclass(slots=True)
class HostFormat(Fault):
    """The host writes and reads its messages otherwise: bitmap, message type, numbers or prefixes."""

    name: ClassVar[str] = "host-format"
    built_in: ClassVar[bool] = True
    needs_host: ClassVar[bool] = True
    choices: ClassVar[dict[str, tuple[str, ...]]] = {
        "bitmap": ("", "binary", "hex"),
        "mti": ("", "ascii", "bcd"),
        "numeric": ("", "ascii", "bcd-left", "bcd-right"),
        "prefix": ("", "ascii", "bcd", "binary"),
    }

    bitmap: str = ""
    mti: str = ""
    numeric: str = ""
    prefix: str = ""

    def host_wire(self, wire: HostWire) -> HostWire:
        given = {name: getattr(self, name) for name in self.choices if getattr(self, name)}
        return replace(wire, fields=replace(wire.fields, **given))


@dataclass(slots=True)
class ExtraHeader(Fault):
    """Bytes `hex` stand before each frame of the terminal, and it expects them before each of the POS."""

    name: ClassVar[str] = "extra-header"
    built_in: ClassVar[bool] = True

    hex: str = "6000000000"

    def ecr_wire(self, wire: EcrWire) -> EcrWire:
        return replace(wire, header=bytes.fromhex(self.hex))

    def host_wire(self, wire: HostWire) -> HostWire:
        return replace(wire, header=bytes.fromhex(self.hex) + wire.header)
