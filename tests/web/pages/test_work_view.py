"""A case as its page shows it."""

from __future__ import annotations

from posdiag.intake.ask_next import Question
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import Fact
from posdiag.store.cases import Event
from posdiag.web.pages.work_view import facts_of, question_of, timeline_of
from posdiag.web.rooms import Rooms


def test_of_two_facts_the_weightier_is_told_and_the_other_beside_it(rooms: Rooms) -> None:
    facts = (
        Fact("amount", "12300", "story"),
        Fact("amount", "10000", "answer"),
        Fact("place", "kiosk", "story"),
    )
    shown = facts_of(Dossier(facts=facts), rooms.knowledge.lexicon, "ko")
    assert [(one.value, one.others) for one in shown] == [("키오스크", ()), ("10,000원", ("12,300원",))]


def test_only_nine_answers_have_a_digit() -> None:
    answers = tuple((str(n), {"ko": f"답 {n}", "en": f"answer {n}"}) for n in range(12))
    shown = question_of(Question("a", {"ko": "질문", "en": "question"}, answers), "en")
    assert shown is not None
    assert [one.key for one in shown.answers] == [*"123456789", "", "", ""]
    assert question_of(None, "ko") is None


def test_what_happened_is_told_the_latest_first_and_by_whom() -> None:
    events = [
        Event("opened", {"story": "잔액 부족", "by": "kim"}, "2026-09-21T12:00:00+09:00", 1),
        Event("answered", {"answers": {"other-cards": "all-work"}}, "2026-09-21T12:01:00+09:00", 2),
    ]
    shown = timeline_of(events, "ko")
    assert [one.at for one in shown] == ["2026-09-21 12:01", "2026-09-21 12:00"]
    assert shown[0].text == "other-cards = all-work"
    assert (shown[1].by, shown[1].text) == ("kim", "잔액 부족")
