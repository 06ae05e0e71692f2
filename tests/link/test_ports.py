"""The ports of a machine: what pyserial tells of them, who holds them, and simulated ones beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.link import ports
from posdiag.link.holders import Held, Holder
from posdiag.link.ports import list_ports
from posdiag.link.rendezvous import Announced


class Found:
    """As pyserial's list_ports tells a port."""

    def __init__(self, device: str, **told: object) -> None:
        self.device = device
        self.description = "n/a"
        self.manufacturer = self.product = self.serial_number = self.location = None
        self.vid = self.pid = None
        self.__dict__.update(told)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine with two ports, of which a POS has one, and a simulated terminal."""
    import serial.tools.list_ports

    ftdi = {"vid": 0x0403, "pid": 0x6001, "manufacturer": "FTDI", "product": "FT232R USB UART"}
    found = [Found("/dev/ttyUSB1", serial_number="A50285BI", location="1-1.2", **ftdi), Found("/dev/ttyS0")]
    monkeypatch.setattr(serial.tools.list_ports, "comports", lambda: found)
    held = Held((Holder(17, "pos.exe"),), True)
    monkeypatch.setattr(ports, "who_holds", lambda device: held if device == "/dev/ttyUSB1" else Held())
    (tmp_path / "usb-FTDI_A50285BI").symlink_to("/dev/ttyUSB1")
    monkeypatch.setattr(ports, "BY_ID", tmp_path)
    served = [
        Announced("serial:///tmp/line-4711", 1, 1.0, 4711, "counter-fs"),
        Announced("tcp://127.0.0.1:9001", 2, 1.0, 4712, "host-iso"),
    ]
    monkeypatch.setattr(ports, "served_here", lambda: served)


@pytest.mark.usefixtures("machine")
def test_every_port_is_listed_with_what_is_known() -> None:
    plain, usb, simulated = list_ports()
    assert (plain.device, plain.maker, plain.product, plain.ids) == ("/dev/ttyS0", "", "", "")
    assert (usb.maker, usb.product, usb.serial_number, usb.ids, usb.place) == (
        "FTDI",
        "FT232R USB UART",
        "A50285BI",
        "0403:6001",
        "1-1.2",
    )
    assert usb.held.holders == (Holder(17, "pos.exe"),)
    assert usb.lasting_name.endswith("usb-FTDI_A50285BI")
    assert usb.url == "serial:///dev/ttyUSB1"
    assert (simulated.url, simulated.simulated) == ("serial:///tmp/line-4711", "counter-fs")


def test_this_machine_can_be_listed() -> None:
    for port in list_ports():
        assert port.device
