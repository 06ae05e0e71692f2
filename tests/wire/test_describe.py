"""Bytes of no known dialect: the right one is named, and where two fit, both are."""

from __future__ import annotations

import json
import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.codec import Codec
from posdiag.wire.describe import Bare, guess, without_framing
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.spec import IsoSpec
from posdiag.wire.qr import QrCodec
from posdiag.wire.tlv import TlvCodec
from tests.wire.ecr.dialects import ALL, ROOT, Golden, codec, golden, options, varied

VECTORS = ROOT.parent / "shared" / "data" / "wire_vectors.tsv"
ISO = ("iso87-ascii-hex", "iso87-ascii", "iso87-bcd", "iso87-ebcdic", "iso87-nac")
#: Words of the vectors' protocol column -> the dialect that must come first.
EXPECTED = {"STX..ETX LRC": "transbank", "EMVCo QR": "emv-qr", "ISO 8583": "iso87-ascii"}


@cache
def every() -> tuple[Codec, ...]:
    hosts = tuple(IsoCodec(IsoSpec.build(name, options(name))[0]) for name in ISO)
    return (*(codec(name) for name in ALL), *hosts, TlvCodec("emv-tlv"), QrCodec("emv-qr"))


@pytest.mark.parametrize("item", golden(), ids=lambda item: f"{item.dialect}: {item.what}")
def test_a_golden_frame_is_told_from_all_other_dialects(item: Golden) -> None:
    found = guess(item.frame, every())
    score = 1.0 if item.message.fields else 0.5  # a bare code might be chance
    assert (found[0].dialect, found[0].score, found[0].ambiguous) == (item.dialect, score, False)
    assert found[0].reasons[0].startswith(f"reads as {item.message.kind}")


def public_rows() -> list[tuple[str, bytes]]:
    if not VECTORS.exists():
        return []
    rows = [line.split("\t") for line in VECTORS.read_text(encoding="utf-8").splitlines()[1:]]
    return [(row[1], bytes.fromhex(row[3])) for row in rows]


@pytest.mark.skipif(not VECTORS.exists(), reason=f"{VECTORS} is not there")
@pytest.mark.parametrize(("protocol", "data"), public_rows(), ids=lambda value: str(value)[:30])
def test_a_public_message_is_given_to_its_family_or_to_none(protocol: str, data: bytes) -> None:
    found = guess(data, every())
    dialect = next((name for word, name in EXPECTED.items() if word in protocol), None)
    if dialect is None:  # ZVT and bare bytes: no dialect of ours
        assert not found[0].fits, json.dumps([(item.dialect, item.score) for item in found])
    else:
        assert found[0].dialect.startswith(dialect)
        assert found[0].fits


def test_two_dialects_that_write_alike_are_both_named() -> None:
    twins = [codec("kr-fs"), EcrCodec(varied("kr-fs", handshake="enq-eot")), codec("kr-fixed")]
    frame = next(item.frame for item in golden() if item.dialect == "kr-fs")
    first, second = guess(frame, twins)
    assert first.ambiguous
    assert second.ambiguous
    assert first.score == second.score == 1.0


def test_a_damaged_frame_is_still_given_to_its_dialect() -> None:
    frame = bytearray(next(item.frame for item in golden() if item.dialect == "kr-fs"))
    frame[30] ^= 0x01
    found = guess(bytes(frame), every())
    assert found[0].dialect == "kr-fs"
    assert "fault check.wrong" in found[0].reasons


def test_a_frame_of_another_check_rule_comes_second() -> None:
    frame = next(item.frame for item in golden() if item.dialect == "kr-fs")
    other = EcrCodec(varied("kr-fs", check="xor-from-stx"))
    first, second = guess(frame, [other, codec("kr-fs")])
    assert (first.score, second.score) == (1.0, 0.7)


def test_a_host_message_without_its_framing_is_recognised() -> None:
    host = next(item for item in every() if item.name == "iso87-bcd")
    assert isinstance(host, IsoCodec)
    bare = host.encode_fields("0800", {"11": "000001", "41": "10000001", "70": "301"}, framed=False)
    found = guess(bare, every())
    assert found[0].dialect in ("iso87-bcd", "iso87-nac")
    assert found[0].fits
    assert found[0].bare
    assert found[0].decoded.faults == ()


def test_a_message_is_bare_only_where_it_reads_from_its_first_byte_to_its_last() -> None:
    host = next(item for item in every() if item.name == "iso87-bcd")
    assert isinstance(host, IsoCodec)
    fields = {"11": "000001", "41": "10000001", "70": "301"}
    framed, bare = (host.encode_fields("0800", fields, framed=whole) for whole in (True, False))
    reader = without_framing(bare, host)
    assert isinstance(reader, Bare)
    assert (reader.name, reader.decode(bare).faults) == ("iso87-bcd", ())
    for other in (framed, bare[:-1], bare + b"\x00", b"\x00" + bare, b""):
        assert without_framing(other, host) is None
    assert without_framing(bare, codec("kr-fs")) is None


def test_where_nothing_fits_the_best_stands_alone() -> None:
    (only,) = guess(b"\x06", every())
    assert not only.fits
    assert not only.ambiguous
    assert guess(b"\x06", ()) == ()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_guessing_raise(data: bytes) -> None:
    found = guess(data, every())
    assert found
    assert all(0 <= item.score <= 1 for item in found)


@pytest.mark.parametrize("filling", [b"\x02", b"3", b"\x30\x03\x1c"])
def test_ten_megabytes_are_judged_in_a_moment(filling: bytes) -> None:
    began = time.perf_counter()
    guess(b"\x02" + filling * (10_000_000 // len(filling)), every())
    assert time.perf_counter() - began < 10
