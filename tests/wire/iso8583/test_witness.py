"""What one frame shows of others like it is what a reading of them would show."""

from __future__ import annotations

import random

import pytest

from posdiag.wire.iso8583.reader import FrameReader
from posdiag.wire.iso8583.second_look import SecondLook
from posdiag.wire.iso8583.witness import Witness, witness_of
from posdiag.wire.message import Kind, Message
from tests.wire.iso8583.dialects import SALE, codec, spec

NAMES = ("iso87-ascii", "iso87-bcd", "iso87-ascii-hex")


def sales(name: str, rng: random.Random, count: int) -> list[bytes]:
    """Frames of one length, some with the same damage, some with one of their own."""
    own = codec(name)
    place, byte = rng.randrange(4, 60), rng.randrange(256)
    found = []
    for _ in range(count):
        fields = {
            **SALE.fields,
            "stan": f"{rng.randrange(10**6):06d}",
            "amount": str(rng.randrange(1, 10**6)),
        }
        frame = bytearray(own.encode(Message(Kind.APPROVE, False, fields)))
        frame[place] = byte
        if rng.random() < 0.3:
            frame[rng.randrange(len(frame))] = rng.randrange(256)
        found.append(bytes(frame))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_look_that_knows_frames_before_finds_what_one_that_knows_none_does(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoke = [0]
    speaks_of = Witness.speaks_of

    def counted(self: Witness, frame: bytes) -> bool:
        found = speaks_of(self, frame)
        spoke[0] += found
        return found

    monkeypatch.setattr(Witness, "speaks_of", counted)
    rng = random.Random(name)
    for _ in range(4):
        knowing = SecondLook(spec(name))
        for frame in sales(name, rng, 5):
            seen, alone = knowing.at(frame), SecondLook(spec(name)).at(frame)
            assert (seen is None) is (alone is None)
            if seen is not None and alone is not None:
                assert seen[0] == alone[0]
                assert seen[1].fields == alone[1].fields
    assert spoke[0] > 10


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("other", NAMES)
def test_what_a_witness_speaks_of_has_a_fault(name: str, other: str) -> None:
    rng = random.Random(name + other)
    reader = FrameReader(spec(other))
    told = 0
    for _ in range(40):
        first, *rest = sales(name, rng, 6)
        witness = witness_of(reader, reader.read_strictly(first))
        for frame in rest:
            if witness is not None and len(frame) == len(first) and witness.speaks_of(frame):
                told += 1
                assert reader.read_strictly(frame).faults
    assert told > 0 or name != other


def test_a_sound_frame_like_one_with_a_fault_is_read() -> None:
    reader = FrameReader(spec("iso87-ascii"))
    sound = codec("iso87-ascii").encode(SALE)
    place = sound.index(b"12300")
    damaged = sound[:place] + b"?" + sound[place + 1 :]
    witness = witness_of(reader, scan := reader.read_strictly(damaged))
    assert scan.faults
    assert witness is not None
    assert witness.speaks_of(damaged)
    assert not witness.speaks_of(sound)


def test_a_fault_before_the_bitmap_says_nothing_of_others() -> None:
    reader = FrameReader(spec("iso87-ascii"))
    assert witness_of(reader, reader.read_strictly(b"\x00\x04????")) is None
