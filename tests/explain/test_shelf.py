"""Which payments are over, and what is told of those that nobody answered."""

from __future__ import annotations

import msgspec

from posdiag.explain.cut import Cutter
from posdiag.explain.plain import episodes_of
from posdiag.explain.shelf import MAX_OPEN, PATIENCE_US
from posdiag.explain.turns import Turn, words_of
from posdiag.explain.ways import way_of
from posdiag.transcript import Seen
from tests.explain.scenes import START_US, TCP, answer, codec, sale

WAY = way_of("iso87-ascii", codec("iso87-ascii"))


def turn(number: int, at_us: int, reply: bool = False) -> Turn:
    stan = f"{number:06d}"
    message = answer(stan) if reply else sale(stan, tid=f"{number:08d}")
    words = msgspec.structs.replace(words_of(message), tid=f"{number:08d}")
    return Turn(at_us, 1, not reply, b"x", words=words)


def test_what_was_not_watched_for_long_is_no_silence() -> None:
    cutter = Cutter(WAY)
    cutter.take(TCP, turn(1, START_US))
    (episode,) = episodes_of(cutter.end(START_US + 5_000_000))
    assert [entry for entry in episode.entries if not isinstance(entry, Turn)] == []


def test_a_request_without_an_answer_is_ended_after_a_while_with_its_silence() -> None:
    cutter = Cutter(WAY)
    cutter.take(TCP, turn(1, START_US))
    assert cutter.tick(START_US + PATIENCE_US // 2) == []
    (episode,) = episodes_of(cutter.tick(START_US + PATIENCE_US + 1_000_000))
    mark = episode.entries[-1]
    assert not isinstance(mark, Turn)
    assert (mark.kind, mark.text) == (Seen.SILENCE, "answer")


def test_so_many_open_payments_and_no_more_are_kept() -> None:
    cutter = Cutter(WAY)
    ended = 0
    for number in range(MAX_OPEN + 500):
        cutter.take(TCP, turn(number, START_US + number))
        cutter.take(TCP, turn(number, START_US + number, reply=True))
        ended += len(cutter.tick(START_US + number))
    assert ended >= 400
    assert ended + len(cutter.end(START_US + 10_000)) == MAX_OPEN + 500


def test_a_profile_that_waits_less_makes_silences_sooner() -> None:
    cutter = Cutter(WAY, answer_ms=8_000)
    cutter.take(TCP, turn(1, START_US))
    (episode,) = episodes_of(cutter.end(START_US + 9_000_000))
    assert not isinstance(episode.entries[-1], Turn)
