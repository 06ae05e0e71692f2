"""What is said of the capture itself."""

from __future__ import annotations

from posdiag.capture.events import Event, Noted, Trouble
from posdiag.report.capture_json import capture_object
from tests.explain.scenes import events, host_sale, watched


def test_lines_troubles_and_losses_stand_in_it_and_no_card_number() -> None:
    found: list[Event] = [
        Trouble("packet 7", "cut: 9400001111111117", "capture whole packets"),
        Noted(None, 0, "hello"),
    ]
    _, survey = watched([*found, *events(host_sale())])
    (one,) = capture_object({"x.pcap": survey})
    assert (one["file"], one["lines"], one["trouble_count"], one["notes"]) == ("x.pcap", 1, 1, ["hello"])
    assert one["troubles"][0]["what"] == "cut: 940000******1117"
    assert one["places"][0]["dialect"] == "iso87-ascii"
