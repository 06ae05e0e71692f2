"""A bisection is told version by version, with every change, its traits and its proof."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.isolate.bisect import Bisection
from posdiag.isolate.outcome import Outcome
from posdiag.isolate.recorded import RecordedRun
from posdiag.isolate.versions import ReleaseVersions
from posdiag.profile.traits import Traits
from posdiag.record import Verdict
from posdiag.replay.variant import Variant
from posdiag.report.bisected import Bisected, end_lines, head_lines, step_lines
from posdiag.report.lines import plain
from tests.isolate.made import bad, good, pay, release, scenario, unclear

SOUND = Traits(dialect="kr-fs")
NAMES = {"comm.timeout.pos_too_short": {"ko": "대기 시간 부족", "en": "waits too short"}}


def searched(letters: str, any_failure: bool = False, every: bool = False) -> Bisected:
    """Releases written as letters; a bad one keeps six digits of an approval number."""
    kinds = {"g": 12, "b": 6, "o": 5, "?": 4}
    releases = [
        release(f"{n}.0", replace(SOUND, approval_digits=kinds[letter], retries=n % 10))
        for n, letter in enumerate(letters, 1)
    ]

    def play(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        outcomes = {12: good(), 6: bad(), 5: bad("pos.other"), 4: unclear()}
        return outcomes[variant.release.traits.approval_digits]

    story = replace(scenario(pay(1)), needs=("approval-digits:8",))
    one = Bisection("made-up", ReleaseVersions(tuple(releases), story, play), None, any_failure, every)
    one.run()
    return Bisected(one, "sim:made-up", 3, command="posdiag bisect …")


def ending(done: Bisected, lang: str = "en") -> str:
    return "\n".join(plain(end_lines(done, lang, 100, NAMES)))


def test_a_break_is_told_with_its_traits_and_its_proof() -> None:
    text = ending(searched("ggbb"))
    for words in (
        "all 4 versions were played, since they are at most 16. 3 more replays for the proofs.",
        "waits too short [comm.timeout.pos_too_short]; the same is any of comm.timeout",
        "first bad    3.0  (2.0 → 3.0 · made-up.yaml:3.0)",
        "* approval_digits  12 → 6  made-up.yaml:3.0",
        "  retries          2 → 3",
        "culprit      approval_digits: proven by replay: 2.0 with this alone fails. taken back in 3.0, the",
        "A version that lacks what the scenario needs is played like the others",
        "posdiag bisect …",
    ):
        assert words in text, words
    assert "not monotone" not in text


def test_a_history_that_is_not_monotone_is_told() -> None:
    text = ending(searched("gbgb"))
    assert "the failure came or went 3 times" in text
    assert [row[:13].strip() for row in text.splitlines() if "→ " in row and "(" in row] == [
        *("first bad", "good again", "bad again"),
    ]
    assert "mended by    approval_digits:" in text


def test_other_failures_and_unclear_versions_are_named() -> None:
    text = ending(searched("og?b"))
    assert "versions that fail otherwise: 1.0; --any counts them too." in text
    assert "versions of which nobody can tell: 3.0" in text
    assert "nobody can tell of those between: 3.0." in text
    assert "1.0 fails otherwise: the failure may have been there before" in ending(searched("obb"))
    assert "shown by" in ending(searched("obb"))
    assert "2.0 fails otherwise: the failure may still be there" in ending(searched("bob"))
    assert "any incompatibility" in ending(searched("gob", any_failure=True))


@pytest.mark.parametrize(
    ("letters", "words"),
    [("ggg", "no version that was played fails."), ("bbb", "it is older than this range.")],
)
def test_where_nothing_changes_it_is_said_why(letters: str, words: str) -> None:
    assert words in ending(searched(letters))


def test_what_was_not_played_is_told() -> None:
    assert "of 40 versions were played: both ends" in ending(searched("g" * 20 + "b" * 20))
    assert "all 40 versions were played." in ending(searched("g" * 20 + "b" * 20, every=True))
    assert "ended after 4 of 4 versions." in ending(replace(searched("ggbb"), interrupted=True))


def test_a_version_is_a_line_with_sign_cause_money_and_lacks() -> None:
    done = searched("gb")
    (row,) = plain(step_lines(done, 1, bad(), "en", 120, NAMES))
    assert row == (
        "  2.0 ✗ incompatible · waits too short · 0 charge(s) of 0 won, POS unknown · lacks approval-digits:8"
    )
    assert list(plain(step_lines(done, 0, good(), "ko", 120, NAMES))) == [
        "  1.0 ✓ 호환 · 청구 1건 8,800원, POS 승인"
    ]
    assert len(list(step_lines(done, 1, bad(), "en", 60, NAMES))) == 2
    assert "? inconclusive" in next(plain(step_lines(done, 0, unclear(), "en", 120, NAMES)))


def recorded(charges: int) -> RecordedRun:
    return RecordedRun(
        *("--run x.json", "made-up", "", "reference/made-up", "2.0", "sim:made-up", (), 3),
        *(Verdict.INCOMPATIBLE, "comm.timeout.pos_too_short", charges, 0),
    )


def test_a_record_is_held_against_today() -> None:
    done = replace(searched("gb"), recorded=recorded(0), now=bad())
    head, *rest = plain(head_lines(done, "en", 100))
    assert head == "made-up · reference/made-up 1.0 … 2.0 · sim:made-up · --seed 3"
    assert rest == ["recorded     reference/made-up@2.0 comes out again as it was recorded."]
    changed = replace(done, recorded=recorded(2), now=good())
    text = " ".join(plain(head_lines(changed, "en", 200)))
    assert "was recorded as incompatible comm.timeout.pos_too_short and is now compatible" in text
