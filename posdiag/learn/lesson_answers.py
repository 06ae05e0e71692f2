"""What a POS makes of answers that are late, doubled, of another payment, or for a part of the amount."""

from __future__ import annotations

from posdiag.audit.evidence import Evidence
from posdiag.learn.desk import (
    Desk,
    answer_to,
    belief,
    followed_up,
    gave_up_ms,
    is_approved,
    message_of,
    requests,
)
from posdiag.learn.errand import Errand, Treat, pay, paying
from posdiag.payment.money import Belief
from posdiag.profile.traits import LateAnswer, PartialApproval
from posdiag.replay.errands import won
from posdiag.wire.message import Kind

_PARTLY_KRW = 12_300


def lesson_late(desk: Desk) -> None:
    """An answer that lies there already, and one of another payment: each is taken, or it is not."""
    learnt, card = desk.learnt, desk.instruments["card"]
    twice = desk.play(paying("twice", "같은 응답 두 번 | an answer twice", card, Treat.TWICE, 2))
    stale = desk.play(
        paying("stale", "앞 거래의 응답 | the answer of the payment before", card, Treat.STALE, 2)
    )
    told = desk.seat.told
    lay, another = _took(twice, told), _took(stale, False) if _told_apart(stale) else None
    if lay:
        learnt.learn("late_answer", LateAnswer.TAKE_NEXT, "twice")
    elif another is False:
        learnt.learn("late_answer", LateAnswer.MATCH, "stale")
    elif another and lay is False:
        learnt.learn("late_answer", LateAnswer.DROP, "twice")
    else:
        learnt.leave("no-words", "late_answer")


def _took(seen: Evidence | None, told: bool) -> bool | None:
    """Whether the second payment was taken for answered, which never was; None where nothing tells."""
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    if seen is None or not sales:
        return None
    if len(sales) < 2:
        # the second was answered, to the POS's mind, before it was even sent
        return True if told and belief(seen) is Belief.APPROVED else None
    if not is_approved(seen, sales[0]):
        return None
    if followed_up(seen, sales[1]) or gave_up_ms(seen, sales[1]) is not None:
        return False
    return True if belief(seen) is Belief.APPROVED else None


def _told_apart(seen: Evidence | None) -> bool:
    """Whether the two payments have numbers of their own, by which their answers can be told apart."""
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    stans = [message_of(sale).get("stan") for sale in sales[:2]]
    return all(stans) and len(set(stans)) > 1


def lesson_part(desk: Desk) -> None:
    """A prepaid card that has less than is asked for, and an issuer that approves the part it has."""
    learnt = desk.learnt
    name = {"ko": "부분승인", "en": "a part approval"}
    cards = {"main": desk.instruments["prepaid-partial"], "rest": desk.instruments["card"]}
    seen = desk.play(Errand("part", name, (pay(_PARTLY_KRW),), cards))
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    answer = answer_to(seen, sales[0]) if seen is not None and sales else None
    approved = won(answer.get("approved_amount")) if answer is not None else 0
    if seen is None or not 0 < approved < _PARTLY_KRW:
        learnt.leave("no-part", "partial_approval")
        return
    rest = [one for one in sales[1:] if won(message_of(one).get("amount")) == _PARTLY_KRW - approved]
    word = belief(seen)
    if rest:
        learnt.learn("partial_approval", PartialApproval.SUPPORTED, "part")
    elif word is Belief.APPROVED:
        learnt.learn("partial_approval", PartialApproval.AS_FULL, "part")
    elif word is Belief.DECLINED:
        learnt.learn("partial_approval", PartialApproval.AS_DECLINE, "part")
    else:
        learnt.leave("no-words", "partial_approval")


def lesson_routes(desk: Desk) -> None:
    """A payment that the VAN refuses: whether it is tried by another route."""
    learnt = desk.learnt
    poor = desk.instruments["prepaid"]
    name = {"ko": "거절", "en": "a refusal"}
    seen = desk.play(Errand("refused", name, (pay(_PARTLY_KRW),), {"main": poor}))
    sales = [] if seen is None else requests(seen, Kind.APPROVE)
    routes = [message_of(one).get("route") for one in sales]
    if not routes or not all(routes):
        learnt.leave("no-field", "routes", "pg_tid")
        return
    words = {"V": "van", "P": "pg"}
    learnt.learn("routes", tuple(dict.fromkeys(words.get(route, route) for route in routes)), "refused")
    direct = next((one for one in sales if message_of(one).get("route") == "V"), None)
    if direct is not None and message_of(direct).get("tid"):
        learnt.learn("tid", message_of(direct).get("tid"), "refused")
    gateway = next((one for one in sales if message_of(one).get("route") == "P"), None)
    if gateway is not None:
        learnt.learn("pg_tid", message_of(gateway).get("tid"), "refused")
    else:
        learnt.leave("unseen", "pg_tid")
