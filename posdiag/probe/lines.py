"""Opens real lines for a probe: ports with damage marks, and connections with and without TLS."""

from __future__ import annotations

from posdiag.errors import LinkError
from posdiag.link.address import Address, AgentAddress, SerialAddress, TcpAddress, TlsOptions
from posdiag.link.holders import who_holds
from posdiag.link.marked_port import MarkedSerialLink, has_no_wire
from posdiag.link.opening import Bar, owning_group, why_barred
from posdiag.link.tcp import TcpLink
from posdiag.probe.drive import Line, Opener
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Barred, Open


def line_address(address: Address) -> SerialAddress | TcpAddress | None:
    """The line that an address names: an agent is reached over TCP; a simulation in this process is none."""
    match address:
        case SerialAddress() | TcpAddress():
            return address
        case AgentAddress():
            return TcpAddress(address.host, address.port, address.bench, address.speed)
    return None


def lines_of(address: SerialAddress | TcpAddress, speed: float = 1.0) -> Opener:
    """Opens the line of an address, whose other side's clock runs `speed` times as fast as the wall's."""
    if isinstance(address, SerialAddress):
        return serial_lines(address, speed)
    return tcp_lines(address, speed)


def serial_lines(address: SerialAddress, speed: float = 1.0) -> Opener:
    """Opens the device of `address`. A port that another program has is left alone: both would lose bytes."""

    def open_line(wanted: Open) -> Line | Barred:
        held = who_holds(address.device).holders
        if held:
            return Barred(Bar.BUSY, "", tuple(map(str, held)))
        settings = wanted.settings or settings_of(address)
        link = MarkedSerialLink(
            address.device, settings.baud, settings.bits, settings.parity, settings.stop, speed
        )
        try:
            link.connect()
        except LinkError as error:
            link.close()
            why = why_barred(error)
            group = owning_group(address.device) if why is Bar.FORBIDDEN else ""
            return Barred(why, error.problems[0].what, (), group)
        return Line(link, has_no_wire(address.device), link.take_damage)

    return open_line


def tcp_lines(address: TcpAddress, speed: float = 1.0) -> Opener:
    """Connects to `address`. Where the user gave no TLS, any certificate does: nothing secret is said."""

    def open_line(wanted: Open) -> Line | Barred:
        tls = (address.tls or TlsOptions(verify=False)) if wanted.tls else None
        link = TcpLink(address.host, address.port, speed=speed, tls=tls)
        try:
            link.connect()
        except LinkError as error:
            link.close()
            why = why_barred(error)
            if why is Bar.CUT and wanted.tls:
                why = Bar.TLS
            return Barred(why, error.problems[0].what)
        return Line(link, True)

    return open_line


def settings_of(address: SerialAddress) -> LineSettings:
    """The settings that an address states, or the usual ones."""
    return LineSettings(address.baud, address.bits, address.parity, address.stop)
