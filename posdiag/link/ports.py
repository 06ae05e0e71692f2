"""The serial ports of this machine: what they are, who made them, and who has them open.

No port is opened: opening one moves its control lines, which restarts some devices.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from posdiag.link.holders import Held, who_holds
from posdiag.link.rendezvous import Announced, served_here

#: Where Linux keeps names of ports that stay the same whichever is plugged in first.
BY_ID: Final = Path("/dev/serial/by-id")


@dataclass(frozen=True, slots=True)
class Port:
    """One port. `ids` is vendor and product as `0403:6001`; empty texts are unknown."""

    device: str
    maker: str = ""
    product: str = ""
    serial_number: str = ""
    ids: str = ""
    place: str = ""  # where it is plugged in
    lasting_name: str = ""  # a name of the same device that survives a restart
    simulated: str = ""  # the rig that is served there
    held: Held = field(default_factory=Held)

    @property
    def url(self) -> str:
        """As `--terminal` takes it, without settings."""
        return f"serial://{self.device}"


class _Found(Protocol):
    """What pyserial tells of a port."""

    device: str
    manufacturer: str | None
    product: str | None
    description: str
    serial_number: str | None
    location: str | None
    vid: int | None
    pid: int | None


def list_ports() -> tuple[Port, ...]:
    """Every port that the system names, and simulated terminals that are served here on a pty."""
    from serial.tools.list_ports import comports

    names = _lasting_names(BY_ID)
    ports = [_port(found, names) for found in comports()]
    return (*sorted(ports, key=lambda port: port.device), *_simulated(served_here()))


def _port(found: _Found, names: dict[str, str]) -> Port:
    description = "" if found.description in ("", "n/a", found.device) else found.description
    return Port(
        device=found.device,
        maker=found.manufacturer or "",
        product=found.product or description,
        serial_number=found.serial_number or "",
        ids=f"{found.vid:04x}:{found.pid or 0:04x}" if found.vid is not None else "",
        place=found.location or "",
        lasting_name=names.get(os.path.realpath(found.device), ""),
        held=who_holds(found.device),
    )


def _simulated(served: Iterable[Announced]) -> list[Port]:
    start = "serial://"
    return [
        Port(device, product="pty", simulated=one.rig, held=who_holds(device))
        for one in served
        if one.address.startswith(start)
        for device in (one.address.removeprefix(start).partition("?")[0],)
    ]


def _lasting_names(folder: Path) -> dict[str, str]:
    try:
        return {os.path.realpath(link): str(link) for link in sorted(folder.iterdir())}
    except OSError:
        return {}
