"""One line from its bytes to its payments, as a person reading the capture would tell them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.capture.events import Chunk, Event, Line, LineKind
from posdiag.explain.turns import Turn
from posdiag.explain.watch import LineWatch, State
from posdiag.explain.ways import Hints
from posdiag.record import Verdict
from posdiag.transcript import Seen
from posdiag.wire.message import Kind
from tests.explain.scenes import (
    ACK,
    CABLE,
    NAK,
    START_US,
    TCP,
    Said,
    answer,
    cause,
    codec,
    codes,
    ecr_sale,
    ended,
    events,
    host_sale,
    house,
    lost,
    records,
    sale,
    watched,
)


def test_a_healthy_sale_is_compatible() -> None:
    (record,) = records(events(ecr_sale()))
    assert record.verdict is Verdict.COMPATIBLE
    assert (record.money.charges, record.money.charged_krw) == (1, 12300)
    assert [frame.sender.value for frame in record.transcript.frames] == [
        "pos",
        "terminal",
        "terminal",
        "pos",
    ]


def test_a_sale_on_a_cable_is_read_alike() -> None:
    (record,) = records(events(ecr_sale(), CABLE))
    assert record.verdict is Verdict.COMPATIBLE
    assert record.terminal == "POS - terminal"


@settings(max_examples=12)
@given(st.integers(1, 40))
def test_pieces_of_any_size_give_the_same_payments(size: int) -> None:
    said = [*ecr_sale(), *ecr_sale("000002", 60_000)]
    whole, split = records(events(said)), records(events(said, split=size))
    assert [record.transcript.frames for record in split] == [record.transcript.frames for record in whole]


def test_an_answer_that_never_came_and_was_found_by_inquiry() -> None:
    ask = codec().encode(sale())
    inquiry = codec().encode(sale("000002", "", Kind.INQUIRE, orig_stan="000001"))
    told = answer("000002", "12300", Kind.INQUIRE, orig_stan="000001", orig_result="00")
    said = [
        (0, True, ask),
        (20, False, ACK),
        (35_000, True, inquiry),
        (35_020, False, ACK),
        (36_000, False, codec().encode(told)),
        (36_010, True, ACK),
    ]
    (record,) = records(events(said))
    silence = next(seen for seen in record.transcript.observations if seen.kind is Seen.SILENCE)
    assert (silence.text, silence.wait_ms) == ("answer", 35_000)
    assert "txn.found_by_inquiry" in codes(record)
    assert record.money.pos_believes.value == "approved"


def test_a_retry_that_charges_twice_is_the_worst_finding() -> None:
    said = [
        (0, True, codec().encode(sale("000001"))),
        (20, False, ACK),
        (8_000, True, codec().encode(sale("000002"))),
        (8_020, False, ACK),
        (9_000, False, codec().encode(answer("000001"))),
        (9_010, True, ACK),
        (9_500, False, codec().encode(answer("000002"))),
        (9_510, True, ACK),
    ]
    (record,) = records(events(said))
    assert codes(record)[0] == "money.charged_twice"
    assert cause(record) == "txn.duplicate.retry_before_inquiry"
    assert (record.money.charges, record.money.agrees) == (2, False)


def test_naks_by_another_check_rule() -> None:
    frame = codec().encode(sale())
    other = house().library.dialects.codec_for("kr-fs", {"check": "xor-from-stx"})
    complaint = other.encode(answer(result="F1", approval=""))
    said = [
        (at, who, data)
        for n in range(3)
        for at, who, data in ((n * 100, True, frame), (n * 100 + 20, False, NAK))
    ]
    said += [(1000, False, complaint), (1010, True, NAK), (1100, False, complaint), (1110, True, NAK)]
    (record,) = records(events(said))
    assert "handshake.every_frame_refused" in codes(record)
    assert cause(record) == "pos.message_format.check_rule"


def test_a_host_with_another_length_prefix() -> None:
    other = house().library.dialects.codec_for("iso87-ascii", {"length": "ascii4"})
    said = []
    for number in range(3):
        stan = f"00000{number + 1}"
        said += [(number * 40_000, True, codec("iso87-ascii").encode(sale(stan)))]
        said += [(number * 40_000 + 900, False, other.encode(answer(stan)))]
    record = records(events([*said, ended(120_000)]), Hints(dialect="iso87-ascii"))[0]
    assert "wire.length_kind" in codes(record)
    assert cause(record) == "pos.message_format.length_prefix"


def test_a_capture_that_begins_in_the_middle_of_a_frame() -> None:
    said = [*ecr_sale(), *ecr_sale("000002", 60_000)]
    at_ms, who, data = said[2]
    middle = [(at_ms, who, data[10:]), *said[3:]]
    found = records(events(middle))
    assert found[-1].verdict is Verdict.COMPATIBLE
    assert found[0].verdict is not Verdict.COMPATIBLE


def test_an_answer_without_its_request_is_no_verdict() -> None:
    found = records(events([*host_sale()[1:], *host_sale("000002", 60_000)]))
    assert [record.verdict for record in found] == [Verdict.INCONCLUSIVE, Verdict.COMPATIBLE]
    assert "not in the capture" in found[0].why["en"]


def test_a_gap_in_the_capture_blames_nobody() -> None:
    said: list[Event | tuple[int, bool, bytes]] = [*host_sale(), host_sale("000002", 60_000)[0]]
    said += [lost(60_900, False), *host_sale("000003", 130_000)]
    found = records(events(said))
    assert [record.verdict.value for record in found] == ["compatible", "inconclusive", "compatible"]
    assert found[1].transcript.observations[0].kind is Seen.MISSED
    assert not found[1].findings


def test_a_capture_that_ends_too_early_blames_nobody() -> None:
    found = records(events([*host_sale(), host_sale("000002", 60_000)[0]]))
    assert found[1].verdict is Verdict.INCONCLUSIVE
    assert not found[1].findings


def test_a_pos_that_hangs_up_gave_up() -> None:
    found = records(events([*host_sale(), host_sale("000002", 60_000)[0], ended(68_000)]))
    assert "txn.missing_reversal" in codes(found[1])
    assert found[1].transcript.observations[0].wait_ms == 8_000


def test_a_reset_by_the_other_side() -> None:
    cut = ended(61_000, by_a=False, why="reset")
    found = records(events([*host_sale(), host_sale("000002", 60_000)[0], cut]))
    assert cause(found[1]) == "comm.disconnected.reset"


def test_a_check_byte_like_a_control_byte_is_no_control() -> None:
    for number in range(1, 400):
        stan = f"{number:06d}"
        frames = [codec().encode(sale(stan)), codec().encode(answer(stan))]
        if any(frame[-1:] in (ACK, NAK, b"\x03", b"\x02", b"\x04", b"\x05") for frame in frames):
            (record,) = records(events([*ecr_sale(stan)]))
            assert record.verdict is Verdict.COMPATIBLE, stan


def test_bytes_in_no_dialect_are_said_to_be_so() -> None:
    said = [(n * 10, n % 2 == 0, bytes((n * 7 + 130) % 256 for _ in range(9))) for n in range(20)]
    (record,) = records(events(said))
    assert record.verdict is Verdict.INCONCLUSIVE
    assert "no known dialect" in record.why["en"]


def test_json_lines_are_left_out() -> None:
    said = [(0, True, b'{"do":"setup"}\n'), (5, False, b'{"ok":true}\n')]
    watch = LineWatch(TCP, house().library)
    assert [episode for event in events(said) for episode in watch.take(event)] == []
    assert (watch.state, watch.foreign) == (State.FOREIGN, "JSON lines")


def test_a_place_of_unknown_lines_is_not_tried_for_ever() -> None:
    survey = watched([])[1]
    for number in range(1, 40):
        line = Line(number, LineKind.TCP, f"192.0.2.1:{40_000 + number}", "192.0.2.9:5432", a_known=True)
        said: list[Said | Event] = [(n, True, b"\x93\x81\x77" * 9) for n in range(3)]
        for event in events(said, line):
            survey.take(event)
        survey.take(ended(10, line=line))
    assert survey.routes.vain["192.0.2.9:5432"] == 39
    assert survey.routes.ways.tries_left >= 16


def test_a_port_that_was_not_asked_for_is_left_out() -> None:
    watch = LineWatch(TCP, house().library, Hints(ports=frozenset({1})))
    assert watch.state is State.FOREIGN


def test_live_every_turn_is_told_at_once_where_the_way_is_known() -> None:
    told: list[Turn] = []
    watch = LineWatch(TCP, house().library, Hints(dialect="kr-fs"), on_turn=told.append)
    for event in events([*ecr_sale(), *ecr_sale("000002", 60_000)[:1]]):
        watch.take(event)
    assert [turn.control or "frame" for turn in told] == ["frame", "ACK", "frame", "ACK", "frame"]
    assert len(watch.end(START_US + 70_000_000)) == 2


@settings(max_examples=12)
@given(st.lists(st.tuples(st.integers(0, 90_000), st.booleans(), st.binary(max_size=60)), max_size=40))
def test_no_bytes_raise(said: list[tuple[int, bool, bytes]]) -> None:
    mixed = sorted([*said, *ecr_sale(at_ms=100), *host_sale("000009", 200)])
    records([event for event in events(mixed) if not isinstance(event, Chunk) or event.data])
