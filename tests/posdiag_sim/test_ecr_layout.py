"""The two layouts: CP949, widths, numbers, and contents that are broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.ecr_bytes import EcrWire
from posdiag_sim.ecr_layout import cut_text, read_content, write_content, write_event

SEPARATED = EcrWire()
FIXED = EcrWire(layout="fixed", check="xor-from-stx", length="binary-le", length_at="after-header")
SALE = {"tid": "10000001", "stan": "000042", "sent_at": "20250910123000", "amount": "12000", "text": "김밥"}


@pytest.mark.parametrize("wire", [SEPARATED, FIXED])
def test_a_request_says_the_same_after_writing_and_reading(wire: EcrWire) -> None:
    said = read_content(wire, write_content(wire, "approve", False, SALE))
    assert (said.kind, said.reply, said.wrong, dict(said.fields)) == ("approve", False, (), SALE)


def test_a_text_is_cut_between_characters_or_by_old_firmware_within_one() -> None:
    text = "A" + "가" * 10
    assert cut_text(text, 16).decode("cp949") == "A" + "가" * 7
    old = cut_text(text, 16, "bytes")
    assert len(old) == 16
    with pytest.raises(UnicodeDecodeError):
        old.decode("cp949")


def test_a_text_that_ends_within_a_character_is_noticed() -> None:
    whole = write_content(FIXED, "approve", False, SALE)
    half = whole[:-16] + "A가가가가가가가가".encode("cp949")[:16]
    assert not read_content(FIXED, whole).half_character
    assert read_content(FIXED, half).half_character


def test_an_amount_that_is_no_number_is_named() -> None:
    content = write_content(SEPARATED, "approve", False, SALE).replace(b"12000", b"12,00")
    assert read_content(SEPARATED, content).wrong == ("amount",)


def test_an_unknown_code_has_no_kind() -> None:
    assert read_content(SEPARATED, b"0700\x1c10000001").kind == ""
    assert read_content(FIXED, write_event(SALE, "I")).code == "@"


@given(st.sampled_from([SEPARATED, FIXED]), st.binary(max_size=300))
def test_any_content_is_read_without_an_error(wire: EcrWire, content: bytes) -> None:
    read_content(wire, content)
