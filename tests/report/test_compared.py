"""Two compared releases as text, Markdown and JSON, in both languages."""

from __future__ import annotations

import json
from dataclasses import replace

from posdiag.isolate.compare import Comparison, compare
from posdiag.isolate.outcome import Outcome
from posdiag.profile.trait_words import Group
from posdiag.profile.traits import Timers, Traits
from posdiag.replay.variant import Variant
from posdiag.report.compared import compared_lines, compared_markdown, grouped
from posdiag.report.compared_json import compared_object
from posdiag.report.lines import plain
from tests.isolate.made import bad, good, pay, release, scenario

SOUND = Traits(dialect="kr-fs")
NAMES = {"comm.timeout.pos_too_short": {"ko": "대기 시간 부족", "en": "waits too short"}}


def done(played: bool = True) -> Comparison:
    def play(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        return good() if variant.release.traits.approval_digits >= 8 else bad()

    worse = replace(SOUND, approval_digits=6, timers=Timers(answer_ms=20_000), wire={"check": "none"})
    story = replace(scenario(pay(1)), needs=("approval-digits:8",))
    return compare(release("1.0", SOUND), release("2.0", worse), (story,), play if played else None)


def text(lang: str) -> str:
    return "\n".join(plain(compared_lines(done(), lang, 100, NAMES, "posdiag …")))


def test_changes_stand_under_what_they_are_about_in_the_order_of_a_payment() -> None:
    assert list(grouped(done().changes)) == [Group.FRAMING, Group.TIMERS, Group.CANCEL]


def test_the_text_names_values_places_and_the_proven_trait() -> None:
    english = text("en")
    for words in (
        "timers.answer_ms  35000 → 20000  made-up.yaml:2.0",
        "wait for the answer to a sale, in ms",
        "✗ worse: compatible before, not now (1)",
        "compatible → incompatible (waits too short) · by approval_digits (proven by replay)",
        "repeat it    posdiag …",
    ):
        assert words in english, words
    assert "approval_digits 때문 (재생으로 확인)" in text("ko")


def test_without_replays_the_text_says_so() -> None:
    told = "\n".join(plain(compared_lines(done(False), "en", 100, NAMES)))
    assert "Not replayed" in told
    assert "needs wire.check, approval_digits" in told or "needs approval_digits, wire.check" in told


def test_the_markdown_has_two_tables_whose_rows_are_whole() -> None:
    rows = [row for row in compared_markdown(done(), "en", NAMES).splitlines() if row.startswith("|")]
    assert {row.count("|") for row in rows[:5]} == {6}
    assert rows[-1].startswith("| `")


def test_the_json_has_values_places_and_both_outcomes() -> None:
    made = json.loads(json.dumps(compared_object(done(), "posdiag …")))
    assert made["schema"] == "posdiag/diff/1"
    by_path = {change["path"]: change for change in made["changes"]}
    assert by_path["timers.answer_ms"]["after"] == {"value": 20000, "place": "made-up.yaml:2.0"}
    assert by_path["wire.check"]["before"]["value"] is None
    (one,) = made["scenarios"]
    assert (one["touch"], one["after"]["verdict"]) == ("worse", "incompatible")
    assert one["culprit"]["traits"] == ["approval_digits"]
    assert made["worse"] == 1
