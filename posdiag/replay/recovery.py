"""What a POS does about a sale without an answer: ask what became of it, or undo it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from posdiag.profile.traits import Traits
from posdiag.replay.books import Sale
from posdiag.replay.requests import Requests
from posdiag.replay.steps import Ask, Command, Told
from posdiag.wire.message import Kind, Message

#: Answers to a network cancel after which nothing of the sale is left: undone, unknown, undone before.
NOTHING_LEFT = ("00", "25", "N1", "P8")


@dataclass(slots=True)
class Recovery:
    """The two safe deeds, in this release's manner. Retrying is the till's own."""

    traits: Traits
    requests: Requests
    can_say: Callable[[Kind], bool] = lambda kind: True

    def inquire(self, sale: Sale) -> Generator[Command, Told, Message | None]:
        """The answer that names this sale, or None where nobody knows it or nobody answers."""
        if not self.can_say(Kind.INQUIRE):
            return None
        told = yield Ask(self.requests.inquire(sale), self.traits.timers.answer_ms)
        self.requests.now_ms = told.at_ms
        answer = told.answer
        if answer is None or answer.get("result") != "00":
            return None
        named = answer.get("orig_stan")
        return answer if not named or named == sale.stan else None

    def reverse(self, sale: Sale) -> Generator[Command, Told, bool]:
        """Whether a network cancel (망취소) was confirmed; repeated as this release does."""
        for attempt in range(self.traits.reversal_tries if self.can_say(Kind.REVERSE) else 0):
            told = yield Ask(self.requests.reverse(sale, again=attempt > 0), self.traits.timers.answer_ms)
            self.requests.now_ms = told.at_ms
            if told.answer is not None:
                return told.answer.get("result") in NOTHING_LEFT
        return False
