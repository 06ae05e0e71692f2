"""A scan keeps what was found, and stops where nobody can say what comes next."""

from __future__ import annotations

from posdiag.wire.iso8583.framing import MAX_FRAME_BYTES
from posdiag.wire.iso8583.scan import Scan


def test_fields_are_taken_one_after_the_other_and_faults_stand_where_reading_does() -> None:
    scan = Scan(b"0200rest")
    scan.take("mti", 4, "0200")
    scan.here("field.odd", "odd")
    assert [(field.path, field.offset) for field in scan.fields] == [("mti", 0)]
    assert [(fault.offset, fault.code) for fault in scan.faults] == [(4, "field.odd")]
    assert not scan.stopped


def test_what_hides_the_next_field_stops_it_and_a_strict_one_stops_at_anything() -> None:
    scan, strict = Scan(b""), Scan(b"", strict=True)
    scan.here("mti.short", "short")
    strict.here("field.odd", "odd")
    assert (scan.stopped, strict.stopped) == (True, True)


def test_a_frame_beyond_the_limit_is_cut_and_said_to_be() -> None:
    scan = Scan(bytes(MAX_FRAME_BYTES + 1))
    assert len(scan.frame) == MAX_FRAME_BYTES
    assert [fault.code for fault in scan.faults] == ["size.limit"]
