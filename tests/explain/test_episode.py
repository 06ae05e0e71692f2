"""An episode as a transcript."""

from __future__ import annotations

from posdiag.explain.episode import MAX_TURNS, Episode, Mark
from posdiag.explain.turns import Turn
from posdiag.explain.ways import way_of
from posdiag.transcript import Party, Seen
from tests.explain.scenes import START_US, TCP, codec


def episode() -> Episode:
    return Episode(way_of("kr-fs", codec()), START_US, "packet 1", lines={1: TCP})


def test_times_begin_with_the_episode_and_numbers_are_shared() -> None:
    one = episode()
    one.add(Turn(START_US, 1, True, b"a"))
    one.add(Mark(START_US + 8_000_000, Seen.SILENCE, Party.POS, "answer", 8_000))
    one.add(Turn(START_US + 9_000_000, 1, False, b"b"))
    seen, _ = one.transcript()
    assert [(frame.n, frame.t_ms, frame.receiver) for frame in seen.frames] == [
        (1, 0, Party.TERMINAL),
        (3, 9_000, Party.POS),
    ]
    assert seen.observations[0].n == 2


def test_the_host_link_behind_is_between_terminal_and_van() -> None:
    one = episode()
    one.add(Turn(START_US, 1, True, b"a"))
    one.behind.append(Turn(START_US + 5_000, 2, True, b"h"))
    one.add(Turn(START_US + 9_000, 1, False, b"b"))
    seen, _ = one.transcript()
    assert [(frame.sender, frame.receiver) for frame in seen.frames] == [
        (Party.POS, Party.TERMINAL),
        (Party.TERMINAL, Party.VAN),
        (Party.TERMINAL, Party.POS),
    ]


def test_so_many_pieces_and_no_more_are_kept() -> None:
    one = episode()
    for number in range(MAX_TURNS + 7):
        one.add(Turn(START_US + number, 1, True, b"x"))
    assert (len(one.entries), one.dropped) == (MAX_TURNS, 7)
    assert one.ends == "192.0.2.1:40000 - 192.0.2.2:9100"
