"""decode: a message in any dialect, guessed or named, with card data hidden unless asked otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag import assembly
from posdiag.wire.message import Kind, Message

Posdiag = Callable[..., Any]
CARD = "9400001234567897"
SALE = Message(
    Kind.APPROVE,
    False,
    {
        "tid": "10000001",
        "stan": "000001",
        "sent_at": "20250910123000",
        "amount": "12300",
        "entry": "C",
        "card": CARD,
        "text": "김밥",
        "route": "V",
        "business_no": "1230045678",
        "instalment": "00",
    },
)


def sale_in(dialect: str) -> str:
    return assembly.library().dialects.codec_for(dialect).encode(SALE).hex()


@pytest.mark.parametrize(
    ("dialect", "card", "amount"),
    [
        ("kr-fs", "card", "amount"),
        ("kr-fixed", "card", "amount"),
        ("iso87-bcd", "2", "4"),
        ("iso87-ascii", "2", "4"),
    ],
)
def test_a_sale_is_read_in_the_dialect_named(posdiag: Posdiag, dialect: str, card: str, amount: str) -> None:
    ran = posdiag("decode", sale_in(dialect), "--as", dialect, "--format", "json")
    assert ran.code == 0
    seen = json.loads(ran.out)
    values = {field["path"]: field["value"] for field in seen["fields"]}
    assert (seen["schema"], seen["dialect"], seen["faults"]) == ("posdiag/decode/1", dialect, [])
    assert values[card] == "940000******7897"
    assert int(values[amount]) == 12300


@pytest.mark.parametrize("form", ["text", "json"])
def test_card_data_is_hidden_unless_asked_otherwise(posdiag: Posdiag, form: str) -> None:
    sale = sale_in("kr-fs")
    masked = posdiag("decode", sale, "--as", "kr-fs", "--format", form)
    assert CARD not in masked.out
    assert masked.err == ""
    bare = posdiag("decode", sale, "--as", "kr-fs", "--format", form, "--unmasked")
    assert CARD in bare.out
    assert "unmasked" in bare.err


def test_auto_finds_the_dialect(posdiag: Posdiag) -> None:
    for dialect in ("kr-fixed", "iso87-bcd"):
        seen = json.loads(posdiag("decode", sale_in(dialect), "--format", "json").out)
        assert seen["dialect"] == dialect


def test_auto_says_when_two_dialects_fit(posdiag: Posdiag) -> None:
    short = Message(Kind.APPROVE, False, {"tid": "10000001", "stan": "000001", "amount": "500"})
    frame = assembly.library().dialects.codec_for("iso87-ascii").encode(short).hex()
    ran = posdiag("decode", frame)
    assert ran.code == 0
    assert "2 dialects fit equally well: iso87-ascii, iso87-iso8583sim-ascii-binary." in ran.out
    seen = json.loads(posdiag("decode", frame, "--format", "json").out)
    assert seen["ambiguous"] == ["iso87-ascii", "iso87-iso8583sim-ascii-binary"]


@pytest.mark.parametrize("named", [True, False], ids=["named", "auto"])
@pytest.mark.parametrize("dialect", ["iso87-ascii", "iso87-bcd", "iso87-ebcdic", "iso87-nac"])
def test_a_message_without_its_framing_is_a_note_and_no_fault(
    posdiag: Posdiag, dialect: str, named: bool
) -> None:
    codec = assembly.library().dialects.codec_for(dialect)
    frame = codec.encode(SALE)
    bare = frame[next(field.offset for field in codec.decode(frame).fields if field.path == "mti") :]
    arguments = ["decode", bare.hex(), *(["--as", dialect] if named else [])]
    seen = json.loads(posdiag(*arguments, "--format", "json").out)
    values = {field["path"]: field["value"] for field in seen["fields"]}
    assert (seen["faults"], seen["kind"], seen["consumed"]) == ([], "approve", len(bare))
    assert [note["code"] for note in seen["notes"]] == ["bare"]
    assert (values["mti"], int(values["4"]), values["2"]) == ("0200", 12300, "940000******7897")
    text = posdiag(*arguments, lang="ko")
    assert text.out.count("전송 틀") == 1
    assert CARD not in text.out


@pytest.mark.parametrize("dialect", ["iso87-ascii", "iso87-bcd", "iso87-nac"])
def test_a_length_header_that_is_wrong_stays_a_fault(posdiag: Posdiag, dialect: str) -> None:
    frame = bytes.fromhex(sale_in(dialect))
    wrong = (len(frame) + 40).to_bytes(2, "big") + frame[2:]
    for given in (wrong, frame[:-10]):
        seen = json.loads(posdiag("decode", given.hex(), "--as", dialect, "--format", "json").out)
        assert "length.short" in [fault["code"] for fault in seen["faults"]]
        assert seen["notes"] == []


def test_a_damaged_message_is_shown_with_its_faults_and_ends_with_0(posdiag: Posdiag) -> None:
    sale = sale_in("kr-fs")
    ran = posdiag("decode", sale[:-2] + "00", "--as", "kr-fs", lang="ko")
    assert ran.code == 0
    assert "이상 1건" in ran.out
    assert "12300" in ran.out


def test_bytes_that_are_no_message_at_all_give_faults_and_no_traceback(posdiag: Posdiag) -> None:
    for given in ("ff", "00" * 40, "0206150405"):
        ran = posdiag("decode", given)
        assert ran.code == 0
        assert ran.err == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["02 0z"], "hex:5: character 5, `z`, is no hex digit"),
        (["0200", "--as", "kr-fz"], "no dialect `kr-fz`"),
        ([""], "the input is empty"),
        (["nosuch/file.bin"], "nosuch/file.bin: no such file\n"),
    ],
)
def test_unusable_input_ends_with_2(posdiag: Posdiag, arguments: list[str], words: str) -> None:
    ran = posdiag("decode", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""


def test_ten_megabytes_end_with_2(posdiag: Posdiag, tmp_path: Path) -> None:
    big = tmp_path / "big.bin"
    with big.open("wb") as stream:
        stream.truncate(10_000_000)
    ran = posdiag("decode", str(big))
    assert ran.code == 2
    assert str(big) in ran.err
