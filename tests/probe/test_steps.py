"""A stretch of sound keeps its damage marks only as long as the port has them for every byte."""

from posdiag.probe.steps import Got, Sound


def test_marks_stay_beside_their_bytes() -> None:
    sound = Sound()
    sound.add(Got(b"ab", 0, (False, True)))
    sound.add(Got(b"", 5))  # a silence
    sound.add(Got(b"c", 9, (True,)))
    assert bytes(sound.data) == b"abc"
    assert sound.damaged == [False, True, True]


def test_one_read_without_marks_ends_them() -> None:
    sound = Sound()
    sound.add(Got(b"a", 0, (True,)))
    sound.add(Got(b"b", 1))
    sound.add(Got(b"c", 2, (True,)))
    assert sound.damaged is None
