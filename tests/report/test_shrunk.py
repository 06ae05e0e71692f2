"""A shrunken scenario is told with before and after, and each boundary with both its sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from posdiag.isolate.outcome import Outcome
from posdiag.isolate.shrink import Beyond, Edge, Shrinking
from posdiag.replay.scenario import Do, Item, Step
from posdiag.replay.variant import Variant
from posdiag.report.lines import plain
from posdiag.report.shrunk import Shrunk, edge_line, shrink_object, shrunk_lines, step_words
from tests.isolate.made import bad, good, pay, release, scenario, unclear

NAMES = {"comm.timeout.pos_too_short": {"ko": "대기 시간 부족", "en": "waits too short"}}
EDGE = Edge("step 1 amount_krw", "amount", (1,), "won", 10_001, 10_000)


def defaults(name: str) -> Mapping[str, int]:
    return {}


def search(outcome: Outcome, most: int = 99) -> Shrinking:
    def play(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        return outcome if variant.release.release == "1.0" else good()

    story = scenario(pay(8_800, Item("김밥", 8_800), tax_krw=800))
    found = Shrinking(release("1.0"), (release("1.0"), release("2.0")), story, play, defaults, 3, most)
    found.run()
    return found


def told(done: Shrunk, lang: str = "en") -> str:
    return "\n".join(plain(shrunk_lines(done, lang, 100, NAMES)))


@pytest.mark.parametrize(
    ("edge", "words"),
    [
        (EDGE, "step 1 amount: fails at 10,001 won, passes at 10,000 won"),
        (replace(EDGE, beyond=Beyond.OTHERWISE), "fails at 10,001 won, fails otherwise at 10,000 won"),
        (replace(EDGE, beyond=Beyond.UNFAIR), "at 10,000 won no sound release passes"),
        (replace(EDGE, next_at=None, fails_at=1), "fails at the mildest value already, 1 won"),
        (replace(EDGE, odd=(10_003,)), "not monotone: passes at the harsher 10,003 won"),
        (Edge("late:ms", "fault", (), "ms", 1_001, 1_000), "late:ms: fails at 1,001 ms, passes at 1,000 ms"),
        (Edge("x", "name", (1, 2), "bytes", 17, 15), "step 1 item 2 name: fails at 17 byte(s), passes at 15"),
        (Edge("x", "instalment", (1,), "", 25, 24), "step 1 instalment: fails at 25, passes at 24"),
    ],
)
def test_both_sides_of_a_boundary_are_told(edge: Edge, words: str) -> None:
    assert words in edge_line(edge, "en")
    assert edge_line(edge, "ko") != edge_line(edge, "en")


def test_a_step_is_told_in_few_words() -> None:
    assert step_words(replace(pay(8_800, tax_krw=800), instalment=3), "en") == (
        "pay 8,800 won by chip, tax 800, instalment 3"
    )
    assert step_words(Step(Do.CANCEL, of=1), "ko") == "1번 취소"
    assert step_words(Step(Do.CHECK), "en") == "check"


def test_the_report_has_failure_sizes_boundaries_and_replays() -> None:
    done = Shrunk(search(bad()), "sim:made-up", file="small.yaml", command="posdiag …", confirmed=True)
    text = told(done)
    for words in (
        "✗ made-up · reference/made-up@1.0 · sim:made-up · --seed 3",
        "waits too short [comm.timeout.pos_too_short] · timing.made_up",
        "reference/made-up@2.0 passes the same scenario",
        "1. pay 8,800 won by chip, tax 800",
        "1. pay 1 won by chip",
        "김밥 8,800",
        "leave out or lessen any one thing more",
        "the same failure",
        "small.yaml",
    ):
        assert words in text, words
    assert "대기 시간 부족" in told(done, "ko")


def test_limits_and_interruptions_are_told() -> None:
    assert "stopped by --most-replays" in told(Shrunk(search(bad(), 5), "sim:x"))
    assert "This far it was shrunk" in told(Shrunk(search(bad()), "sim:x", interrupted=True))


def test_what_does_not_fail_and_what_nobody_can_tell_are_two_things() -> None:
    assert told(Shrunk(search(good()), "sim:x")) == (
        "Nothing to shrink: made-up does not fail on reference/made-up@1.0."
    )
    assert "cannot be told" in told(Shrunk(search(unclear()), "sim:x"))


def test_programs_get_the_same() -> None:
    found = search(bad())
    found.edges["x"] = replace(EDGE, odd=(10_003,))
    told = shrink_object(Shrunk(found, "sim:x", text="id: x\n", file="x.yaml", confirmed=True))
    assert (told["schema"], told["fails"], told["minimal"], told["file"]) == (
        *("posdiag/shrink/1", True, True, "x.yaml"),
    )
    assert told["witness"] == {"release": "reference/made-up@2.0", "with_faults": True}
    assert told["boundaries"][-1] == {
        "name": "step 1 amount_krw",
        "unit": "won",
        "fails_at": 10_001,
        "next_at": 10_000,
        "beyond": "passes",
        "passes_at": 10_000,
        "monotone": False,
        "passes_beyond": [10_003],
    }
    assert told["failure"]["class"] == "comm.timeout"
    assert (told["before"]["items"], told["after"]["items"]) == ([["김밥"]], [[]])
    nothing = shrink_object(Shrunk(search(good()), "sim:x"))
    assert (nothing["fails"], nothing["failure"], nothing["verdict"]) == (False, None, "compatible")
