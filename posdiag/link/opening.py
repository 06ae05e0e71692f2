"""Why a line could not be opened, told apart: nobody there, taken, forbidden, settings, or TLS."""

from __future__ import annotations

import errno
import os
import socket
import ssl
import sys
from enum import StrEnum

from posdiag.errors import LinkError


class Bar(StrEnum):
    """Why a line could not be opened."""

    REFUSED = "refused"  # the machine is there, nobody listens on the port
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    UNKNOWN_NAME = "unknown-name"
    CUT = "cut"  # taken and cut at once
    NO_DEVICE = "no-device"
    BUSY = "busy"  # another program has it
    FORBIDDEN = "forbidden"
    SETTINGS = "settings"  # the device takes no such settings
    TLS = "tls"  # the other side speaks no TLS
    CERTIFICATE = "certificate"  # it does, with a certificate that is not trusted
    OTHER = "other"


_BY_NUMBER = {
    errno.ENOENT: Bar.NO_DEVICE,
    errno.ENODEV: Bar.NO_DEVICE,
    errno.ENXIO: Bar.NO_DEVICE,
    errno.EIO: Bar.NO_DEVICE,
    errno.ENOTTY: Bar.NO_DEVICE,
    errno.EISDIR: Bar.NO_DEVICE,
    errno.ENOTDIR: Bar.NO_DEVICE,
    errno.EBUSY: Bar.BUSY,
    errno.EAGAIN: Bar.BUSY,
    errno.EACCES: Bar.FORBIDDEN,
    errno.EPERM: Bar.FORBIDDEN,
    errno.EINVAL: Bar.SETTINGS,
    errno.EHOSTUNREACH: Bar.UNREACHABLE,
    errno.ENETUNREACH: Bar.UNREACHABLE,
    errno.EHOSTDOWN: Bar.UNREACHABLE,
    errno.ETIMEDOUT: Bar.TIMEOUT,
}


def why_barred(error: LinkError) -> Bar:
    """What the operating system's error, from which `error` was raised, says."""
    cause = error.__cause__
    match cause:
        case ssl.SSLCertVerificationError():
            return Bar.CERTIFICATE
        case ssl.SSLError():
            return Bar.TLS
        case ConnectionRefusedError():
            return Bar.REFUSED
        case ConnectionResetError() | ConnectionAbortedError() | BrokenPipeError():
            return Bar.CUT
        case socket.gaierror() | UnicodeError():
            return Bar.UNKNOWN_NAME
        case TimeoutError():  # of the TLS greeting where somebody took the connection
            return Bar.TLS if "handshake" in str(cause) else Bar.TIMEOUT
    text = str(cause)
    if "Inappropriate ioctl" in text:  # a file, a pipe
        return Bar.NO_DEVICE
    if "exclusively lock" in text or "in use" in text:
        return Bar.BUSY
    if "PermissionError" in text:
        return Bar.BUSY if sys.platform == "win32" else Bar.FORBIDDEN
    if "FileNotFoundError" in text:
        return Bar.NO_DEVICE
    arguments = getattr(cause, "args", None) or (None,)
    number = getattr(cause, "errno", None) or arguments[0]
    if isinstance(number, int) and number in _BY_NUMBER:
        return _BY_NUMBER[number]
    return Bar.SETTINGS if isinstance(cause, ValueError) and not isinstance(cause, OSError) else Bar.OTHER


def owning_group(device: str) -> str:
    """The group that may open a device (`dialout` on most systems); empty where there is no such thing."""
    if sys.platform == "win32":
        return ""
    import grp

    try:
        return grp.getgrgid(os.stat(device).st_gid).gr_name
    except (OSError, KeyError, ValueError):
        return ""
