"""Judging ACKs, NAKs and repeats: each finding where it belongs, and none on a sound exchange."""

from __future__ import annotations

from posdiag.audit.evidence import Evidence
from posdiag.audit.judge_line import MOST_SENDINGS, judge_line
from posdiag.audit.line import Cut
from tests.audit.made import ACK, NAK, approved, inquired, inquiry, played, sale, wrong

ASKED = (("pos", sale()), ("far", ACK))


def codes(seen: Evidence) -> list[str]:
    return [finding.code for finding in judge_line(seen)]


def test_a_sound_exchange_gives_nothing() -> None:
    assert codes(played(*ASKED, ("far", approved()), ("pos", ACK))) == []
    repeated = played(*ASKED, ("far", wrong(approved())), ("pos", NAK), ("far", approved()), ("pos", ACK))
    assert codes(repeated) == []


def test_an_ack_to_a_damaged_frame_tells_what_was_wrong() -> None:
    (finding,) = judge_line(played(*ASKED, ("far", wrong(approved())), ("pos", ACK)))
    assert (finding.code, finding.facts, finding.evidence) == (
        "audit.acked_damaged", {"what": "check.wrong"}, (3, 4),
    )  # fmt: skip


def test_an_ack_to_half_a_frame_and_one_too_early_are_two_things() -> None:
    whole = approved()
    half = played(*ASKED, ("far", whole[:30]), ("pos", ACK))
    assert [(one.code, one.facts) for one in judge_line(half)] == [("audit.acked_half", {"have": "30"})]
    early = played(*ASKED, ("far", whole[:30]), ("pos", ACK), ("far", whole[30:]))
    assert [(one.code, one.facts["have"]) for one in judge_line(early)] == [("audit.acked_early", "30")]
    assert codes(played(*ASKED, ("far", whole[:30]), ("far", whole[30:]), ("pos", ACK))) == []


def test_a_sound_answer_wants_its_ack() -> None:
    assert codes(played(*ASKED, ("far", approved()))) == ["audit.not_acked"]
    assert codes(played(*ASKED, ("far", approved()), ("pos", NAK))) == ["audit.refused_sound"]
    assert codes(played(*ASKED, ("far", approved()), Cut(210, "reset"))) == []
    late = played(*ASKED, ("pos", inquiry()), ("far", inquired()), ("pos", ACK), ("far", approved("000005")))
    assert codes(late) == []  # nobody waits for that one


def test_a_repeated_answer_is_judged_once() -> None:
    assert codes(played(*ASKED, ("far", approved()), ("far", approved()), ("pos", ACK))) == []
    assert codes(played(*ASKED, ("far", approved()), ("pos", ACK), ("far", approved()))) == []


def test_giving_up_on_a_nak_is_seen_and_repeating_is_not() -> None:
    assert codes(played(("pos", sale()), ("far", NAK))) == ["audit.gave_up_on_nak"]
    asked = played(("pos", sale()), ("far", NAK), ("pos", inquiry()), ("far", inquired()), ("pos", ACK))
    assert codes(asked) == ["audit.gave_up_on_nak"]
    assert codes(played(("pos", sale()), ("far", NAK), ("pos", sale()), ("far", NAK))) == []


def test_repeats_without_end_are_seen() -> None:
    rows = [("pos", sale()), ("far", NAK)] * (MOST_SENDINGS + 1)
    (finding,) = judge_line(played(*rows))
    assert (finding.code, finding.facts) == ("audit.endless_repeats", {"tries": "11"})
    assert codes(played(*rows[2:])) == []
