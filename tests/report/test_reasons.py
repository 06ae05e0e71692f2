"""Why the diagnosis stands by its causes, in words of both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.diagnose.answer import RuledOut
from posdiag.diagnose.finding import CauseShare, Severity
from posdiag.diagnose.sayings import found
from posdiag.payment.money import MoneyAccount
from posdiag.record import Behind, Reenacted, RunRecord, Verdict
from posdiag.report.reasons import behind, cause_line, excluded, told_causes, tried_out, voices, wanted
from posdiag.transcript import Transcript

NAMES = {"a.b": {"ko": "가", "en": "the one"}, "c.d": {"ko": "나", "en": "the other"}}
FINDINGS = (found("link.mute", Severity.ERROR), found("line.damaged", Severity.WARNING, count=2))


def record(**changes: object) -> RunRecord:
    causes = (
        CauseShare("a.b", 0.6, "line", ("link.mute",), ("line.damaged",)),
        CauseShare("c.d", 0.04, "pos"),
    )
    plain = RunRecord(
        "s", {}, "p", "1", "sim:x", (), 0, Verdict.INCOMPATIBLE, MoneyAccount(0, 0), FINDINGS, causes, (),
        Transcript(), answer=("a.b",),
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_unlikely_causes_are_not_told_unless_they_stand_beside_the_first() -> None:
    assert [share.cause for share in told_causes(record())] == ["a.b"]
    assert [share.cause for share in told_causes(record(answer=("a.b", "c.d")))] == ["a.b", "c.d"]


def test_a_cause_is_told_with_its_share_and_side() -> None:
    run = record()
    assert cause_line(run.causes[0], True, run, "en", NAMES) == "60% the one [a.b] · line"
    both = record(answer=("a.b", "c.d"))
    assert cause_line(both.causes[1], False, both, "ko", NAMES).endswith("POS · 함께 있음")


@pytest.mark.parametrize(("lang", "labels"), [("ko", ("찬성", "반대")), ("en", ("for", "against"))])
def test_what_speaks_for_and_against_is_told_in_the_words_of_the_finding(
    lang: str, labels: tuple[str, str]
) -> None:
    told = list(voices(record().causes[0], FINDINGS, lang))
    assert [label for label, _ in told] == list(labels)
    assert told[0][1] == FINDINGS[0].summary[lang]


def test_each_tried_cause_is_told_once_by_its_best_way() -> None:
    trials = (Reenacted("a.b", "one", "ms=5", 0.4, False), Reenacted("a.b", "two", "", 0.97, True))
    lines = list(tried_out(record(reenacted=(*trials, Reenacted("c.d", "x", "", 0.31, False))), "en", NAMES))
    assert lines == ["the one: reproduces what was seen (two)", "the other: only 31% like what was seen (x)"]


def test_what_is_ruled_out_is_told_with_why() -> None:
    out = (RuledOut("c.d", "pos", "line.damaged"), RuledOut("a.b", "line", "link.mute", unexplained=True))
    told = list(excluded(record(ruled_out=out), "en", NAMES))
    assert told[0].startswith("the other: speaks against it: 2 damaged")
    assert told[1].startswith("the one: does not explain: The connection stood")


def test_what_the_first_cause_had_hidden_is_told_with_what_shows_it() -> None:
    shows = Behind("a.b", "card", FINDINGS, (CauseShare("c.d", 0.9, "pos", ("line.damaged",)),))
    (told,) = behind(record(behind=shows), "en", NAMES)
    assert told.startswith("the other [c.d]: shows with that mended: 2 damaged")
    (told,) = behind(record(behind=shows), "ko", NAMES)
    assert told.startswith("나 [c.d]: 앞의 것을 고치면 보임: ")
    assert not list(behind(record(), "en", NAMES))


def test_what_is_missing_is_told_in_words() -> None:
    assert wanted(record(), "en") == ""
    assert wanted(record(missing=("host", "statement")), "ko") == "호스트 회선의 통신, 카드사 결제 내역"
