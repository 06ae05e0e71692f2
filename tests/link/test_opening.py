"""Why a line could not be opened, from what the operating system says."""

import errno
import socket
import ssl
import sys
from pathlib import Path

import pytest

from posdiag.errors import LinkError, Problem
from posdiag.link.address import TlsOptions
from posdiag.link.opening import Bar, owning_group, why_barred
from posdiag.link.serial_port import SerialLink
from posdiag.link.tcp import TcpLink


def error_from(cause: Exception) -> LinkError:
    error = LinkError(Problem("line", "cannot be opened"))
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("cause", "why"),
    [
        (ConnectionRefusedError(), Bar.REFUSED),
        (ConnectionResetError(), Bar.CUT),
        (TimeoutError(), Bar.TIMEOUT),
        (socket.gaierror(-2, "Name or service not known"), Bar.UNKNOWN_NAME),
        (UnicodeError("label too long"), Bar.UNKNOWN_NAME),
        (OSError(errno.EHOSTUNREACH, "No route to host"), Bar.UNREACHABLE),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), Bar.UNREACHABLE),
        (ssl.SSLCertVerificationError("self-signed"), Bar.CERTIFICATE),
        (ssl.SSLError("wrong version number"), Bar.TLS),
        (OSError(errno.ENOENT, "no such file"), Bar.NO_DEVICE),
        (OSError(errno.EISDIR, "is a directory"), Bar.NO_DEVICE),
        (OSError("Could not configure port: (25, 'Inappropriate ioctl for device')"), Bar.NO_DEVICE),
        (OSError(errno.EBUSY, "busy"), Bar.BUSY),
        (OSError("Could not exclusively lock port /dev/ttyUSB0"), Bar.BUSY),
        (OSError(errno.EACCES, "Permission denied"), Bar.FORBIDDEN),
        (ValueError("Not a valid baudrate: 7"), Bar.SETTINGS),
        (OSError("something else"), Bar.OTHER),
    ],
)
def test_each_cause_is_told_apart(cause: Exception, why: Bar) -> None:
    assert why_barred(error_from(cause)) is why


def test_an_error_without_a_cause_is_something_else() -> None:
    assert why_barred(LinkError(Problem("line", "no"))) is Bar.OTHER


def test_the_real_links_say_so_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(LinkError) as refused:
        TcpLink("127.0.0.1", port).connect()
    assert why_barred(refused.value) is Bar.REFUSED
    with pytest.raises(LinkError) as missing:
        SerialLink("/dev/no-such-port").connect()
    assert why_barred(missing.value) is Bar.NO_DEVICE


@pytest.mark.skipif(sys.platform == "win32", reason="no groups of devices there")
def test_the_group_of_a_device_is_named() -> None:
    assert owning_group("/dev/null")
    assert owning_group("/dev/no-such-port") == ""


def test_a_greeting_by_tls_that_nobody_answers_is_no_dead_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(LinkError) as silent:
        TcpLink("127.0.0.1", server.getsockname()[1], connect_ms=1, tls=TlsOptions(verify=False)).connect()
    assert why_barred(silent.value) is Bar.TLS


def test_a_file_is_no_serial_port(tmp_path: Path) -> None:
    file = tmp_path / "notes"
    file.touch()
    for device in (file, tmp_path):
        with pytest.raises(LinkError) as none:
            SerialLink(str(device)).connect()
        assert why_barred(none.value) is Bar.NO_DEVICE
