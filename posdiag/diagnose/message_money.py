"""The money of an episode by its messages alone: what was charged, and what a POS that read them believes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from posdiag.diagnose.reading import Exchange, Reading, won
from posdiag.payment.money import Belief, MoneyAccount, SeenBy
from posdiag.profile.traits import Entry
from posdiag.replay.account import account
from posdiag.replay.books import Books, Sale
from posdiag.replay.scenario import Do
from posdiag.wire.message import Kind

_APPROVED = ("00", "10")
#: Answers to a reversal after which nothing of the sale is left.
_NOTHING_LEFT = ("00", "25", "N1", "P8")


def account_of(exchanges: Iterable[Exchange], behind: Iterable[Reading]) -> MoneyAccount:
    """The account by the messages on the POS's link and, where it was seen, on the host link behind.

    Nobody saw the POS's books. It is taken to believe what it was told in time, by answer, inquiry or
    reversal; what it was told too late, or never, it does not know.
    """
    exchanges = tuple(exchanges)
    books = _books(exchanges)
    heard = [reply for exchange in exchanges for reply in (*exchange.replies, *exchange.strays)]
    far = [reading for reading in behind if reading.message is not None]
    replies = [*heard, *(reading for reading in far if reading.message and reading.message.reply)]
    replies.sort(key=lambda reading: (reading.t_ms, reading.n))
    asked = [exchange.message for exchange in exchanges]
    asked += [reading.message for reading in far if reading.message and not reading.message.reply]
    money = account(books, None, [r.message for r in replies if r.message is not None], asked)
    again = _charged_again(replies)
    if not again:
        return money
    charged = money.charged_krw + sum(again)
    agrees = money.booked_krw == charged
    return replace(money, charges=money.charges + len(again), charged_krw=charged, agrees=agrees)


def _charged_again(replies: Sequence[Reading]) -> list[int]:
    """Approvals under a trace number that had one already, by another approval number: sales of their own.

    (Reversed ones are left to the account, which goes by trace numbers.)
    """
    first: dict[str, str] = {}
    further: dict[str, int] = {}
    undone: set[str] = set()
    for reply in replies:
        message = reply.message
        if message is None:
            continue
        stan, approval = message.get("stan"), message.get("approval")
        if message.kind in (Kind.REVERSE, Kind.CANCEL) and message.get("result") == "00":
            undone |= {message.get("orig_stan"), stan}
        elif message.kind is Kind.APPROVE and message.get("result") in _APPROVED and approval:
            known = first.setdefault(stan, approval)
            if known != approval and stan not in undone:
                further[approval] = won(message.get("approved_amount"))
    return list(further.values())


def _books(exchanges: tuple[Exchange, ...]) -> Books:
    books = Books()
    for number, exchange in enumerate(exchanges, 1):
        if exchange.kind is Kind.APPROVE:
            _sale(books, exchange, number)
        elif exchange.kind is Kind.CANCEL:
            _cancel(books, exchange, number)
        elif exchange.kind in (Kind.INQUIRE, Kind.REVERSE):
            _settle(books, exchange)
    return books


def _sale(books: Books, exchange: Exchange, number: int) -> None:
    sale = Sale(number, Do.PAY, exchange.stan, won(exchange.message.get("amount")), Entry.CHIP)
    again = books.by_stan(exchange.stan)
    if again is not None and again.belief is Belief.UNKNOWN:
        books.sales.remove(again)  # the same sale once more
        again = None
    books.sales.append(sale)
    answer = exchange.answer
    if answer is None or not exchange.in_time:
        return
    sale.result, sale.approval = answer.get("result"), answer.get("approval")
    if again is not None and sale.approval and again.approval == sale.approval:
        books.sales.remove(again)  # the host answered once more what it had answered
    if sale.result in _APPROVED:
        sale.belief = Belief.APPROVED
        sale.booked_krw = won(answer.get("approved_amount")) or sale.amount_krw
    elif sale.result:
        sale.belief = Belief.DECLINED


def _cancel(books: Books, exchange: Exchange, number: int) -> None:
    answer = exchange.answer
    sale = Sale(number, Do.CANCEL, exchange.stan, won(exchange.message.get("orig_amount")), Entry.CHIP)
    books.sales.append(sale)
    if answer is None or not exchange.in_time:
        return
    sale.result = answer.get("result")
    sale.belief = Belief.APPROVED if sale.result == "00" else Belief.DECLINED
    named = exchange.message.get("orig_stan")
    original = books.by_stan(named) if named else None
    if sale.result == "00" and original is not None:
        sale.booked_krw = -original.booked_krw


def _settle(books: Books, exchange: Exchange) -> None:
    """What an inquiry or a reversal told of the sale it is about: the named one, or the last."""
    answer = exchange.answer
    if answer is None or not exchange.in_time or not books.sales:
        return
    named = exchange.message.get("orig_stan") or answer.get("orig_stan")
    sale = (books.by_stan(named) if named else None) or books.sales[-1]
    if exchange.kind is Kind.REVERSE:
        if answer.get("result") in _NOTHING_LEFT:
            sale.reversed, sale.belief, sale.booked_krw = True, Belief.DECLINED, 0
        return
    outcome = answer.get("orig_result")
    if outcome in _APPROVED:
        sale.belief = Belief.APPROVED
        sale.booked_krw = won(answer.get("approved_amount")) or sale.amount_krw
    elif outcome:
        sale.belief = Belief.DECLINED


def nothing(seen_by: SeenBy = SeenBy.MESSAGES) -> MoneyAccount:
    """The account where there is nothing to count."""
    return MoneyAccount(0, 0, {}, Belief.UNKNOWN, 0, True, seen_by)
