"""Public golden messages, read where they lie: each decodes to what its last column says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from posdiag.wire.crc import crc16_ccitt_false
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.message import Decoded
from posdiag.wire.qr import read_mpm
from tests.wire.iso8583.dialects import ROOT, codec

VECTORS = Path(ROOT).parent / "shared" / "data" / "wire_vectors.tsv"


@dataclass(frozen=True)
class Row:
    protocol: str
    what: str
    data: bytes
    expected: dict[str, Any]


def rows(*protocols: str) -> list[Row]:
    if not VECTORS.exists():
        return []
    lines = [line.split("\t") for line in VECTORS.read_text(encoding="utf-8").splitlines()[1:]]
    return [
        Row(line[1], line[2], bytes.fromhex(line[3]), json.loads(line[4]))
        for line in lines
        if line[1].startswith(protocols)
    ]


pytestmark = pytest.mark.skipif(not VECTORS.exists(), reason=f"{VECTORS} is not there")


def test_every_protocol_of_ours_has_rows() -> None:
    assert len(rows("ISO 8583")) == 6
    assert len(rows("EMVCo QR")) == 2
    assert len(rows("CRC-16")) == 1


def reader_of(row: Row) -> IsoCodec:
    """The dialect that a row shows. All but the shortest carry both bitmaps whatever bit 1 says.

    The one with a binary bitmap packs DE19, filled left, and DE49, filled right, and no other number.
    """
    fields = {"55": "b LLL 999 tlv"}
    if "binary bitmap" in row.protocol:
        fields |= {"19": "n 3 bcd-left", "49": "n 3 bcd-right"}
        return codec("iso87-ascii", bcd_filler="0", fields=fields)
    second = "flagged" if row.what == "0100 minimal" else "always"
    return codec("iso87-ascii-hex", second_bitmap=second, fields=fields)


def flat(expected: dict[str, Any]) -> dict[str, str]:
    """Expected values by path, whichever way a source nests them."""
    found = {"mti": str(expected["mti"])} if "mti" in expected else {}
    for group in ("fields", "binary_fields"):
        for path, value in expected.get(group, {}).items():
            if isinstance(value, dict):
                found |= {f"{path}.{inner}": text for inner, text in value.items()}
            else:
                found["mti" if path == "0" else path] = value
    return found


def shown(decoded: Decoded, path: str) -> tuple[str, ...]:
    """A value of ours, as sources show it: with or without fillers, chip data in hex or as text.

    One source splits the processing code in parts of two digits, which we do not.
    """
    if path.startswith("3."):
        whole, part = decoded.value("3") or "", int(path[2:])
        return (whole[2 * part - 2 : 2 * part],)
    value = decoded.value(path)
    if value is None:
        return ()
    text = bytes.fromhex(value).decode("latin-1") if path.startswith("55.") else value
    return value, value.strip(" "), value.lstrip("0"), text


@pytest.mark.parametrize("row", rows("ISO 8583"), ids=lambda row: f"{row.what} {row.expected.get('mti', '')}")
def test_an_iso_8583_message_reads_as_its_source_says(row: Row) -> None:
    decoded = reader_of(row).decode_fields(row.data)
    # One source fills the templates 71 and 72 with bytes that are no objects.
    assert {fault.code for fault in decoded.faults} <= {"tlv.truncated", "tlv.length"}
    for path, value in flat(row.expected).items():
        assert value in shown(decoded, path), path
    own = {item.path for item in decoded.fields} - {"mti", "bitmap", "3", "55"}
    theirs = {path for path in flat(row.expected) if not path.startswith("3.")}
    assert own == theirs - {"mti", "3", "55"}


@pytest.mark.parametrize("row", rows("ISO 8583"), ids=lambda row: f"{row.what} {row.expected.get('mti', '')}")
def test_an_iso_8583_message_is_written_again_byte_for_byte(row: Row) -> None:
    one = reader_of(row)
    decoded = one.decode_fields(row.data)
    fields = {item.path: item.value for item in decoded.fields if item.path.isdigit()}
    again = one.encode_fields(decoded.value("mti") or "", fields, framed=False)
    assert again == row.data


@pytest.mark.parametrize("row", rows("EMVCo QR"), ids=lambda row: row.what[:30])
def test_a_qr_code_reads_as_its_source_says(row: Row) -> None:
    decoded = read_mpm(row.data)
    assert row.expected["crc_ok"] is not any(fault.code.startswith("crc.") for fault in decoded.faults)
    for path, value in row.expected.items():
        if path in ("crc_ok", "note"):
            continue
        if isinstance(value, dict):
            assert {inner: decoded.value(f"{path}.{inner}") for inner in value} == value
        else:
            assert decoded.value(path) == value


@pytest.mark.parametrize("row", rows("CRC-16"), ids=lambda row: row.what[:30])
def test_a_crc_is_what_its_source_says(row: Row) -> None:
    assert f"{crc16_ccitt_false(row.data):04X}" == row.expected["crc"]
