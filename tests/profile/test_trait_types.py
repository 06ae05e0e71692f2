"""Every trait has a reader, flat paths fold and unfold, and leaves lie over leaves as mappings do."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.marked import Faults, parse_yaml
from posdiag.profile.trait_types import (
    ENTRY_WORDS,
    TRAIT_READERS,
    flat_leaves,
    lay_over,
    nested,
    overlaps,
    paths_of,
    read_traits,
    top_names,
    traits_from,
)
from posdiag.profile.traits import Entry, OnTimeout, Timers, Traits


def read(text: str) -> tuple[dict[str, object], list[str]]:
    faults = Faults()
    document = parse_yaml(text, "f.yaml", faults)
    assert document is not None
    values = {path: value for path, value, _ in read_traits(document)}
    return values, [str(problem) for problem in faults.problems]


def test_every_trait_has_a_reader() -> None:
    traits = {field.name for field in fields(Traits)} - {"wire", "timers"}
    timers = {f"timers.{field.name}" for field in fields(Timers)}
    assert set(TRAIT_READERS) == traits | timers
    assert set(top_names()) == {field.name for field in fields(Traits)}


def test_traits_of_nothing_are_the_defaults() -> None:
    assert traits_from({}) == Traits()


def test_values_are_typed() -> None:
    values, faults = read(
        "entry_modes: [chip, Q, shop-qr]\non_timeout: [inquire, retry]\nroutes: [pg, van]\n"
        "bin_digits: 6\nbin_table: ['940000']\nchip_fallback: no\ntimers: {ack_ms: 1_000}\ntid: '00000012'\n"
    )
    assert faults == []
    traits = traits_from(values)
    assert traits.entry_modes == {Entry.CHIP, Entry.QR, Entry.SHOP_QR}
    assert traits.on_timeout == (OnTimeout.INQUIRE, OnTimeout.RETRY)
    assert traits.routes == ("pg", "van")
    assert traits.bin_table == {"940000"}
    assert (traits.chip_fallback, traits.timers.ack_ms, traits.tid) == (False, 1000, "00000012")


@pytest.mark.parametrize(
    "text",
    [
        "entry_modes: [wink]", "on_timeout: [pray]", "routes: [sea]", "bin_table: [94x]", "tid: '1'",
        "chip_fallback: perhaps", "timers: {ack_ms: -1}", "timers: 5", "bin_digits: 9", "ack_ms: 5",
        "timers.ack_ms: 5", "screen_charset: klingon", "wire: {length: [1]}\ntimers: {x: 1}",
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_fault_with_its_line(text: str) -> None:
    _, faults = read(text)
    assert len(faults) == 1
    assert faults[0].startswith("f.yaml:")


def test_entry_words_cover_every_entry() -> None:
    assert set(ENTRY_WORDS.values()) == set(Entry)
    assert ENTRY_WORDS["shop-qr"] is Entry.SHOP_QR


def test_every_path_of_traits_is_listed_with_its_value() -> None:
    traits = traits_from({"timers.ack_ms": 5, "wire.length.kind": "bcd", "wire.acks": "2"})
    found = dict(paths_of(traits))
    assert list(found)[: len(TRAIT_READERS)] == list(TRAIT_READERS)
    assert (found["timers.ack_ms"], found["wire.length.kind"], found["wire.acks"]) == (5, "bcd", "2")


LEAVES = st.dictionaries(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(".".join), st.integers(), max_size=6
)


@given(LEAVES, LEAVES)
def test_no_path_of_merged_leaves_lies_in_another(base: dict[str, int], over: dict[str, int]) -> None:
    merged = lay_over(lay_over({}, base.items()), over.items())
    paths = list(merged)
    assert not any(overlaps(one, two) for one in paths for two in paths if one != two)
    last = list(over)[-1:]
    assert all(merged[path] == over[path] for path in last)


@given(LEAVES)
def test_leaves_fold_into_mappings_and_back(leaves: dict[str, int]) -> None:
    apart = lay_over({}, leaves.items())

    def unfold(value: object, path: str = "") -> dict[str, object]:
        if not isinstance(value, dict):
            return {path: value}
        return {k: v for key in value for k, v in unfold(value[key], f"{path}.{key}".strip(".")).items()}

    assert unfold(nested(apart)) == apart


def test_an_empty_mapping_is_a_leaf() -> None:
    document = parse_yaml("a: {b: {}, c: [1, 2]}\n", "f.yaml", Faults())
    assert document is not None
    assert [(path, value) for path, value, _ in flat_leaves("", document)] == [
        ("a.b", {}),
        ("a.c", ["1", "2"]),
    ]
