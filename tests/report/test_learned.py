"""A measurement for people in both languages, and for programs."""

from __future__ import annotations

import json

from posdiag.learn.learnt import Learned, LeftOut
from posdiag.learn.measured import Measured
from posdiag.report.learned import learned_lines, learned_object
from posdiag.report.lines import plain

DONE = Measured(
    "sim:made-up",
    False,
    "2026-01-02",
    "made-up",
    (Learned("ack_ms", 24, "check"), Learned("entries", frozenset("CS"), "entry-chip")),
    (Learned("response_ms", 900, "check"),),
    (LeftOut("quiet_ms", "unseen"), LeftOut("prints", "unseen")),
    (),
)


def text(lang: str) -> str:
    return "\n".join(plain(learned_lines(DONE, lang, 90)))


def test_values_stand_with_their_errand_and_what_is_left_out_with_its_reason() -> None:
    assert "ack_ms       24  (check)" in text("en")
    assert "quiet_ms, prints: nothing on this line shows it" in text("en")
    assert "재지 못한 것 (2)" in text("ko")
    assert "이 회선에서 보이지 않습니다" in text("ko")


def test_the_json_has_everything() -> None:
    made = json.loads(json.dumps(learned_object(DONE)))
    assert made["schema"] == "posdiag/measured/1"
    assert made["values"][1] == {"path": "entries", "value": ["C", "S"], "errand": "entry-chip"}
    assert made["left_out"][0]["reason"] == "unseen"
    assert made["figures"][0]["value"] == 900
