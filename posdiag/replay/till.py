"""The till: a POS release at work, from the scenario's steps to requests, beliefs and books.

Sans-I/O: a generator that yields what it wants done (`steps.Command`) and is sent what came of it
(`steps.Told`). It knows its traits and what the cashier can see; it knows nothing of the other side.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from posdiag.payment.money import Belief
from posdiag.profile.traits import Entry, OnTimeout, PartialApproval, Traits
from posdiag.replay.again import clear_up
from posdiag.replay.agents import result_of
from posdiag.replay.books import Books, Sale
from posdiag.replay.errands import Errands, as_answer, won
from posdiag.replay.recovery import Recovery
from posdiag.replay.requests import Requests
from posdiag.replay.scenario import Do, Instrument, Scenario, Step
from posdiag.replay.screen import shown
from posdiag.replay.steps import Ask, Came, Command, Conclude, Listen, Present, Show, Told
from posdiag.transcript import Seen
from posdiag.wire.message import Kind, Message

Flow = Generator[Command, Told, None]

#: How long a POS stays on the line after a payment whose answer never came, for what may come late.
LISTEN_AFTER_SILENCE_MS = 60_000

#: Response codes by which a reader says that the chip, or the way of reading, was wrong.
CHIP_UNREADABLE = "C1"
CHIP_CARD_SWIPED = "C2"


@dataclass(slots=True)
class Till:
    """One POS release playing one scenario. `books` holds what it believes in the end."""

    traits: Traits
    scenario: Scenario
    first_stan: int = 1
    books: Books = field(default_factory=Books)
    silent: bool = False  # an answer is still owed
    can_say: Callable[[Kind], bool] = lambda kind: True  # what the dialect has a message for
    requests: Requests = field(init=False)
    recovery: Recovery = field(init=False)
    errands: Errands = field(init=False)

    def __post_init__(self) -> None:
        self.requests = Requests(self.traits, self.scenario.date, self.first_stan)
        self.recovery = Recovery(self.traits, self.requests, self.can_say)
        self.errands = Errands(
            self.traits, self.scenario, self.books, self.requests, self.recovery, self.can_say
        )

    # -- the day's work --------------------------------------------------------------------------

    def run(self) -> Flow:
        """All steps of the scenario, then a while of listening where an answer is owed."""
        for number, step in enumerate(self.scenario.steps, 1):
            if step.wait_ms:
                told = yield Listen(step.wait_ms)
                yield from self._late(told)
            match step.do:
                case Do.PAY:
                    yield from self._pay(number, step, step.amount_krw)
                    if step.again_ms is not None:
                        yield from self._pay_again(number, step, step.again_ms)
                case Do.CANCEL:
                    still_owed = yield from self.errands.cancel(number, step)
                    self.silent = self.silent or still_owed
                case Do.INQUIRE:
                    yield from self.errands.ask_plainly(Kind.INQUIRE, step)
                case Do.BALANCE:
                    yield from self.errands.ask_plainly(Kind.BALANCE, step)
                case Do.CHECK:
                    yield from self.errands.ask_plainly(Kind.CHECK, step)
        if self.silent:
            told = yield Listen(LISTEN_AFTER_SILENCE_MS)
            yield from self._late(told)
        if self.books.sales:
            yield Conclude(self.books.belief(), self.books.booked_krw())

    def ask_balance(self) -> Flow:
        """A balance inquiry with the main instrument: harmless, and tells whether its platform answers."""
        first = next((step for step in self.scenario.steps if step.do is Do.PAY), None)
        if first is not None and self.can_say(Kind.BALANCE):
            yield from self.errands.ask_plainly(Kind.BALANCE, first)

    # -- a sale ----------------------------------------------------------------------------------

    def _pay(self, number: int, step: Step, amount_krw: int) -> Flow:
        instrument = self.scenario.instruments.get(step.instrument, Instrument("card"))
        self.requests.restart()
        refusal = self.requests.refusal(step, instrument)
        if refusal:
            sale = Sale(number, Do.PAY, "", amount_krw, step.entry, belief=Belief.DECLINED)
            self.books.sales.append(sale)
            yield Show(Seen.REFUSED, *shown(refusal, self.traits))
            return
        entry = step.entry
        if self.traits.reader == "pos" and entry is Entry.CHIP and "chip" not in instrument.media:
            allowed = yield from self._fall_back()
            if not allowed:
                sale = Sale(number, Do.PAY, "", amount_krw, entry, belief=Belief.DECLINED)
                self.books.sales.append(sale)
                return
            entry = Entry.FALLBACK
        sale = Sale(number, Do.PAY, "", amount_krw, entry)
        self.books.sales.append(sale)
        if self.traits.polls_first and self.can_say(Kind.CHECK):
            there = yield from self.errands.poll(step)
            if not there:
                sale.belief = Belief.DECLINED
                return
        for route in self.traits.routes:
            yield from self._sell(sale, step, instrument, route)
            if sale.belief is not Belief.DECLINED or sale.reversed:
                break
        if sale.left_krw and "rest" in self.scenario.instruments and step.instrument != "rest":
            rest = Step(Do.PAY, sale.left_krw, 0, Entry.CHIP, instrument="rest")
            yield from self._pay(number, rest, sale.left_krw)

    def _sell(self, sale: Sale, step: Step, instrument: Instrument, route: str) -> Flow:
        """One route's attempt, with what the reader asks for and what silence makes necessary."""
        told = yield from self._send_sale(sale, step, instrument, route)
        answer = told.answer
        if answer is not None and answer.get("result") == CHIP_UNREADABLE and sale.entry is Entry.CHIP:
            yield from self.errands.show_answer(answer)
            allowed = yield from self._fall_back()
            if not allowed:
                sale.belief = Belief.DECLINED
                sale.result = CHIP_UNREADABLE
                return
            sale.entry = Entry.FALLBACK
            told = yield from self._send_sale(sale, step, instrument, route)
        elif answer is not None and answer.get("result") == CHIP_CARD_SWIPED and "chip" in instrument.media:
            yield from self.errands.show_answer(answer)
            sale.entry = Entry.CHIP
            told = yield from self._send_sale(sale, step, instrument, route)
        if told.answer is not None:
            self._settle(sale, told.answer)
            yield from self.errands.show_answer(told.answer)
        elif told.came is Came.CLOSED and not self.requests.sent_before(sale.stan):
            sale.belief = Belief.DECLINED  # never left the POS
            yield Show(Seen.SCREEN, *shown("통신 연결 실패", self.traits))
        else:
            self.silent = True
            yield from self._recover(sale, step, instrument, route)

    def _pay_again(self, number: int, step: Step, after_ms: int) -> Flow:
        """The cashier's second try at a payment that did not come through, once nothing of it is open."""
        told = yield Listen(after_ms)
        yield from self._late(told)
        sale = self.books.of_step(number)
        if sale is None or sale.belief is Belief.APPROVED:
            return
        found = yield from clear_up(sale, self.traits, self.recovery)
        if found is not None:
            self._settle(sale, found)
            yield from self.errands.show_answer(found)
        elif sale.belief is Belief.DECLINED:
            self.silent = False
            yield from self._pay(number, step, step.amount_krw)

    def _send_sale(
        self, sale: Sale, step: Step, instrument: Instrument, route: str, again: bool = False
    ) -> Generator[Command, Told, Told]:
        yield Present(step.instrument, sale.entry)
        if not again or self.traits.retry_stan == "new":
            sale.stan = self.requests.next_stan()
        message = self.requests.sale(sale, step, instrument, route)
        told = yield Ask(message, self.traits.timers.answer_ms)
        self.requests.now_ms = told.at_ms
        self.requests.note(sale.stan, told)
        yield from self._late(told)
        return told

    def _fall_back(self) -> Generator[Command, Told, bool]:
        """Ask for the stripe after a failed chip, or end the sale where fallback is switched off."""
        if self.traits.chip_fallback and Entry.STRIPE in self.traits.entry_modes:
            yield Show(Seen.SCREEN, *shown("IC오류입니다. 마그네틱을 읽혀주세요", self.traits))
            return True
        yield Show(Seen.REFUSED, *shown("IC거래불가,폴백거래미사용,거래종료", self.traits))
        return False

    def _settle(self, sale: Sale, answer: Message) -> None:
        """Draw the POS's conclusion from an answer."""
        sale.result = result_of(answer, self.traits)
        approved = won(answer.get("approved_amount"))
        part = sale.result == "00" and 0 < approved < sale.amount_krw  # where a part has no code of its own
        if sale.result == "00" and not part:
            self._book(sale, answer, approved or sale.amount_krw)
        elif sale.result == "10" or part:
            match self.traits.partial_approval:
                case PartialApproval.SUPPORTED:
                    self._book(sale, answer, approved)
                    sale.left_krw = sale.amount_krw - approved
                case PartialApproval.AS_FULL:
                    self._book(sale, answer, sale.amount_krw)
                case PartialApproval.AS_DECLINE:
                    sale.belief = Belief.DECLINED
        else:
            sale.belief = Belief.DECLINED

    def _book(self, sale: Sale, answer: Message, amount_krw: int) -> None:
        sale.belief = Belief.APPROVED
        sale.booked_krw = amount_krw
        sale.approval = self.requests.keep(answer.get("approval"))
        sale.unique_no = answer.get("unique_no")

    # -- silence ---------------------------------------------------------------------------------

    def _recover(self, sale: Sale, step: Step, instrument: Instrument, route: str) -> Flow:
        """What this release does, in its order, about a sale without an answer."""
        sale.belief = Belief.UNKNOWN if self.traits.on_timeout else Belief.DECLINED
        for deed in self.traits.on_timeout:
            match deed:
                case OnTimeout.INQUIRE:
                    found = yield from self.recovery.inquire(sale)
                    if found is not None and found.get("orig_result") in ("00", "10"):
                        self._settle(sale, as_answer(found))
                    elif found is not None and found.get("orig_result"):
                        sale.belief = Belief.DECLINED
                case OnTimeout.REVERSE:
                    sale.reversed = yield from self.recovery.reverse(sale)
                    if sale.reversed:
                        sale.belief = Belief.DECLINED
                case OnTimeout.RETRY:
                    yield from self._retry(sale, step, instrument, route)
            if sale.belief is not Belief.UNKNOWN and OnTimeout.RETRY not in self._after(deed):
                break
            if sale.belief is Belief.APPROVED:
                break
        if sale.belief is not Belief.APPROVED:
            text = "승인 실패 (시간 초과)" if sale.belief is Belief.DECLINED else "승인 여부 확인 필요"
            yield Show(Seen.SCREEN, *shown(text, self.traits))

    def _after(self, deed: OnTimeout) -> tuple[OnTimeout, ...]:
        deeds = self.traits.on_timeout
        return deeds[deeds.index(deed) + 1 :]

    def _retry(self, sale: Sale, step: Step, instrument: Instrument, route: str) -> Flow:
        for _ in range(self.traits.retries):
            fresh = sale.reversed  # a reversed sale is over: its number must not be used again
            told = yield from self._send_sale(sale, step, instrument, route, again=not fresh)
            if told.answer is not None:
                self._settle(sale, told.answer)
                yield from self.errands.show_answer(told.answer)
                return
        sale.belief = Belief.UNKNOWN

    def _late(self, told: Told) -> Flow:
        """Answers to sales that were given up: a sound POS undoes what it no longer wants."""
        for answer in told.late:
            sale = self.books.by_stan(answer.get("stan")) if answer.kind is Kind.APPROVE else None
            if sale is None or answer.get("result") not in ("00", "10") or sale.belief is Belief.APPROVED:
                continue
            if OnTimeout.REVERSE in self.traits.on_timeout:
                if not sale.reversed:
                    sale.reversed = yield from self.recovery.reverse(sale)
                    if sale.reversed:
                        sale.belief = Belief.DECLINED
            elif OnTimeout.INQUIRE in self.traits.on_timeout and sale.belief is Belief.UNKNOWN:
                self._settle(sale, answer)
