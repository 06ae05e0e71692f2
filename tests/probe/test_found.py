"""A whole probe over a line that is true to the bit: what is there is found, and told apart from the rest."""

from __future__ import annotations

import random

import pytest

from posdiag.link.opening import Bar
from posdiag.probe.claims import What
from posdiag.probe.settings import SPEEDS, LineSettings
from posdiag.probe.steps import Barred
from posdiag.wire.message import Kind
from tests.probe.far_side import DEVICE, FarSide, frame, repeated, terminal

ANSWER = frame("kr-fs", reply=True)
SALE = frame("kr-fs", kind=Kind.APPROVE)


def set_so(settings: LineSettings) -> str:
    return settings.url("/dev/ttyUSB0")


# -- listening -------------------------------------------------------------------------------------


def test_a_dialect_is_heard_at_the_settings_given() -> None:
    far = FarSide(LineSettings(9600), repeated(ANSWER))
    record = far.probe(set_so(LineSettings(9600)))
    assert record.found
    assert record.hypotheses[0].what is What.DIALECT
    assert record.hypotheses[0].dialects == ("kr-fs",)
    assert far.sent == []


@pytest.mark.parametrize("shape", ["7E1", "7O1", "8E1", "8O1", "7N2"])
def test_parity_is_told_from_what_8n1_makes_of_it(shape: str) -> None:
    far = FarSide(LineSettings(9600).shaped(shape), repeated(ANSWER))
    record = far.probe(set_so(LineSettings(9600)))
    first = record.hypotheses[0]
    assert record.found
    assert (first.what, first.dialects) == (What.WRONG_PARITY, ("kr-fs",))
    assert first.settings is not None
    assert first.settings.shape == shape
    assert far.opened == far.opened[:1]  # told from the bytes alone


@pytest.mark.parametrize("shape", ["7E1", "7O1"])
def test_seven_bits_are_told_by_a_port_that_marks_nothing(shape: str) -> None:
    far = FarSide(LineSettings(9600).shaped(shape), repeated(ANSWER), marks=False)
    first = far.probe(set_so(LineSettings(9600))).hypotheses[0]
    assert (first.what, first.settings) == (What.WRONG_PARITY, LineSettings(9600).shaped(shape))


@pytest.mark.parametrize("given", ["7E1", "7O1", "8E1", "8O1"])
def test_8n1_is_told_from_what_a_port_with_parity_makes_of_it(given: str) -> None:
    far = FarSide(LineSettings(9600), repeated(ANSWER))
    first = far.probe(set_so(LineSettings(9600).shaped(given))).hypotheses[0]
    assert (first.what, first.settings, first.dialects) == (
        What.WRONG_PARITY,
        LineSettings(9600),
        ("kr-fs",),
    )


@pytest.mark.parametrize("speed", [each for each in SPEEDS if each != 9600])
@pytest.mark.parametrize("gap_bits", [0.0, 2.0, 3.3])
def test_a_wrong_speed_is_told_and_the_right_one_found(speed: int, gap_bits: float) -> None:
    far = FarSide(LineSettings(speed), repeated(ANSWER), gap_bits=gap_bits)
    record = far.probe(set_so(LineSettings(9600)))
    first = record.hypotheses[0]
    assert record.found
    assert (first.what, first.settings) == (What.WRONG_SPEED, LineSettings(speed))
    assert record.urls[0] == f"{DEVICE}?baud={speed}&bits=8&parity=N&stop=1"


@pytest.mark.parametrize(("speed", "next_best"), [(4800, 4800), (2400, 2400), (1200, 1200)])
def test_a_slower_line_that_spoke_once_is_told_with_its_speed(speed: int, next_best: int) -> None:
    far = FarSide(LineSettings(speed), [(100, ANSWER)], marks=False)
    record = far.probe(set_so(LineSettings(9600)))
    first = record.hypotheses[0]
    assert first.what is What.WRONG_SPEED
    assert first.settings == LineSettings(next_best)
    assert not record.found


@pytest.mark.parametrize("speed", [19200, 38400, 57600, 115200])
def test_a_faster_line_that_spoke_once_is_told_as_one(speed: int) -> None:
    far = FarSide(LineSettings(speed), [(100, ANSWER * 3)])
    record = far.probe(set_so(LineSettings(9600)))
    kinds = [each.what for each in record.hypotheses[:2]]
    assert What.WRONG_SPEED in kinds
    assert not record.found


def test_speed_and_parity_may_both_be_wrong() -> None:
    far = FarSide(LineSettings(19200, 7, "E"), repeated(ANSWER))
    first = far.probe(set_so(LineSettings(9600))).hypotheses[0]
    assert (first.what, first.settings) == (What.WRONG_SPEED, LineSettings(19200, 7, "E"))


def test_what_the_user_left_open_is_not_wrong() -> None:
    far = FarSide(LineSettings(9600, 7, "E"), repeated(ANSWER))
    assert far.probe(DEVICE).hypotheses[0].what is What.DIALECT


def test_a_till_that_sends_a_sale_is_listened_to_and_left_alone() -> None:
    far = FarSide(LineSettings(9600), repeated(SALE))
    record = far.probe(DEVICE, ask=True)
    assert record.found
    assert far.sent == []
    assert record.hypotheses[0].evidence[0].facts["kind"] == "approve request"


def test_silence_is_no_proof_that_nobody_is_there() -> None:
    record = FarSide(LineSettings(9600)).probe(DEVICE)
    assert {each.what for each in record.hypotheses} == {What.NOBODY, What.UNKNOWN}
    assert max(each.probability for each in record.hypotheses) < 0.6
    assert not record.found


@pytest.mark.parametrize(
    ("said", "protocol"),
    [
        (b"$GPGGA,092750.000,5321.6802,N,00630.3372,W,1,8,1.03,61.7,M,55.2,M,,*76\r\n", "nmea"),
        (b"8801234567893\r\n", "scanner"),
        (b"Welcome to the kitchen printer\r\nready\r\n", "text"),
    ],
)
def test_another_protocol_at_the_right_speed_is_named(said: bytes, protocol: str) -> None:
    first = FarSide(LineSettings(9600), repeated(said)).probe(DEVICE).hypotheses[0]
    assert (first.what, first.protocol) == (What.OTHER_PROTOCOL, protocol)


def test_frames_of_an_unknown_dialect_are_told_as_such() -> None:
    said = b"\x02HELLO;4711;0001\x03"
    check = 0
    for byte in said[1:]:
        check ^= byte
    far = FarSide(LineSettings(9600), repeated((said + bytes((check,))) * 2))
    record = far.probe(DEVICE)
    assert (record.hypotheses[0].what, record.hypotheses[0].protocol) == (What.UNKNOWN, "stx-etx")
    assert not record.found


def test_a_pty_has_no_speed_but_its_bytes_may_speak_of_parity() -> None:
    plain = FarSide(None, repeated(ANSWER)).probe(DEVICE)
    assert plain.urls[0] == DEVICE
    said = bytes(byte | 0x80 * (byte.bit_count() % 2) for byte in ANSWER)
    record = FarSide(None, repeated(said)).probe(DEVICE)
    assert record.hypotheses[0].settings == LineSettings(9600, 7, "E")
    assert record.urls[0].endswith("bits=7&parity=E&stop=1")


# -- asking ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("kr-fs", LineSettings(9600)),
        ("kr-fs", LineSettings(19200, 7, "E")),
        ("kr-fs-bcd", LineSettings(38400)),
        ("kr-fs-ack3", LineSettings(115200)),
        ("kr-fixed", LineSettings(115200)),
        ("kr-fs", LineSettings(2400)),
    ],
)
def test_a_silent_terminal_is_found_by_asking(name: str, settings: LineSettings) -> None:
    far = FarSide(settings, answering=terminal(name))
    record = far.probe(DEVICE, ask=True)
    first = record.hypotheses[0]
    assert record.found, record.hypotheses
    assert name in first.dialects
    assert first.settings == settings


def test_nobody_is_told_once_everything_was_asked_everywhere() -> None:
    record = FarSide(LineSettings(9600)).probe(DEVICE, ask=True, limit_ms=3_600_000)
    assert record.hypotheses[0].what is What.NOBODY
    assert record.hypotheses[0].probability > 0.9
    assert len(record.done.tried) >= 48
    assert not record.done.cut_short


def test_the_time_limit_holds_and_is_told() -> None:
    far = FarSide(LineSettings(9600))
    record = far.probe(DEVICE, ask=True, limit_ms=20_000)
    assert record.done.cut_short
    assert far.now_ms < 35_000


def test_a_refusal_shows_that_the_speed_is_right() -> None:
    far = FarSide(LineSettings(9600), answering=lambda heard: [(30, b"\x15")] if heard[:1] == b"\x02" else [])
    record = far.probe(set_so(LineSettings(9600)), ask=True)
    assert not record.found
    first = record.hypotheses[0]
    assert (first.what, first.settings) == (What.UNKNOWN, LineSettings(9600))
    assert "asked.refused-by-some" in {each.code for each in first.evidence}


def test_a_call_that_is_answered_at_8n1_is_told_with_the_settings_of_its_dialect() -> None:
    far = FarSide(LineSettings(9600, 7, "E"), answering=_telium)
    record = far.probe(set_so(LineSettings(9600)), ask=True)
    first = record.hypotheses[0]
    assert first.dialects == ("telium",)
    assert (first.what, first.settings) == (What.WRONG_PARITY, LineSettings(9600, 7, "E"))


def _telium(heard: bytes) -> list[tuple[int, bytes]]:
    return [(20, b"\x06")] if heard == b"\x05" else []


def test_a_device_that_vanishes_in_between_is_told() -> None:
    far = FarSide(LineSettings(9600), [(500, None)])
    assert far.probe(DEVICE).hypotheses[0].what is What.GONE


# -- opening ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "what"),
    [
        (Bar.BUSY, What.IN_USE),
        (Bar.FORBIDDEN, What.FORBIDDEN),
        (Bar.NO_DEVICE, What.NOBODY),
        (Bar.REFUSED, What.NOBODY),
        (Bar.TIMEOUT, What.NOBODY),
        (Bar.UNREACHABLE, What.NOBODY),
        (Bar.UNKNOWN_NAME, What.NOBODY),
    ],
)
def test_a_line_that_cannot_be_opened_says_why(why: Bar, what: What) -> None:
    record = FarSide(bars={False: Barred(why, "told", ("minicom (17)",))}).probe(DEVICE, ask=True)
    assert not record.opened
    assert not record.found
    assert record.hypotheses[0].what is what
    assert record.hypotheses[0].probability > 0.9
    assert record.urls == ("",)


@pytest.mark.parametrize("seed", range(8))
def test_noise_is_never_found_to_be_anything(seed: int) -> None:
    dice = random.Random(seed)
    noise = [(200 + 700 * turn, dice.randbytes(dice.randint(1, 80))) for turn in range(20)]
    far = FarSide(
        LineSettings(9600) if seed % 2 else None,
        noise if seed % 3 else (),
        answering=lambda heard: [(20, dice.randbytes(dice.randint(1, 40)))],
    )
    record = far.probe(ask=bool(seed % 4), listen_ms=500, limit_ms=20_000)
    assert not record.found, record.hypotheses[0]
