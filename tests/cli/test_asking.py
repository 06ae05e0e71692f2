"""--next and --interactive: one check in the report, and questions answered from a pipe."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from posdiag.checks.state import begin
from posdiag.cli.asking import converse, shipped_checks
from posdiag.diagnose.causes import load_causes
from posdiag.diagnose.finding import CauseShare, Severity
from posdiag.engine import Plan
from posdiag.guidance.cards import load_cards
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.profile.roots import Roots
from posdiag.record import RunRecord, Verdict

Posdiag = Callable[..., Any]
Gives = Callable[..., list[Plan]]
Make = Callable[..., RunRecord]
LIKELY = (CauseShare("comm.disconnected", 0.5, "line"), CauseShare("comm.tls", 0.4, "line"))
REFUSED = MoneyAccount(0, 0, {}, Belief.DECLINED, 0)


@pytest.fixture
def failing(make_record: Make) -> RunRecord:
    return replace(make_record(Verdict.INCOMPATIBLE, Severity.ERROR), causes=LIKELY, money=REFUSED)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Puts bytes on stdin, as a pipe would."""
    return lambda given: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))


def test_next_is_in_the_json_of_failing_runs_only(
    posdiag: Posdiag, engine_gives: Gives, failing: RunRecord, make_record: Make
) -> None:
    engine_gives(make_record(Verdict.COMPATIBLE), failing)
    ran = posdiag("diagnose", "--next", "--format", "jsonl")
    well, failed = map(json.loads, ran.out.splitlines())
    assert "next" not in well
    check = failed["next"]
    assert set(check) == {"id", "kind", "who", "effort_min", "gain_bits", "pays", "text", "why", "answers"}
    assert set(check["text"]) == set(check["answers"][0]["text"]) == {"ko", "en"}
    assert check["gain_bits"] > 0
    assert list(failed).index("next") == list(failed).index("guidance") + 1


def test_without_the_option_the_record_is_as_before(
    posdiag: Posdiag, engine_gives: Gives, failing: RunRecord
) -> None:
    engine_gives(failing)
    assert "next" not in json.loads(posdiag("diagnose", "--format", "jsonl").out)


def test_next_is_in_the_text_in_both_languages(
    posdiag: Posdiag, engine_gives: Gives, failing: RunRecord
) -> None:
    for lang, words in (("en", "what to check next"), ("ko", "다음 확인")):
        engine_gives(failing)
        ran = posdiag("diagnose", "--next", lang=lang)
        assert f"\n{words}\n" in ran.out
        assert "1) " in ran.out.partition(words)[2]


def test_answers_from_a_pipe_go_on_until_the_cause_is_named(
    posdiag: Posdiag, engine_gives: Gives, failing: RunRecord, answers: Callable[[bytes], None]
) -> None:
    engine_gives(failing)
    answers("x\n0\n99\n가\n?\n".encode() + b"\xff\xfe\n" + b"1\n" * 70)
    ran = posdiag("diagnose", "--interactive")
    assert ran.code == 1
    assert "Question 1, for the" in ran.err
    for given in ("`x`", "`0`", "`99`", "`가`"):
        assert f"{given} is no answer: give a number from 1 to" in ran.err
    assert "Traceback" not in ran.err
    assert "checked      " in ran.out
    assert "don't know → " in " ".join(ran.out.split())
    assert "The cause is named." in ran.out


@pytest.mark.parametrize("given", [b"", b"q\n", b"Q\n", b"2\n"])
def test_the_end_of_the_answers_keeps_what_was_learned(
    posdiag: Posdiag, engine_gives: Gives, failing: RunRecord, answers: Callable[[bytes], None], given: bytes
) -> None:
    engine_gives(failing)
    answers(given)
    ran = posdiag("diagnose", "--interactive", lang="ko")
    assert ran.code == 1
    assert "원인을 정하기 전에 멈췄습니다." in ran.out
    assert ("확인한 것" in ran.out) == (given == b"2\n")


def test_ctrl_c_at_a_question_keeps_what_was_learned() -> None:
    causes = load_causes(Roots.of())
    given = iter(["1"])

    def read() -> str | None:
        try:
            return next(given)
        except StopIteration:
            raise KeyboardInterrupt from None

    names = {cause.id: cause.name for cause in causes}
    ending = converse(begin(causes), shipped_checks(), load_cards(Roots.of()), names, "en", 100, read)
    assert (ending.how, len(ending.state.steps)) == ("stopped", 1)


def test_a_named_cause_brings_its_guidance_and_open_money_the_standing_order() -> None:
    causes = load_causes(Roots.of())
    names = {cause.id: cause.name for cause in causes}
    state = begin(causes, [CauseShare("coupon.expired", 0.85, "coupon")], "open")
    given = iter(["1", "3", "4", *["2"] * 60])
    ending = converse(state, shipped_checks(), load_cards(Roots.of()), names, "en", 100, lambda: next(given))
    assert ending.how in ("decided", "exhausted")
    sure = begin(causes, [CauseShare("coupon.expired", 0.97, "coupon")], "open")
    ending = converse(sure, shipped_checks(), load_cards(Roots.of()), names, "en", 100, lambda: None)
    assert ending.how == "decided"
    assert ending.cards[0].id.startswith("standing-order")
    assert {card.audience for card in ending.cards} == {"merchant", "technician", "agent"}


def test_questions_are_for_people(posdiag: Posdiag, engine_gives: Gives) -> None:
    plans = engine_gives()
    ran = posdiag("diagnose", "--interactive", "--format", "json")
    assert (ran.code, ran.out, plans) == (2, "", [])
    assert ran.err.startswith("--interactive: asks people")


def test_there_is_nothing_to_ask_where_nothing_failed_or_all_is_named(
    posdiag: Posdiag, engine_gives: Gives, failing: RunRecord, make_record: Make
) -> None:
    engine_gives(make_record(Verdict.COMPATIBLE))
    assert posdiag("diagnose", "--interactive").err.startswith("Nothing failed")
    engine_gives(replace(failing, causes=(CauseShare("comm.tls", 0.95, "line"),)))
    assert posdiag("diagnose", "--interactive").err.startswith("The causes of all failing runs are named")


def test_of_several_failing_runs_the_first_is_asked_about_and_the_others_counted(
    posdiag: Posdiag, engine_gives: Gives, failing: RunRecord, answers: Callable[[bytes], None]
) -> None:
    engine_gives(failing, failing, failing)
    answers(b"q\n")
    assert "2 more runs failed" in posdiag("diagnose", "--interactive").err
