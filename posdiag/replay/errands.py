"""What a till does beside selling: polls, cancels, asks for balance or last sale, shows answers."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from posdiag.payment.money import Belief
from posdiag.profile.traits import OnTimeout, Traits
from posdiag.replay.books import Books, Sale
from posdiag.replay.recovery import Recovery
from posdiag.replay.requests import Requests
from posdiag.replay.scenario import Do, Instrument, Scenario, Step
from posdiag.replay.screen import shown
from posdiag.replay.steps import Ask, Command, Present, Show, Told
from posdiag.transcript import Seen
from posdiag.wire.message import Kind, Message

Flow = Generator[Command, Told, None]

#: How long a POS waits for the answer to a poll before a sale.
POLL_MS = 5_000
#: Shown where the link to the terminal has no message for what is asked.
NOT_OFFERED = "단말기 연동에 없는 기능입니다"


@dataclass(frozen=True, slots=True)
class Errands:
    """In the manner of one release; `can_say` tells what its link has a message for."""

    traits: Traits
    scenario: Scenario
    books: Books
    requests: Requests
    recovery: Recovery
    can_say: Callable[[Kind], bool]

    def poll(self, step: Step) -> Generator[Command, Told, bool]:
        """Whether the terminal answers at all; a sale is not even tried where it does not."""
        told = yield Ask(self.requests.plain(Kind.CHECK, step, Instrument("card"), None), POLL_MS)
        self.requests.now_ms = told.at_ms
        if told.answer is None:
            yield Show(Seen.SCREEN, *shown("단말기 연결을 확인하세요", self.traits))
        return told.answer is not None

    def cancel(self, number: int, step: Step) -> Generator[Command, Told, bool]:
        """Cancel an earlier sale; whether an answer is still owed."""
        original = self.books.of_step(step.of)
        if original is None or original.belief is not Belief.APPROVED:
            yield Show(Seen.REFUSED, *shown("취소할 원거래가 없습니다", self.traits))
            return False
        if not self.can_say(Kind.CANCEL):
            yield Show(Seen.REFUSED, *shown(NOT_OFFERED, self.traits))
            return False
        sale = Sale(number, Do.CANCEL, self.requests.next_stan(), original.amount_krw, original.entry)
        self.books.sales.append(sale)
        yield Present(step.instrument, original.entry)
        told = yield Ask(self.requests.cancel(sale, original, step), self.traits.timers.answer_ms)
        self.requests.now_ms = told.at_ms
        answer = told.answer
        if answer is None and OnTimeout.INQUIRE in self.traits.on_timeout:
            found = yield from self.recovery.inquire(sale)
            if found is not None and found.get("orig_result") == "00":
                answer = as_answer(found)
        if answer is None:
            yield Show(Seen.SCREEN, *shown("취소 여부 확인 필요", self.traits))
            return True
        sale.result = answer.get("result")
        if sale.result == "00":
            sale.belief = Belief.APPROVED
            sale.booked_krw = -original.booked_krw
        else:
            sale.belief = Belief.DECLINED
        yield from self.show_answer(answer)
        return False

    def ask_plainly(self, kind: Kind, step: Step) -> Flow:
        """Balance inquiry, device check, last-transaction inquiry: nothing is booked."""
        if kind.value not in self.traits.asks or not self.can_say(kind):
            yield Show(Seen.REFUSED, *shown(NOT_OFFERED, self.traits))
            return
        instrument = self.scenario.instruments.get(step.instrument, Instrument("card"))
        if kind is Kind.BALANCE:
            yield Present(step.instrument, step.entry)
        last = self.books.sales[-1] if self.books.sales else None
        message = self.requests.plain(kind, step, instrument, last)
        told = yield Ask(message, self.traits.timers.answer_ms)
        self.requests.now_ms = told.at_ms
        if told.answer is not None:
            yield from self.show_answer(told.answer)
        else:
            yield Show(Seen.SCREEN, *shown("응답이 없습니다", self.traits))

    def show_answer(self, answer: Message) -> Flow:
        """What the POS's screen shows of an answer."""
        for name in ("text1", "text2"):
            text = answer.get(name)
            if text:
                yield Show(Seen.SCREEN, *shown(text, self.traits))
        balance = answer.get("balance")
        if balance and self.traits.shows_balance:
            yield Show(Seen.SCREEN, *shown(f"잔액 {won(balance):,}원", self.traits))


def won(text: str) -> int:
    """An amount field as won; what is not a number counts as nothing."""
    return int(text) if text.isascii() and text.isdigit() else 0


def as_answer(found: Message) -> Message:
    """The answer to a last-transaction inquiry, read as the answer the sale should have got."""
    fields = dict(found.fields)
    fields["result"] = found.get("orig_result")
    return Message(Kind.APPROVE, True, fields)
