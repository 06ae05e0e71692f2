"""Other protocols by their first bytes, and frames that look alike but fail their CRC."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.probe.banner import other_protocol


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"SSH-2.0-OpenSSH_9.2p1\r\n", "ssh"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "http"),
        (b"HTTP/1.1 101 Switching Protocols\r\n", "websocket"),
        (b"\x15\x03\x03\x00\x02\x02\x28", "tls"),
        (b"\xff\xfd\x18\xff\xfd\x20", "telnet"),
        (b"220 host ESMTP ready\r\n", "smtp"),
        (b"220 FTP\r\n", "ftp"),
        (b"RFB 003.008\n", "vnc"),
        (b"\r\nOK\r\n", "modem"),
        (b"\r\nraspberrypi login: ", "console"),
        (b'{"status": "ready"}', "json"),
        (b"\x020810\x1c00\x03\x2a", ""),
        (b"", ""),
    ],
)
def test_an_opening_names_its_protocol(data: bytes, name: str) -> None:
    assert other_protocol(data) == name


def _crc_kermit(data: bytes) -> int:
    register = 0
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ (0x8408 if register & 1 else 0)
    return register


def test_zvt_is_known_by_its_crc_over_the_undoubled_content() -> None:
    content = b"\x06\x00\x10\x03"  # holds a DLE, which is doubled on the line
    crc = _crc_kermit(content + b"\x03").to_bytes(2, "little")
    framed = b"\x10\x02" + content.replace(b"\x10", b"\x10\x10") + b"\x10\x03" + crc
    assert other_protocol(framed) == "zvt"
    assert other_protocol(framed[:-1] + bytes((framed[-1] ^ 1,))) == ""


def test_abecs_is_known_by_its_crc() -> None:
    import binascii

    content = b"OPN000\x17"
    framed = b"\x16" + content + binascii.crc_hqx(content, 0).to_bytes(2, "big")
    assert other_protocol(framed) == "abecs"
    assert other_protocol(b"\x16" + content + b"\x00\x00") == ""


@given(st.binary())
def test_any_bytes_can_be_named(data: bytes) -> None:
    assert isinstance(other_protocol(data), str)
