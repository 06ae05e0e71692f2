"""A pty pair carries every byte unchanged."""

from __future__ import annotations

import os
import select
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("no ptys here", allow_module_level=True)

from posdiag.link.pty import open_pair


def test_all_bytes_pass_both_ways_untouched() -> None:
    master, path = open_pair()
    slave = os.open(path, os.O_RDWR | os.O_NOCTTY)
    every_byte = bytes(range(256))
    try:
        for source, sink in ((master, slave), (slave, master)):
            os.write(source, every_byte)
            got = b""
            while len(got) < 256:
                assert select.select([sink], [], [], 5)[0], got
                got += os.read(sink, 4096)
            assert got == every_byte
    finally:
        os.close(slave)
        os.close(master)
