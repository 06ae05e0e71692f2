"""Cases written as playbooks: what the POS said and heard, line by line, on a real dialect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from posdiag.diagnose.case import Case
from posdiag.diagnose.detect import detect
from posdiag.diagnose.finding import Finding
from posdiag.marked import Faults
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.profile.dialects import Dialects, load_dialects
from posdiag.profile.roots import Roots
from posdiag.profile.traits import Entry, Traits
from posdiag.replay.scenario import Do, Expect, Instrument, Money, Scenario, Step
from posdiag.transcript import LinkName, Party, Seen, Statement, StatementRow, Transcript
from posdiag.wire.codec import Codec
from posdiag.wire.message import Kind, Message

ACK, NAK, ENQ, EOT = b"\x06", b"\x15", b"\x05", b"\x04"


@lru_cache
def _dialects() -> Dialects:
    return load_dialects(Roots.of(), Faults())


def codec(name: str = "kr-fs", **options: object) -> Codec:
    """A shipped dialect, with some options set otherwise."""
    return _dialects().codec_for(name, options)


def request(kind: Kind = Kind.APPROVE, stan: str = "000001", **fields: str) -> Message:
    """A request of the POS; a sale of 8,800 won by chip unless told otherwise."""
    known = {
        "tid": "10000001",
        "stan": stan,
        "sent_at": "20250910123000",
        "amount": "8800",
        "entry": "C",
        "route": "V",
        "instalment": "00",
    }
    return Message(kind, False, {**known, **fields})


def reply(kind: Kind = Kind.APPROVE, stan: str = "000001", result: str = "00", **fields: str) -> Message:
    """An answer; an approval of the whole amount unless told otherwise."""
    known = {"tid": "10000001", "stan": stan, "sent_at": "20250910123001", "result": result}
    if result == "00" and kind is Kind.APPROVE:
        known |= {"approval": "37097734", "approved_amount": "8800"}
    return Message(kind, True, {**known, **fields})


@dataclass
class Play:
    """A transcript in the making. Every line happens `t_ms` after the start, 10 ms after the last."""

    dialect: str = "kr-fs"
    link: LinkName = LinkName.ECR
    t_ms: int = 0
    transcript: Transcript = field(default_factory=Transcript)
    traits: Traits | None = None
    scenario: Scenario | None = None
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def far(self) -> Party:
        return Party.VAN if self.link is LinkName.HOST else Party.TERMINAL

    def after(self, wait_ms: int) -> Play:
        """Let time pass."""
        self.t_ms += wait_ms
        return self

    # -- on the POS's link -----------------------------------------------------------------------

    def says(self, message: Message | bytes) -> Play:
        """The POS sends a message or a control byte."""
        data = message if isinstance(message, bytes) else codec(self.dialect).encode(message)
        self.transcript.add_frame(self.t_ms, self.link, Party.POS, self.far, data)
        return self.after(10)

    def hears(self, message: Message | bytes) -> Play:
        """The POS hears a message or any bytes."""
        data = message if isinstance(message, bytes) else codec(self.dialect).encode(message)
        self.transcript.add_frame(self.t_ms, self.link, self.far, Party.POS, data)
        return self.after(10)

    def silence(self, timer: str, wait_ms: int) -> Play:
        """A timer of the POS runs out."""
        self.after(wait_ms)
        self.transcript.observe(self.t_ms, Seen.SILENCE, Party.POS, timer, wait_ms=wait_ms)
        return self

    def closed(self, why: str) -> Play:
        self.transcript.observe(self.t_ms, Seen.CLOSED, self.far, why)
        return self

    # -- elsewhere -------------------------------------------------------------------------------

    def host(self, message: Message) -> Play:
        """Something on the host link behind the terminal."""
        ends = (Party.VAN, Party.TERMINAL) if message.reply else (Party.TERMINAL, Party.VAN)
        self.transcript.add_frame(self.t_ms, LinkName.HOST, *ends, codec(self.dialect).encode(message))
        return self.after(10)

    def sees(self, kind: Seen, text: str, by: Party = Party.POS, raw: bytes = b"") -> Play:
        self.transcript.observe(self.t_ms, kind, by, text, raw)
        return self

    def statement(self, *rows: StatementRow, opening: int = 30000) -> Play:
        """What the issuer's records show in the end."""
        self.transcript.statement = Statement(rows, (), (("coupon", opening), ("card", 1_000_000)))
        return self

    # -- judging ---------------------------------------------------------------------------------

    def case(self, money: MoneyAccount | None = None) -> Case:
        return Case(
            transcript=self.transcript,
            money=money or paid(),
            traits=self.traits,
            scenario=self.scenario,
            ecr_codec=codec(self.dialect) if self.link is LinkName.ECR else None,
            host_codec=codec(self.dialect),
            codes=self.codes,
        )

    def findings(self, money: MoneyAccount | None = None) -> tuple[Finding, ...]:
        return detect(self.case(money))

    def codes_found(self, money: MoneyAccount | None = None) -> set[str]:
        return {finding.code for finding in self.findings(money)}


def paid(amount: int = 8800, purse: str = "coupon") -> MoneyAccount:
    """Charged once, booked once."""
    return MoneyAccount(1, amount, {purse: amount}, Belief.APPROVED, amount, True)


def refused(belief: Belief = Belief.DECLINED) -> MoneyAccount:
    """Nothing charged, nothing booked."""
    return MoneyAccount(0, 0, {}, belief, 0, True)


def charge(
    amount: int = 8800,
    purse: str = "coupon",
    stan: str = "000001",
    approval: str = "37097734",
    note: str = "",
) -> StatementRow:
    return StatementRow(100, "charge", amount, purse, approval, "000012300456780", stan, note)


def story(
    outcome: Iterable[str] = ("approved",),
    money: Iterable[Money] = (Money(1, 8800, {"coupon": 8800}),),
    reply_codes: Iterable[str] = (),
    entry: Entry = Entry.CHIP,
    kind: str = "prepaid",
    balance: int = 30000,
    instalment: int = 0,
    shows_balance: bool = False,
) -> Scenario:
    """One payment of 8,800 won."""
    return Scenario(
        id="story",
        name={"ko": "이야기", "en": "a story"},
        steps=(Step(Do.PAY, 8800, 800, entry, instalment),),
        instruments={"main": Instrument(kind, number="9400001200004047", balances={"coupon": balance})},
        expect=Expect(tuple(outcome), tuple(money), tuple(reply_codes), shows_balance),
    )


def healthy_sale(play: Play, stan: str = "000001", result: str = "00", **answer: str) -> Play:
    """Request, ACK, answer, ACK."""
    play.says(request(stan=stan)).hears(ACK).after(1000)
    return play.hears(reply(Kind.APPROVE, stan, result, **answer)).says(ACK)
