"""The next question: what tells most, then what the case lacks."""

from __future__ import annotations

from dataclasses import replace

from posdiag.intake.ask_next import missing, next_question, question_of, six_questions
from posdiag.intake.decide import Knowledge
from posdiag.intake.dossier import Answered, Dossier, Reading
from posdiag.intake.facts import Fact
from posdiag.intake.judge import judge

EMPTY = Dossier()
SURE = Reading("story", "…", "txn.duplicate", (("txn.duplicate", 0.99),))


def asked(known: Knowledge, dossier: Dossier):  # type: ignore[no-untyped-def]
    state = judge(dossier, known.causes, known.checks, known.lexicon, known.book)
    return next_question(dossier, state, known.causes, known.checks, known.lexicon)


def test_the_first_question_of_an_empty_case_is_for_the_words_on_the_screen(known: Knowledge) -> None:
    question = asked(known, EMPTY)
    assert question is not None
    assert question.key == "message"
    assert question.gain_bits > 0.5
    assert question.why is not None


def test_no_question_is_asked_twice_and_they_come_to_an_end(known: Knowledge) -> None:
    dossier, seen = EMPTY, []
    while (question := asked(known, dossier)) is not None:
        assert question.key not in seen
        assert not question.check or known.checks[question.check].who != "technician", "who calls is none"
        seen.append(question.key)
        declined = [*dossier.extra.get("declined", ()), question.key, question.field]
        dossier = replace(dossier, extra={"declined": declined})
        if question.check:
            dossier = replace(dossier, answers=(*dossier.answers, Answered(question.check, "dont-know")))
        assert len(seen) < 100
    assert len(seen) > 5


def test_once_the_cause_is_named_the_facts_that_it_needs_are_asked(known: Knowledge) -> None:
    facts = (Fact("charged", "twice", "answer"), Fact("approval", "30012345", "answer"))
    dossier = replace(EMPTY, readings=(SURE,), facts=facts)
    state = judge(dossier, known.causes, known.checks, known.lexicon, known.book)
    lacking = [field.id for field in missing(dossier, state, known.causes, known.lexicon)]
    assert {"when", "terminal", "amount", "van"} <= set(lacking)
    assert "approval" not in lacking
    question = asked(known, dossier)
    assert question is not None
    assert question.key == lacking[0]


def test_a_customer_is_asked_nothing_that_needs_a_hand_at_the_till(known: Knowledge) -> None:
    dossier = replace(EMPTY, facts=(Fact("caller", "customer", "story"),))
    for _ in range(30):
        question = asked(known, dossier)
        if question is None or not question.check:
            break
        check = known.checks[question.check]
        assert check.kind == "question" or check.who == "agent"
        dossier = replace(dossier, answers=(*dossier.answers, Answered(question.check, "dont-know")))


def test_a_question_is_found_by_the_name_of_field_or_check(known: Knowledge) -> None:
    assert question_of("place", known.checks, known.lexicon).check == "where-paid"  # type: ignore[union-attr]
    assert question_of("where-paid", known.checks, known.lexicon).key == "place"  # type: ignore[union-attr]
    assert question_of("shop", known.checks, known.lexicon).check == ""  # type: ignore[union-attr]
    assert question_of("nonsense", known.checks, known.lexicon) is None


def test_the_six_questions_list_what_is_told(known: Knowledge) -> None:
    dossier = replace(EMPTY, facts=(Fact("place", "kiosk", "story"), Fact("amount", "1000", "story")))
    told = {
        question: [field.id for field in fields] for question, fields in six_questions(dossier, known.lexicon)
    }
    assert told == {"who": [], "when": [], "where": ["place"], "what": ["amount"], "how": [], "why": []}
