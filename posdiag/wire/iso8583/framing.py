"""What stands around an ISO 8583 message on a host link: length header, TPDU, fixed header, trailer."""

from __future__ import annotations

from posdiag.wire.iso8583.spec import IsoSpec, LengthKind

#: A frame beyond this is read no further: no dialect's longest message comes near it.
MAX_FRAME_BYTES = 131_072


def length_bytes(kind: LengthKind, count: int) -> bytes:
    """A length header that says `count`; what it cannot hold loses its high digits."""
    size = kind.size
    match kind:
        case LengthKind.NONE:
            return b""
        case LengthKind.BINARY2_LE | LengthKind.BINARY4_LE:
            return (count % (1 << 8 * size)).to_bytes(size, "little")
        case LengthKind.BINARY2_BE | LengthKind.BINARY4_BE:
            return (count % (1 << 8 * size)).to_bytes(size, "big")
        case LengthKind.BCD2 | LengthKind.BCD3:
            return bytes.fromhex(str(count).zfill(2 * size)[-2 * size :])
        case LengthKind.HEX4:
            return f"{count:0{size}X}"[-size:].encode("ascii")
        case _:
            return str(count).zfill(size)[-size:].encode("ascii")


def read_length(kind: LengthKind, header: bytes) -> int | None:
    """The number that a whole length header says, or None where it is no number of its kind."""
    match kind:
        case LengthKind.NONE:
            return None
        case LengthKind.BINARY2_LE | LengthKind.BINARY4_LE:
            return int.from_bytes(header, "little")
        case LengthKind.BINARY2_BE | LengthKind.BINARY4_BE:
            return int.from_bytes(header, "big")
        case LengthKind.BCD2 | LengthKind.BCD3:
            digits = header.hex()
            return int(digits) if digits.isdigit() else None
        case LengthKind.HEX4:
            try:
                return int.from_bytes(bytes.fromhex(header.decode("ascii")), "big")
            except ValueError:
                return None
        case _:
            return int(header) if header.isdigit() else None


def swapped(tpdu: bytes) -> bytes:
    """The TPDU of a reply: the same with destination and source exchanged."""
    return tpdu[:1] + tpdu[3:5] + tpdu[1:3]


def frame_of(spec: IsoSpec, message: bytes, reply: bool) -> bytes:
    """The whole frame around a message."""
    tpdu = swapped(spec.tpdu) if reply else spec.tpdu
    inner = tpdu + spec.header + message + spec.trailer
    count = spec.length.size + len(inner) - spec.uncounted
    return length_bytes(spec.length, count) + inner
