"""Tellings arrive whole whatever pieces they come in, and foreign bytes are noticed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.link.tellings import MAX_CONTENT, Telling, TellingReader, What

TELLINGS = st.builds(
    Telling,
    st.sampled_from(What),
    st.integers(0, 2**63),
    st.integers(0, 2**32 - 1),
    st.booleans(),
    st.binary(max_size=200),
)


@given(st.lists(TELLINGS, max_size=8), st.data())
def test_any_split_gives_the_same_tellings(told: list[Telling], data: st.DataObject) -> None:
    stream = b"".join(telling.packed() for telling in told)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    reader = TellingReader()
    found = []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found += reader.feed(stream[start:end])
    assert found == told
    assert not reader.broken


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_raising(data: bytes) -> None:
    reader = TellingReader()
    for byte in data:
        reader.feed(bytes((byte,)))


def test_a_content_beyond_all_measure_is_a_broken_pipe() -> None:
    reader = TellingReader()
    assert reader.feed(Telling(What.BYTES, 0, 1, content=bytes(MAX_CONTENT + 1)).packed()) == []
    assert reader.broken
