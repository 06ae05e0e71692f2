"""A pseudo-terminal pair in raw mode: a serial line without a cable, on POSIX systems only.

Import it only where it is used; Windows has no such thing.
"""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    raise ImportError("ptys are a matter of POSIX systems")

import tty


def open_pair() -> tuple[int, str]:
    """`(master_fd, slave_path)`: serve on the one, open the other as a serial device.

    The slave's own descriptor is closed again: reading the master fails with EIO until somebody
    opens `slave_path`. OSError where the system has no pty left.
    """
    master, slave = os.openpty()
    try:
        tty.setraw(slave)
        path = os.ttyname(slave)
    except BaseException:
        os.close(master)
        raise
    finally:
        os.close(slave)
    return master, path
