"""The ladder as a drawing: lanes, arrows, notes, evidence marked, both languages, masked bytes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

from posdiag.report.html_ladder import MOST_ROWS, ladder_svg
from posdiag.report.redact import Shown, masked
from posdiag.transcript import LinkName, Party, Transcript
from tests.report.conftest import CARD, CODECS, a_failing_record, a_passing_record


def drawn(shown: Shown) -> ET.Element:
    return ET.fromstring(ladder_svg(shown))


def test_every_party_that_is_seen_has_a_lane(failing: Shown) -> None:
    heads = [one.text for one in drawn(failing).iter("text") if (one.get("class") or "").startswith("head")]
    assert heads == ["POS", "단말기", "terminal", "VAN", "카드사·플랫폼", "issuer"]


def test_every_event_has_a_row_and_evidence_is_marked(failing: Shown) -> None:
    rows = list(drawn(failing).iter("g"))
    assert len(rows) == 9
    assert [bool(row.find("rect") is not None) for row in rows] == [
        *(True, False, False, True, False),
        *(False, False, True, False),
    ]
    assert sum(1 for row in rows if row.find("polygon") is not None) == 4


def test_texts_are_there_in_both_languages_and_time_in_seconds(failing: Shown) -> None:
    told = ladder_svg(failing)
    for text in ("승인요청", "sale", "30.000", "nothing for 30.0 s", "30.0초 동안 응답 없음"):
        assert text in told


def test_the_card_number_is_nowhere(failing: Shown) -> None:
    told = ladder_svg(failing)
    assert CARD not in told
    assert CARD.encode().hex(" ") not in told


def test_a_long_exchange_loses_its_middle() -> None:
    seen = Transcript()
    for number in range(200):
        seen.add_frame(number, LinkName.ECR, Party.POS, Party.TERMINAL, b"\x05")
    told = ladder_svg(masked(replace(a_failing_record(), transcript=seen), CODECS))
    assert told.count('<g class="row') == MOST_ROWS
    assert "140 more" in told


def test_what_was_never_exchanged_is_not_drawn() -> None:
    assert ladder_svg(masked(a_passing_record(), CODECS)) == ""
