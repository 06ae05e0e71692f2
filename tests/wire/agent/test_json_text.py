"""Scalars of JSON with their places, of broken texts too."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.wire.agent.json_text import MAX_DEPTH, MAX_VALUES, scan


def read(text: str) -> tuple[dict[str, str], int]:
    data = text.encode()
    values, broken = scan(data, 0, len(data))
    for value in values:
        assert data[value.offset : value.offset + len(value.raw)] == value.raw
    return {value.path: value.plain("utf-8").decode() for value in values}, broken


def test_paths_join_keys_and_places() -> None:
    text = '{"a": {"b": "x", "c": [1, true, "y"]}, "d": null} tail'
    assert read(text) == ({"a.b": "x", "a.c.0": "1", "a.c.1": "true", "a.c.2": "y", "d": "null"}, -1)


def test_escapes_are_resolved_in_the_charset_of_the_text() -> None:
    text = r'{"a": "\uae40\ubc25 \"\n\\ \ud83d\ude00"}'
    assert read(text)[0] == {"a": json.loads(text)["a"]}
    values, _ = scan(rb'{"a":"\uae40"}', 0, 14)
    assert values[0].plain("cp949") == "김".encode("cp949")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a":"1","b', {"a": "1"}),
        ('{"a":"1" "b"', {"a": "1"}),
        ('{"a":"1"]', {"a": "1"}),
        ("[1,", {"0": "1"}),
    ],
)
def test_what_can_be_read_of_a_broken_text_is_kept(text: str, found: dict[str, str]) -> None:
    values, broken = read(text)
    assert broken >= 0
    assert values == found


@given(
    st.recursive(st.text(max_size=5) | st.integers() | st.none(), lambda inner: st.lists(inner, max_size=3))
)
def test_what_the_stdlib_wrote_is_whole(value: object) -> None:
    assert read(json.dumps({"k": value}, ensure_ascii=False))[1] == -1


@given(st.binary(max_size=200))
def test_nothing_raises(garbage: bytes) -> None:
    scan(garbage, 0, len(garbage))
    scan(b'{"a":' + garbage, 0, len(garbage))


def test_depth_and_number_have_limits() -> None:
    assert read("[" * (MAX_DEPTH + 1))[1] == MAX_DEPTH
    assert len(read("[" + "1," * (MAX_VALUES + 5) + "1]")[0]) == MAX_VALUES
