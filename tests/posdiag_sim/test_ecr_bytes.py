"""ECR frames against the golden vectors, in any split, and on bytes that are no frame."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.ecr_bytes import ACK, CHECKS, LENGTHS, MAX_FRAME_BYTES, EcrReader, EcrWire, write_frame
from posdiag_sim.ecr_layout import JOBS, read_content, write_content
from posdiag_sim.rig import load_rig

GOLDEN = Path(__file__).parent.parent / "golden" / "ecr"
RIGS = {
    "kr-fs": "counter-fs",
    "kr-fixed": "counter-fixed",
    "kr-fs-enq": "counter-enq",
    "kr-fs-ack3": "counter-ack3",
    "kr-fs-bcd": "kiosk-fs",
}


def golden_rows() -> Iterator[tuple[str, str, str, str, bytes, dict[str, str]]]:
    for dialect in RIGS:
        for line in (GOLDEN / f"{dialect}.tsv").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, way, what, hexed, fields = line.split("\t")
                yield dialect, kind, way, what, bytes.fromhex(hexed), json.loads(fields)


ROWS = [pytest.param(*row, id=f"{row[0]} {row[1]} {row[2]} {row[3]}") for row in golden_rows()]


@pytest.mark.parametrize(("dialect", "kind", "way", "what", "frame", "fields"), ROWS)
def test_golden_frames_are_read_as_described(
    dialect: str, kind: str, way: str, what: str, frame: bytes, fields: dict[str, str]
) -> None:
    wire = load_rig(RIGS[dialect]).wire
    [token] = EcrReader(wire).feed(frame)
    assert token.what == "frame"
    said = read_content(wire, token.content)
    if way == "event":
        assert said.code == "@"
        return
    assert (said.kind, said.reply) == (kind, way == "reply")
    assert dict(said.fields) == fields


@pytest.mark.parametrize(("dialect", "kind", "way", "what", "frame", "fields"), ROWS)
def test_golden_frames_are_written_byte_for_byte(
    dialect: str, kind: str, way: str, what: str, frame: bytes, fields: dict[str, str]
) -> None:
    if way == "event":
        return
    wire = load_rig(RIGS[dialect]).wire
    assert write_frame(wire, write_content(wire, kind, way == "reply", fields)).hex() == frame.hex()


wires = st.builds(
    EcrWire,
    layout=st.just("separated"),
    check=st.sampled_from(CHECKS),
    length=st.sampled_from(LENGTHS),
    length_at=st.sampled_from(("before-stx", "after-stx")),
    length_counts=st.sampled_from(("body", "body+etx")),
    length_itself=st.booleans(),
    header=st.sampled_from((b"", bytes.fromhex("6000000000"))),
)


@given(wires, st.binary(max_size=200), st.lists(st.integers(1, 40), max_size=20))
def test_what_is_written_is_read_back_in_any_split(wire: EcrWire, body: bytes, sizes: list[int]) -> None:
    if wire.length == "none":
        body = body.replace(b"\x03", b"")
    frame = write_frame(wire, body)
    reader, tokens = EcrReader(wire), []
    if wire.length != "none" and wire.length_at == "before-stx":
        sizes = []  # a length that begins with 04, 05, 06 or 15 can be told only with what follows it
    for size in [*sizes, len(frame)]:
        tokens += reader.feed(frame[:size])
        frame = frame[size:]
    assert [(token.what, token.content) for token in tokens] == [("frame", body)]
    assert not reader.partial


@given(wires, st.lists(st.binary(max_size=80), max_size=8))
def test_any_bytes_give_tokens_and_never_an_error(wire: EcrWire, chunks: list[bytes]) -> None:
    reader = EcrReader(wire)
    for chunk in chunks:
        for token in reader.feed(chunk):
            assert token.what in ("control", "frame", "bad")
    reader.discard()
    assert not reader.partial


def test_a_wrong_check_byte_is_told_from_a_broken_structure() -> None:
    wire = EcrWire(check="xor-from-stx")
    [token] = EcrReader(replace(wire, check="xor-after-stx")).feed(write_frame(wire, b"0800"))
    assert (token.what, token.reason) == ("bad", "check")
    prefixed = EcrReader(replace(wire, length="binary-be"))
    [token] = prefixed.feed(write_frame(wire, b"0800"))
    assert (token.what, token.reason) == ("bad", "length")
    assert prefixed.flushing


def test_an_endless_frame_is_refused_at_the_limit() -> None:
    reader = EcrReader(EcrWire())
    tokens = [token for _ in range(50) for token in reader.feed(b"\x02" + b"A" * (MAX_FRAME_BYTES // 20))]
    assert [(token.what, token.reason) for token in tokens] == [("bad", "size")]


def test_control_bytes_and_junk_outside_frames() -> None:
    tokens = EcrReader(EcrWire()).feed(b"??" + bytes((ACK, ACK)) + b"!")
    assert [token.what for token in tokens] == ["control", "control"]


def test_jobs_of_the_fixed_layout_are_single_letters() -> None:
    assert all(len(job) == 1 and job.isupper() for job in JOBS.values())
