"""A sitting shows each frame as it passes, judges each payment when it is over, and records all of it."""

from __future__ import annotations

import io

import pytest

from posdiag import assembly
from posdiag.capture.events import Chunk, Event, LineKind
from posdiag.capture.open import read
from posdiag.explain.episode import Episode
from posdiag.explain.watch import LineWatch
from posdiag.explain.ways import Hints
from posdiag.link.tellings import Telling, What
from posdiag.record import Verdict
from posdiag.tap import sitting as sitting_room
from posdiag.tap.recorder import Recorder
from posdiag.tap.sitting import LINGER_US, Found, Judged, Shown, Sitting, Spoke
from posdiag.transcript import Party
from posdiag.wire.message import Kind, Message

PAN = "9400010000001012"
CODEC = assembly.library().dialects.codec_for("kr-fs")
SALE = {"tid": "10000001", "sent_at": "20250910123000", "amount": "12300", "entry": "K", "card": PAN}
S = 1_000_000


def frame(kind: Kind, stan: str, *, reply: bool = False, **fields: str) -> bytes:
    known = {"tid": "10000001", "stan": stan}
    return CODEC.encode(Message(kind, reply, {**(known if reply else {**SALE, **known}), **fields}))


def approved(stan: str) -> bytes:
    return frame(Kind.APPROVE, stan, reply=True, result="00", approval="12345678", approved_amount="12300")


def opened() -> Telling:
    return Telling(What.OPENED, 0, 1, content=b"/dev/pts/5\n/dev/ttyUSB0")


def told(*said: tuple[int, bool, bytes]) -> list[Telling]:
    return [opened(), *(Telling(What.BYTES, at_us, 1, near, data) for at_us, near, data in said)]


def sat(
    tellings: list[Telling], until_us: int, recorder: Recorder | None = None, hints: Hints | None = None
) -> list[Shown]:
    sitting = Sitting(LineKind.SERIAL, assembly.house(), hints, recorder)
    shown: list[Shown] = []
    for telling in tellings:
        shown += sitting.take(telling)
    shown += sitting.tick(until_us)
    shown += sitting.end()
    return shown


def test_a_healthy_sale_is_shown_frame_by_frame_and_found_well() -> None:
    shown = sat(
        told((S, True, frame(Kind.APPROVE, "000123")), (S + 40_000, False, b"\x06"),
             (2 * S, False, approved("000123")), (2 * S + 5_000, True, b"\x06")),
        2 * S + LINGER_US + S,
    )  # fmt: skip
    spoke = [(s.sender, s.receiver) for s in shown if isinstance(s, Spoke)]
    there, back = (Party.POS, Party.TERMINAL), (Party.TERMINAL, Party.POS)
    assert spoke == [there, back, back, there]
    assert [s.dialect for s in shown if isinstance(s, Found)] == ["kr-fs"]
    (judged,) = [s.record for s in shown if isinstance(s, Judged)]
    assert judged.verdict is Verdict.COMPATIBLE
    assert (judged.money.charges, judged.money.charged_krw) == (1, 12_300)


def test_a_retry_without_an_inquiry_is_found_while_the_till_is_still_there() -> None:
    shown = sat(
        told((S, True, frame(Kind.APPROVE, "000123")), (S + 40_000, False, b"\x06"),
             (22 * S, True, frame(Kind.APPROVE, "000124")), (22 * S + 40_000, False, b"\x06"),
             (24 * S, False, approved("000124")), (24 * S + 5_000, True, b"\x06")),
        24 * S + LINGER_US + S,
    )  # fmt: skip
    (judged,) = [s.record for s in shown if isinstance(s, Judged)]
    assert "txn.retry_before_inquiry" in [finding.code for finding in judged.findings]


def test_bytes_of_no_known_dialect_pass_and_are_recorded_and_called_so() -> None:
    out = io.BytesIO()
    noise = bytes(range(128, 250)) * 30
    shown = sat(told(*((S * n, n % 2 == 0, noise) for n in range(1, 30))), 60 * S, Recorder(out.write))
    assert [s.dialect for s in shown if isinstance(s, Found)] in ([""], [])
    chunks = [event for event in read(io.BytesIO(out.getvalue()), "x") if isinstance(event, Chunk)]
    assert sum(len(chunk.data) for chunk in chunks) == 29 * len(noise)


def test_the_recording_holds_the_frames_with_the_card_masked() -> None:
    out = io.BytesIO()
    sale = frame(Kind.APPROVE, "000123")
    ended = Telling(What.ENDED, 3 * S, 1, True, b"lost")
    sat(
        [*told((S, True, sale[:30]), (S + 900, True, sale[30:]), (S + 40_000, False, b"\x06")), ended],
        9 * S,
        Recorder(out.write),
    )
    chunks = [event for event in read(io.BytesIO(out.getvalue()), "x") if isinstance(event, Chunk)]
    up = b"".join(chunk.data for chunk in chunks if chunk.from_a)
    assert len(up) == len(sale)
    assert PAN.encode() not in out.getvalue()
    assert CODEC.decode(up).faults == ()
    assert b"".join(chunk.data for chunk in chunks if not chunk.from_a) == b"\x06"


def test_on_a_busy_line_recording_comes_first_and_the_oldest_payments_are_only_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sitting_room, "MOST_WAITING", 3)
    sitting = Sitting(LineKind.SERIAL, assembly.house())
    said = [opened()]
    for n in range(8):
        at, stan = n * 10 * S, f"{n + 1:06d}"
        said += told((at + S, True, frame(Kind.APPROVE, stan)), (at + S + 9, False, b"\x06"),
                     (at + 2 * S, False, approved(stan)), (at + 2 * S + 9, True, b"\x06"))[1:]  # fmt: skip
    assert not any(isinstance(s, Judged) for telling in said for s in sitting.take(telling))
    assert len([s for s in sitting.judge() if isinstance(s, Judged)]) == 1
    judged = [s for s in sitting.end() if isinstance(s, Judged)]
    assert len(judged) + 1 + sitting.unjudged == 8
    assert sitting.unjudged >= 4


def test_a_dialect_that_is_told_needs_not_be_found() -> None:
    shown = sat(told((S, True, frame(Kind.APPROVE, "000123"))), 2 * S, hints=Hints("kr-fs"))
    assert any(isinstance(s, Spoke) and s.codec is not None for s in shown)


def test_a_mistake_of_our_own_ends_the_reading_and_not_the_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(self: LineWatch, event: Event) -> list[Episode]:
        raise KeyError("a bug")

    monkeypatch.setattr(LineWatch, "take", mistaken)
    out = io.BytesIO()
    sitting = Sitting(LineKind.SERIAL, assembly.house(), recorder=Recorder(out.write))
    for telling in told((S, True, b"\x05"), (2 * S, False, b"\x06")):
        list(sitting.take(telling))
        list(sitting.tick(3 * S))
    list(sitting.end())
    assert isinstance(sitting.failed, KeyError)
    chunks = [event for event in read(io.BytesIO(out.getvalue()), "x") if isinstance(event, Chunk)]
    assert [chunk.data for chunk in chunks] == [b"\x05", b"\x06"]
