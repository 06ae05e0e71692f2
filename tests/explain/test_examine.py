"""From an episode to its record."""

from __future__ import annotations

from posdiag.explain.examine import examine, time_of
from posdiag.explain.ways import Hints
from posdiag.record import ProofStatus, Verdict
from tests.explain.scenes import codec, codes, events, host_sale, house, records, sale, watched


def test_the_record_says_where_it_comes_from() -> None:
    (record,) = records(events(host_sale("000042")))
    assert (record.scenario, record.pos_id, record.release) == ("capture", "unknown", "unknown")
    assert record.place == "x.pcap: packet 1 2026-09-10 03:00:00.000 UTC"
    assert record.terminal == "192.0.2.1:40000 - 192.0.2.2:9100"
    assert record.scenario_name["en"] == "STAN 000042"


def test_a_refusal_has_its_cause_and_advice_that_was_not_tried() -> None:
    (record,) = records(events(host_sale(result="51", approval="")))
    assert record.causes[0].cause == "coupon.insufficient_balance"
    assert record.guidance
    assert {advice.proof.status for advice in record.guidance} == {ProofStatus.NOT_REPLAYABLE}


def test_a_named_release_explains_by_its_traits() -> None:
    release = house().library.select(("reference/iso-direct@4.1",))[0]
    name = release.traits.dialect
    (record,) = records(events(host_sale(name=name)), Hints(release=release))
    assert (record.pos_id, record.release) == ("reference/iso-direct", "4.1")


def test_the_codecs_of_the_record_read_its_frames() -> None:
    (episode,), _ = watched(events(host_sale()))
    record, codecs = examine(episode, house(), "x")
    frame = record.transcript.frames[0]
    read = codecs[frame.link]
    assert read is not None
    assert read.decode(frame.data).message == codec("iso87-ascii").decode(frame.data).message


def test_nothing_answered_within_the_capture_is_no_verdict() -> None:
    (record,) = records(events([(0, True, codec("iso87-ascii").encode(sale()))]))
    assert record.verdict is Verdict.INCONCLUSIVE
    assert codes(record) == []


def test_times_of_captures_with_and_without_a_date() -> None:
    assert time_of(1_789_009_200_123_000) == "2026-09-10 03:00:00.123 UTC"
    assert time_of(12_345_678) == "+12.345 s"
    assert time_of(1 << 62)


def test_a_captured_payment_too_says_what_the_diagnosis_stands_by() -> None:
    assert records(events(host_sale(result="54", approval="")))[0].answer == ("coupon.expired",)
    assert records(events(host_sale()))[0].answer == ()
