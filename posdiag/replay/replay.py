"""One replay from start to end: set the bench up, drive the till, collect, account for the money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posdiag.link.api import Link
from posdiag.link.station import Station
from posdiag.payment.money import MoneyAccount
from posdiag.profile.traits import Traits
from posdiag.replay.account import account
from posdiag.replay.dial import Speech
from posdiag.replay.echo_probe import EchoProbe
from posdiag.replay.line_probe import LineProbe
from posdiag.replay.merge import merge
from posdiag.replay.pump import Pump
from posdiag.replay.saying import can_say
from posdiag.replay.scenario import Scenario
from posdiag.replay.till import Till
from posdiag.transcript import LinkName, Party, Statement, Transcript
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.codec import Codec
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.message import Decoded

#: How long the world may go on after the POS is done, so that late bookings are in the statement.
SETTLE_MS = 120_000

#: Purses that hold a coupon's or voucher's money, in distinction from the customer's own.
OWN_MONEY = frozenset({"card", "account"})


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay left behind."""

    transcript: Transcript
    money: MoneyAccount
    link: LinkName
    decoded: Mapping[int, Decoded] = field(default_factory=dict)  # what the POS read, by frame number


def replay(
    scenario: Scenario,
    traits: Traits,
    speech: Speech,
    station: Station,
    faults: tuple[str, ...] = (),
    seed: int = 0,
    asks_more: bool = True,
) -> Replay:
    """Play `scenario` as a POS with `traits` against `station`.

    `faults` come on top of the scenario's own. InputError when the bench refuses a fault or an
    instrument, LinkError when the terminal cannot be reached at all. `asks_more`: harmless questions after it
    that tell causes apart; they move no money.
    """
    told = station.bench.setup(
        scenario.date, seed, (*scenario.faults, *faults), scenario.shop, scenario.instruments
    )
    link_name = told or LinkName(traits.link)
    link = station.open_link()
    try:
        own = Transcript()
        far = Party.VAN if link_name is LinkName.HOST else Party.TERMINAL
        pump = Pump(link, speech.new_session(), speech.codec, traits, station.bench, own, link_name, far)
        first = 1 + seed * 7_919 % 900_000
        till = Till(traits, scenario, first, can_say=lambda kind: can_say(speech.codec, kind))
        pump.drive(till.run())
        seen = station.bench.collect(SETTLE_MS)
        if asks_more and seen.statement is not None and _coupon_was_left_out(scenario, seen.statement):
            pump.drive(till.ask_balance())
            seen = station.bench.collect(0)
        test = _line_test(link, station, speech.codec, traits, own, pump) if asks_more else None
        if test is not None and test.wanted():
            test.ask(till.requests.echo())
    finally:
        link.close()
    money = account(till.books, seen.statement, pump.heard, pump.asked)
    transcript = merge(own, seen, link_name)
    read = {
        frame.n: pump.decoded[frame.data]
        for frame in transcript.frames
        if frame.receiver is Party.POS and frame.data in pump.decoded
    }
    return Replay(transcript, money, link_name, read)


def _line_test(
    link: Link, station: Station, codec: Codec, traits: Traits, own: Transcript, pump: Pump
) -> EchoProbe | LineProbe | None:
    """What may be asked of a side that said nothing; None where its link knows no harmless question."""
    if pump.link_name is LinkName.HOST and isinstance(codec, IsoCodec):
        return EchoProbe(link, station.bench, codec, traits, own, pump.start_ms, pump.decoded)
    if pump.link_name is LinkName.ECR and isinstance(codec, EcrCodec | AgentCodec):
        return LineProbe(link, station.bench, codec, traits, own, pump.start_ms)
    return None


def _coupon_was_left_out(scenario: Scenario, statement: Statement) -> bool:
    """Whether the customer was charged, a coupon was meant to pay, and none was drawn."""
    meant = any(set(money.from_purse) - OWN_MONEY for money in scenario.expect.money)
    drawn = any(row.purse not in OWN_MONEY for row in statement.rows)
    return meant and bool(statement.rows) and not drawn
