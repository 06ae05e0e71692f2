"""Redaction: no card number of the record survives in the copy that writers get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from posdiag.record import Behind, RunRecord
from posdiag.report.redact import Shown, masked
from posdiag.transcript import LinkName, Party, Seen

CARD = "9400001234567897"


def test_no_card_number_is_left_anywhere(
    failing_record: Callable[..., RunRecord], codecs: dict[LinkName, Any]
) -> None:
    record = failing_record()
    record.transcript.observe(50000, Seen.RECEIPT, Party.TERMINAL, f"카드 {CARD}", CARD.encode())
    advice = replace(record.guidance[0], text={"ko": CARD, "en": CARD})
    finding = replace(record.findings[0], summary={"ko": CARD, "en": f"card {CARD}"}, facts={"card": CARD})
    behind = Behind("pos.charset", "card", (finding,), record.causes)
    why = {"ko": CARD, "en": CARD}
    record = replace(record, guidance=(advice,), findings=(finding,), behind=behind, why=why, error=CARD)

    shown = masked(record, codecs)

    assert CARD not in repr(shown)
    assert CARD.encode().hex() not in repr([frame.data.hex() for frame in shown.record.transcript.frames])


def test_the_record_itself_is_left_as_it_was(
    failing_record: Callable[..., RunRecord], codecs: dict[LinkName, Any]
) -> None:
    record = failing_record()
    masked(record, codecs)
    assert CARD.encode() in record.transcript.frames[0].data


def test_frames_are_read_before_they_are_masked(failing: Shown) -> None:
    assert failing.said[1].kind == "approve"
    assert failing.said[1].amount_krw == 12300
    assert failing.said[1].faults == ()


def test_numbers_times_and_lengths_of_frames_stay(
    failing: Shown, failing_record: Callable[..., RunRecord]
) -> None:
    before, after = failing_record().transcript, failing.record.transcript
    assert [(f.n, f.t_ms, len(f.data)) for f in before.frames] == [
        (f.n, f.t_ms, len(f.data)) for f in after.frames
    ]
