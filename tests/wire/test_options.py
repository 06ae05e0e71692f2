"""Options of dialects: strings in, every fault out, at once and with its path."""

from __future__ import annotations

from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.codec import OptionFault
from posdiag.wire.options import OptionReader, near


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


def test_every_fault_is_reported_and_defaults_stand_in() -> None:
    faults: list[OptionFault] = []
    read = OptionReader({"a": "blue", "n": "x", "f": "maybe", "h": "0g", "l": {}, "t": []}, faults)
    assert read.choice("a", Colour.RED) is Colour.RED
    assert read.number("n", 3, 1, 5) == 3
    assert read.flag("f", True) is True
    assert read.hex("h", b"\x1c", 1) == b"\x1c"
    assert read.members("l") == ()
    assert read.text("t", "here") == "here"
    assert [fault.path for fault in faults] == ["a", "n", "f", "h", "l", "t"]


def test_right_values_are_typed() -> None:
    faults: list[OptionFault] = []
    read = OptionReader(
        {"a": "green", "n": "4", "f": "yes", "h": "1c1d", "l": ["x", "y"], "s": "one"}, faults
    )
    assert read.choice("a", Colour.RED) is Colour.GREEN
    assert read.number("n", 3, 1, 5) == 4
    assert read.flag("f")
    assert read.hex("h", b"", 2) == b"\x1c\x1d"
    assert read.texts("l") == ("x", "y")
    assert read.members("s") == ("one",)
    assert faults == []


def test_a_number_outside_its_range_and_bytes_too_many_are_faults() -> None:
    faults: list[OptionFault] = []
    read = OptionReader({"n": "9", "h": "1c1d"}, faults)
    assert read.number("n", 3, 1, 5) == 3
    assert read.hex("h", b"\x7c", 1) == b"\x7c"
    assert [fault.what for fault in faults] == ["9 is outside 1 to 5", "2 bytes are too many"]


def test_paths_lead_through_mappings() -> None:
    faults: list[OptionFault] = []
    read = OptionReader({"length": {"kind": "blue"}}, faults)
    read.inside("length").choice("kind", Colour.RED)
    read.at("list.3", {"x": "y"}).finish()
    assert [fault.path for fault in faults] == ["length.kind", "list.3.x"]


def test_an_unknown_key_is_shown_with_the_nearest_known_one() -> None:
    faults: list[OptionFault] = []
    read = OptionReader({"chekc": "red"}, faults)
    read.text("check")
    read.finish()
    assert faults == [OptionFault("chekc", "unknown option", "known here: check; did you mean `check`?")]


def test_what_is_no_mapping_is_a_fault() -> None:
    faults: list[OptionFault] = []
    OptionReader(["a"], faults, "length").finish()
    assert faults == [OptionFault("length", "must be a mapping of keys to values")]


def test_near_is_silent_where_nothing_is_near() -> None:
    assert near("zebra", ["check"]) == ""


plain = st.recursive(
    st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(plain, st.sampled_from(["choice", "number", "flag", "hex", "members", "texts", "text", "inside"]))
def test_no_value_makes_reading_raise(value: object, way: str) -> None:
    read = OptionReader({"key": value}, [])
    match way:
        case "choice":
            read.choice("key", Colour.RED)
        case "number":
            read.number("key", 1, 0, 9)
        case "flag":
            read.flag("key")
        case "hex":
            read.hex("key", b"", 4)
        case "inside":
            read.inside("key").finish()
        case _:
            getattr(read, way)("key")


@pytest.mark.parametrize("text", ["²", "٣", "-1", "1e3", "", " 1"])
def test_only_plain_digits_are_a_number(text: str) -> None:
    faults: list[OptionFault] = []
    assert OptionReader({"n": text}, faults).number("n", 7, 0, 9) == 7
    assert faults
