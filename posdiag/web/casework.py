"""What agents do with cases: open, answer, note, close, open again. Each is one change, recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from posdiag.errors import InputError, Problem
from posdiag.intake.decide import Decision, Knowledge, decide
from posdiag.intake.dossier import CLOSED, OPEN, Dossier
from posdiag.intake.facts import fact_object
from posdiag.intake.on_paper import with_statement
from posdiag.intake.privacy import hide
from posdiag.intake.talk import answered, clean, opened, replied, told
from posdiag.statement.payment import Statement
from posdiag.store.cases import Cases, Event
from posdiag.web.desk import Desk
from posdiag.web.failure import Failure
from posdiag.web.rooms import Rooms
from posdiag.worded import worded

#: Calls are about tills in Korea, and callers speak of Korean time.
KST = timezone(timedelta(hours=9))

Change = Callable[[Dossier], tuple[Dossier, Sequence[Event]]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A case with what it comes to, and the knowledge that this was decided from."""

    dossier: Dossier
    decision: Decision
    known: Knowledge


@dataclass(frozen=True, slots=True)
class Casework:
    """The cases of one connection, for one agent at one moment. Runs in a thread of the store."""

    cases: Cases
    rooms: Rooms
    who: str
    now: datetime  # the caller's time, without zone

    @property
    def at(self) -> str:
        """The time as it is recorded: ISO with zone, to the second."""
        return self.now.replace(tzinfo=KST).isoformat(timespec="seconds")

    def open(self, text: str, facts: Mapping[str, str], source: str = "answer") -> Dossier:
        """A new case from what the caller says, and answers that are known already."""
        ears = self.rooms.ears
        heard = opened(text, self.at, self.now, ears)
        if facts:
            heard = answered(heard, facts, self.now, ears, source)
        dossier = self._decided(heard)
        event = self._event("opened", {"story": dossier.story, "cause": dossier.cause})
        return self.cases.create(dossier, [event], self.at)

    def answer(self, number: int, given: Mapping[str, str]) -> Dossier:
        """The case after answers by name of question."""
        return self._heard(number, lambda before: answered(before, given, self.now, self.rooms.ears))

    def reply(self, number: int, text: str) -> Dossier:
        """The case after free words: an answer to what was asked last, or more of the story."""
        return self._heard(number, lambda before: replied(before, text, self.now, self.rooms.ears))

    def tell(self, number: int, text: str) -> Dossier:
        """The case after more of the story."""
        return self._heard(number, lambda before: told(before, text, self.now, self.rooms.ears))

    def note(self, number: int, text: str) -> Dossier:
        """A note of the agent's, masked."""
        private = hide(clean(text))

        def change(before: Dossier) -> tuple[Dossier, Sequence[Event]]:
            notes = [*before.extra.get("notes", ()), private.text]
            after = replace(before, extra={**before.extra, "notes": notes})
            after = after.with_warnings(tuple(f"private.{kind}" for kind in private.kinds))
            return after, [self._event("note", {"text": private.text})]

        return self.cases.change(number, change, self.at)

    def close(self, number: int, outcome: str, cause: str = "", card: str = "") -> Dossier:
        """Record how it ended. Failure for a case that is closed, and for names that nobody knows."""
        if cause and cause not in self.rooms.causes:
            raise Failure("not_found", "body.cause", what=cause[:60])
        if card and card not in self.rooms.cards_by_id:
            raise Failure("not_found", "body.card", what=card[:60])

        def change(before: Dossier) -> tuple[Dossier, Sequence[Event]]:
            if before.status == CLOSED:
                raise Failure("conflict", "path.id")
            named = cause or before.cause
            first = next((one for one in before.cards if not one.startswith("standing-order")), "")
            chosen = card or first or next(iter(before.cards), "")
            after = replace(
                before, status=CLOSED, outcome=outcome, closed=self.at, closed_cause=named,
                closed_card=chosen, pending="",
            )  # fmt: skip
            return after, [self._event("closed", {"outcome": outcome, "cause": named, "card": chosen})]

        return self.cases.change(number, change, self.at)

    def reopen(self, number: int) -> Dossier:
        """Take a closed case up again."""

        def change(before: Dossier) -> tuple[Dossier, Sequence[Event]]:
            if before.status != CLOSED:
                raise Failure("conflict", "path.id")
            was = {"outcome": before.outcome, "cause": before.closed_cause}
            after = replace(before, status=OPEN, outcome="", closed="", closed_cause="", closed_card="")
            return self._decided(after), [self._event("reopened", was)]

        return self.cases.change(number, change, self.at)

    def attach(self, number: int, job: str, what: Mapping[str, Any]) -> Dossier:
        """Note which replay was begun for a case."""

        def change(before: Dossier) -> tuple[Dossier, Sequence[Event]]:
            jobs = [*before.extra.get("jobs", ()), job][-20:]
            after = replace(before, extra={**before.extra, "jobs": jobs})
            return after, [self._event("run", {"job": job, **what})]

        return self.cases.change(number, change, self.at)

    def statement(self, number: int, statement: Statement) -> Dossier:
        """The case with the payments of a statement and what is odd about them, which answers checks too."""
        regions = self.rooms.rulebook.regions

        def change(before: Dossier) -> tuple[Dossier, Sequence[Event]]:
            if before.status == CLOSED:
                raise Failure("conflict", "path.id")
            after = self._decided(with_statement(before, statement, regions))
            told = {"payments": len(after.payments), "alarms": [one["kind"] for one in after.alarms]}
            return after, [self._event("statement", {**told, "cause": after.cause})]

        return self.cases.change(number, change, self.at)

    def see(self, dossier: Dossier) -> Seen:
        """What a case comes to now."""
        known = replace(self.rooms.knowledge, counts=self.cases.counts())
        return Seen(dossier, decide(dossier, known, self.now), known)

    # --------------------------------------------------------------------------------------------

    def _heard(self, number: int, hear: Callable[[Dossier], Dossier]) -> Dossier:
        def change(before: Dossier) -> tuple[Dossier, Sequence[Event]]:
            if before.status == CLOSED:
                raise Failure("conflict", "path.id")
            after = self._decided(hear(before))
            facts = [fact_object(fact) for fact in after.facts if fact not in before.facts]
            answers = {one.check: one.answer for one in after.answers if one not in before.answers}
            more = after.story[len(before.story) :].strip() if after.story != before.story else ""
            body = {"facts": facts, "answers": answers, "story": more, "cause": after.cause}
            return after, [self._event("answered", {key: value for key, value in body.items() if value})]

        return self.cases.change(number, change, self.at)

    def _decided(self, dossier: Dossier) -> Dossier:
        decision = self.see(dossier).decision
        asked = decision.ask.key if decision.ask else ""
        cards = tuple(card.id for card in decision.say)
        return replace(dossier, cause=decision.answer, causes=decision.ranked, cards=cards, pending=asked)

    def _event(self, kind: str, body: Mapping[str, Any]) -> Event:
        return Event(kind, {**body, "by": self.who} if self.who else dict(body))


def casework(cases: Cases, desk: Desk, who: str) -> Casework:
    """Casework of an agent, now."""
    now = datetime.fromtimestamp(desk.world.now_s(), KST).replace(tzinfo=None, microsecond=0)
    return Casework(cases, desk.rooms, who, now)


def number_of(text: str) -> int:
    """The number of a case in a path. Failure where it is none."""
    if text.isascii() and text.isdecimal() and len(text) <= 18:
        return int(text)
    raise Failure("not_found", "path.id", what=text[:40])


def day_of(text: str, place: str, now: datetime, last: bool = False) -> str:
    """An ISO text of a day or moment, as it stands or in words such as 어제. InputError for neither."""
    from posdiag.intake.time_words import read_times

    if not text.strip():
        return ""
    found = read_times(text, now)
    if not found:
        raise InputError(
            Problem(place, worded("`{text}` is no day", text=text[:40]), "2026-09-12, 9/12, 어제")
        )
    iso = found[0].iso
    return f"{iso}T23:59:59+09:00" if last and len(iso) == 10 else iso
