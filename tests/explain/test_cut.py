"""Payments are told apart on one connection and put together over several."""

from __future__ import annotations

from posdiag.capture.events import Line
from posdiag.explain.cut import Cutter
from posdiag.explain.ways import Hints
from posdiag.record import Verdict
from posdiag.transcript import Seen
from posdiag.wire.message import Kind, Message
from tests.explain.scenes import (
    ACK,
    ENQ,
    EOT,
    TCP,
    answer,
    codec,
    codes,
    ecr_sale,
    ended,
    events,
    host_sale,
    records,
    sale,
    watched,
)

HOST = codec("iso87-ascii")


def test_interleaved_payments_each_go_into_their_own() -> None:
    first, second, third = (host_sale(f"00000{n}", 0, str(n * 1000), tid=f"1000000{n}") for n in (1, 2, 3))
    asks = [(n, True, HOST.encode(sale(f"00000{n}", str(n * 1000), tid=f"1000000{n}"))) for n in (1, 2, 3)]
    answers = [(500 - n, False, said[1][2]) for n, said in enumerate((first, second, third))]
    found = records(events([*asks, *sorted(answers)]))
    assert [record.money.charged_krw for record in found] == [1000, 2000, 3000]
    assert all(len(record.transcript.frames) == 2 for record in found)


def test_a_reversal_belongs_to_the_sale_it_names() -> None:
    undo = sale("000007", "12300", Kind.REVERSE, orig_stan="000001", orig_date="260910")
    undone = answer("000007", "12300", Kind.REVERSE, orig_stan="000001")
    said = [
        (0, True, HOST.encode(sale())),
        (31_000, True, HOST.encode(undo)),
        (31_500, False, HOST.encode(undone)),
        *host_sale("000002", 40_000),
    ]
    first, second = records(events(said))
    assert len(first.transcript.frames) == 3
    assert "txn.reversed" in codes(first)
    assert len(second.transcript.frames) == 2


def test_a_retry_over_a_new_connection_is_the_same_payment() -> None:
    again = Line(2, TCP.kind, "192.0.2.1:40001", TCP.b, a_known=True)
    said = events([*host_sale(), host_sale("000002", 60_000)[0], ended(70_000)])
    said += events(host_sale("000002", 71_000), again)
    episodes, _ = watched(said)
    assert [len(episode.lines) for episode in episodes] == [1, 2]
    kinds = [entry.kind for entry in episodes[1].entries if not hasattr(entry, "data")]
    assert kinds == [Seen.SILENCE, Seen.DIALLED]


def test_calls_ahead_of_a_frame_belong_to_it() -> None:
    ask, told = codec("kr-fs-enq").encode(sale()), codec("kr-fs-enq").encode(answer())
    one = [
        (0, True, ENQ),
        (10, False, ACK),
        (20, True, ask),
        (40, False, ACK),
        (50, True, EOT),
        (900, False, ENQ),
        (910, True, ACK),
        (920, False, told),
        (940, True, ACK),
        (950, False, EOT),
    ]
    other = {
        ask: codec("kr-fs-enq").encode(sale("000002")),
        told: codec("kr-fs-enq").encode(answer("000002")),
    }
    two = [(at + 5_000, who, other.get(data, data)) for at, who, data in one]
    episodes, survey = watched(events([*one, *two]))
    assert [place.dialect for place in survey.places.values()] == ["kr-fs-enq"]
    assert [len(episode.entries) for episode in episodes] == [10, 10]


def test_endless_garbage_is_one_episode_of_bounded_size() -> None:
    said = [*ecr_sale(), *((5_000 + n, True, b"\x81\x82\x83" * 20) for n in range(2_000))]
    episodes, _ = watched(events(said))
    assert len(episodes) <= 3
    assert max(len(episode.entries) for episode in episodes) <= 400


def test_an_answered_payment_is_over_once_nothing_can_follow() -> None:
    episodes = []
    _, survey = watched([])
    for event in events([*host_sale(), *host_sale("000002", 70_000), *host_sale("000003", 140_000)]):
        episodes += survey.take(event)
    assert len(episodes) >= 1  # given out before the capture ended


def test_a_cutter_without_anything_is_idle() -> None:
    cutter = Cutter(None)
    assert cutter.idle
    assert cutter.end(0) == []


def test_a_request_that_the_ack_alone_answers_waits_for_nothing_more() -> None:
    """Transbank's poll: the terminal dies 24 ms after its ACK, which is no matter of the poll."""
    poll = codec("transbank").encode(Message(Kind.CHECK, False, {}))
    hints = Hints("transbank")
    (record,) = records(events([(0, True, poll), (5, False, ACK), ended(29, by_a=False)]), hints)
    assert record.verdict is Verdict.COMPATIBLE
    assert record.findings == ()
    (episode,), _ = watched(events([(0, True, poll), ended(29, by_a=False)]), hints)
    assert episode.pending is not None  # without its ACK it is not answered
