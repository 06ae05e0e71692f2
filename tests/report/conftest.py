"""Run records made by hand, and a codec of one line of text, for the tests of the writers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posdiag.diagnose.finding import CauseShare, Finding, Severity
from posdiag.payment.money import Belief, MoneyAccount, SeenBy
from posdiag.record import Advice, Proof, ProofStatus, RunRecord, Verdict
from posdiag.report.redact import Run, Shown, masked
from posdiag.transcript import LinkName, Party, Seen, Statement, StatementRow, Transcript
from posdiag.wire.message import Decoded, Fault, Field, Kind, Message

CARD = "9400001234567897"


KINDS = {"0200": (Kind.APPROVE, False), "0210": (Kind.APPROVE, True), "0401": (Kind.REVERSE, False)}


class LineCodec:
    """`0200 amount=12300 card=…` in ASCII: enough of a dialect for a report to read."""

    name = "line"

    def encode(self, message: Message) -> bytes:
        raise AssertionError("a report never writes a message")

    def decode(self, frame: bytes) -> Decoded:
        code, *pairs = frame.decode("ascii", "replace").split()
        if code not in KINDS:
            return Decoded("line", (), (Fault(0, "unknown-code", "no such code"),))
        values = dict(pair.split("=", 1) for pair in pairs)
        kind, reply = KINDS[code]
        message = Message(kind, reply, values, repeat=code == "0401")
        return Decoded("line", (Field("code", 0, 4, code),), (), message, len(frame))


CODECS = {LinkName.ECR: LineCodec(), LinkName.HOST: LineCodec()}


def timeout_transcript() -> Transcript:
    """A sale that the host answers after the POS gave up."""
    seen = Transcript()
    pos, terminal, van = Party.POS, Party.TERMINAL, Party.VAN
    seen.add_frame(0, LinkName.ECR, pos, terminal, f"0200 amount=12300 card={CARD}".encode())
    seen.add_frame(20, LinkName.ECR, terminal, pos, b"\x06")
    seen.add_frame(40, LinkName.HOST, terminal, van, b"0200 amount=12300")
    seen.observe(30000, Seen.SILENCE, pos, "answer", wait_ms=30000)
    seen.observe(30000, Seen.BELIEF, pos, "declined")
    seen.add_frame(40000, LinkName.HOST, van, terminal, b"0210 amount=12300 result=00")
    seen.observe(40100, Seen.SCREEN, terminal, "승인되었습니다")
    rows = (
        StatementRow(39990, "charge", 10000, "coupon", "30011223"),
        StatementRow(39990, "charge", 2300, "card", "30011223"),
    )
    seen.statement = Statement(rows, (("coupon", 0),), (("coupon", 10000),))
    return seen


TOO_SHORT = Finding(
    "timer.answer.shorter_than_host",
    Severity.ERROR,
    Party.POS,
    {"ko": "POS가 30초에 포기, 응답은 40초에 옴", "en": "the POS gave up at 30 s, the answer came at 40 s"},
    evidence=(1, 6),
    observed=(4,),
    facts={"wait_ms": "30000"},
)
INQUIRE_FIRST = Advice(
    "inquire-first",
    "workaround",
    "merchant",
    {
        "ko": "다시 결제하지 말고 직전거래 조회를 하십시오.",
        "en": "Do not pay again: ask for the last transaction first.",
    },
    "comm.timeout.pos_too_short",
    Proof(
        ProofStatus.PROVEN,
        {"ko": "거절, 12,300원 청구", "en": "12,300 charged, POS declined"},
        {"ko": "승인, 12,300원 청구", "en": "12,300 charged, POS approved"},
    ),
)
LONGER_TIMER = Advice(
    "longer-timer",
    "fix",
    "technician",
    {"ko": "응답 타이머를 60초로 늘리십시오.", "en": "Set the answer timer to 60 s."},
    "comm.timeout.pos_too_short",
)
PAY_AGAIN = Advice(
    "pay-again",
    "workaround",
    "merchant",
    {"ko": "다시 결제하십시오.", "en": "Pay again."},
    "comm.timeout",
    Proof(ProofStatus.REFUTED, {"en": "a"}, {"en": "b"}),
)


def a_failing_record(release: str = "1.0", pos_id: str = "ref-till") -> RunRecord:
    """A POS that gives up after 30 s although the host answers after 40."""
    return RunRecord(
        scenario="slow-host",
        scenario_name={"ko": "느린 호스트", "en": "slow host"},
        pos_id=pos_id,
        release=release,
        terminal="sim:shop",
        faults=("host-slow:ms=40000",),
        seed=7,
        verdict=Verdict.INCOMPATIBLE,
        money=MoneyAccount(
            1, 12300, {"coupon": 10000, "card": 2300}, Belief.DECLINED, 0, False, SeenBy.STATEMENT
        ),
        findings=(TOO_SHORT,),
        causes=(CauseShare("comm.timeout.pos_too_short", 0.93, "pos", ("timer.answer.shorter_than_host",)),),
        guidance=(INQUIRE_FIRST, LONGER_TIMER, PAY_AGAIN),
        transcript=timeout_transcript(),
        why={"ko": "돈이 맞지 않음", "en": "the money disagrees"},
        command=f"posdiag diagnose slow-host --pos {pos_id}@{release} --fault host-slow:ms=40000 --seed 7",
        place="profiles/scenarios/slow-host.yaml:1",
    )


def a_passing_record(
    release: str = "2.0", scenario: str = "slow-host", pos_id: str = "ref-till"
) -> RunRecord:
    """The same sale on a release that waits long enough."""
    return RunRecord(
        scenario=scenario,
        scenario_name={"ko": "느린 호스트", "en": "slow host"},
        pos_id=pos_id,
        release=release,
        terminal="sim:shop",
        faults=(),
        seed=7,
        verdict=Verdict.COMPATIBLE,
        money=MoneyAccount(1, 12300, {"coupon": 12300}, Belief.APPROVED, 12300, True, SeenBy.STATEMENT),
        findings=(),
        causes=(),
        guidance=(),
        transcript=Transcript(),
    )


@pytest.fixture
def codecs() -> dict[LinkName, LineCodec]:
    return dict(CODECS)


@pytest.fixture
def failing_record() -> Callable[..., RunRecord]:
    """Makes failing records: `failing_record(release=…, pos_id=…)`."""
    return a_failing_record


@pytest.fixture
def passing_record() -> Callable[..., RunRecord]:
    """Makes compatible records: `passing_record(release=…, scenario=…, pos_id=…)`."""
    return a_passing_record


@pytest.fixture
def show() -> Callable[[RunRecord], Shown]:
    """Masks a record as a report does."""
    return lambda record: masked(record, CODECS)


@pytest.fixture
def as_run() -> Callable[[RunRecord], Run]:
    """A record with the codecs that read its frames."""
    return lambda record: Run(record, CODECS)


@pytest.fixture
def failing() -> Shown:
    return masked(a_failing_record(), CODECS)
