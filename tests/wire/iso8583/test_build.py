"""Options as texts to a spec, and every fault of them at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.wire.iso8583.spec import FieldSpec, FieldType, IsoSpec, NumericCoding
from tests.wire.iso8583.dialects import merged, options, patient, spec

ASCII = options("iso87-ascii")


def faults_of(over: dict[str, object]) -> dict[str, str]:
    _, faults = IsoSpec.build("test", merged(ASCII, over))
    return {fault.path: f"{fault.what} ({fault.remedy})" for fault in faults}


def test_a_field_reads_as_type_prefix_size_charset_and_name() -> None:
    assert spec().fields[62] == FieldSpec(62, FieldType.ANS, 3, 999, "Reserved, private", "cp949")
    assert spec().fields[55] == FieldSpec(55, FieldType.B, 3, 255, "EMV data", tlv=True)
    assert spec().fields[3] == FieldSpec(3, FieldType.N, 0, 6, "Processing code")


def test_a_field_may_have_a_coding_of_its_own() -> None:
    assert spec(fields={"22": "n 3 bcd-left"}).fields[22].numeric is NumericCoding.BCD_LEFT
    assert set(faults_of({"fields": {"22": "n 3 cp949", "41": "ans 8 bcd-left"}})) == {
        "fields.22", "fields.41", "map.entry_mode", "map.tid",
    }  # fmt: skip


def test_every_fault_is_told_at_once_with_its_path() -> None:
    found = faults_of(
        {
            "bitmap": "hexx",
            "tpdu": "6000",
            "lenght": "none",
            "fields": {"3": "n six", "200": "n 6"},
            "map": {"amout": "4", "text": "1"},
            "kinds": {"refund": {"mti": "0200"}, "approve": {"mti": "0210", "processing": "00"}},
            "entry_modes": {"C": "x"},
        }
    )
    assert set(found) == {
        "bitmap", "tpdu", "lenght", "fields.3", "fields.200", "map.amout", "map.text", "map.processing",
        "kinds.refund", "kinds.approve.mti", "kinds.approve.processing", "entry_modes.C",
    }  # fmt: skip
    assert "did you mean `hex`?" in found["bitmap"]
    assert "did you mean `length`?" in found["lenght"]
    assert "did you mean `amount`?" in found["map.amout"]


def test_a_place_in_an_element_that_is_not_there_is_a_fault() -> None:
    assert set(faults_of({"fields": {"57": "none"}})) == {"map.issuer"}
    assert faults_of({"fields": {"57": "none"}, "map": {"issuer": "none"}}) == {}


def test_options_without_any_field_are_a_fault() -> None:
    _, faults = IsoSpec.build("test", {})
    assert [fault.path for fault in faults] == ["fields"]


def test_a_faulty_option_keeps_its_default() -> None:
    built, _ = IsoSpec.build("test", merged(ASCII, {"numeric": "bcd"}))
    assert built.numeric is NumericCoding.ASCII


_values = st.recursive(
    st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)


@patient
@given(st.dictionaries(st.sampled_from([*ASCII, "other"]), _values))
def test_any_options_give_a_spec_and_never_raise(given_options: dict[str, object]) -> None:
    built, faults = IsoSpec.build("test", given_options)
    assert isinstance(built, IsoSpec)
    assert all(fault.what for fault in faults)
