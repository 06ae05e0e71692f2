"""Steps over links: time runs on from one opened line to the next, and the line is always closed."""

from __future__ import annotations

import pytest

from posdiag.link.api import Why
from posdiag.link.opening import Bar
from posdiag.probe.drive import drive
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Barred, Gone, Got, Hear, Open, Opened, Part, Reply, Said, Say
from tests.probe.far_side import FakeLink, FarSide, codecs

ALL = codecs()


def test_each_step_has_its_reply() -> None:
    far = FarSide(LineSettings(9600), [(300, b"hello"), (900, None)])

    def plan() -> Part[list[Reply]]:
        replies: list[Reply] = []
        for step in (Open(LineSettings(9600)), Hear(100), Hear(500), Say(b"\x05"), Hear(2000), Hear(3000)):
            replies.append((yield step))
        return replies

    opened, silence, heard, said, gone, again = drive(plan(), far.open, ALL)
    assert opened == Opened(0, False)
    assert silence == Got(b"", 100)
    assert heard == Got(b"hello", 300, (False,) * 5)
    assert said == Said(300)
    assert gone == Gone(Why.LOST, 900)
    assert isinstance(again, Gone)


def test_time_runs_on_where_each_line_has_a_clock_of_its_own() -> None:
    class Anew(FarSide):
        def open(self, wanted: Open) -> object:  # type: ignore[override]
            self.now_ms = 0
            return FarSide.open(self, wanted)

    far = Anew(None)

    def plan() -> Part[list[int]]:
        times = []
        for until_ms in (1000, 2500):
            opened = yield Open()
            assert isinstance(opened, Opened)
            got = yield Hear(until_ms)
            assert isinstance(got, Got)
            times += [opened.at_ms, got.at_ms]
        return times

    assert drive(plan(), far.open, ALL) == [0, 1000, 1000, 2500]  # type: ignore[arg-type]


def test_a_bar_is_handed_on() -> None:
    far = FarSide(bars={False: Barred(Bar.BUSY)})

    def plan() -> Part[Reply]:
        return (yield Open())

    assert drive(plan(), far.open, ALL) == Barred(Bar.BUSY)


def test_the_line_is_closed_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(FakeLink, "close", lambda self: closed.append(True))

    def plan() -> Part[None]:
        yield Open()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drive(plan(), FarSide(None).open, ALL)
    assert closed == [True]


def test_using_a_line_that_is_not_open_is_a_bug() -> None:
    def plan() -> Part[None]:
        yield Hear(5)

    with pytest.raises(RuntimeError):
        drive(plan(), FarSide(None).open, ALL)
