"""The till as a transcript: what it asks for (`<<`) and what it is told (`>>`), line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posdiag.payment.money import Belief
from posdiag.profile.traits import Entry, OnTimeout, PartialApproval, Traits
from posdiag.replay.scenario import Do, Expect, Instrument, Scenario, Step
from posdiag.replay.steps import Ask, Came, Command, Conclude, Listen, Present, Show, Told
from posdiag.replay.till import Till
from posdiag.wire.message import Kind, Message

PAY = Step(Do.PAY, 12_300, 1_118, Entry.CHIP)
PREPAID = Instrument("prepaid", number="9400001234567890", balances={"coupon": 20_000})


def scenario(*steps: Step, instrument: Instrument = PREPAID) -> Scenario:
    return Scenario("test", {"ko": "시험", "en": "test"}, steps or (PAY,), {"main": instrument}, Expect())


def told(line: str, asked: Command | None) -> Told:
    """`>> 00 approval=12345678` is an answer to what was asked; `>> silence`, `>> closed`: none."""
    words = line.removeprefix(">>").split()
    if words[0] == "silence":
        return Told(1000, Came.SILENT)
    if words[0] == "undelivered":
        return Told(1000, Came.UNDELIVERED)
    if words[0] in ("closed", "refused"):
        return Told(1000, Came.CLOSED, sent=words[0] == "closed")
    assert isinstance(asked, Ask)
    fields = dict(word.split("=", 1) for word in words[1:])
    fields |= {"result": words[0], "stan": asked.message.get("stan")}
    return Told(1000, Came.ANSWERED, Message(asked.message.kind, True, fields))


def said(command: Command) -> str:
    match command:
        case Ask(message=message):
            extra = [
                f"{name}={message.get(name)}"
                for name in ("entry", "orig_approval", "route")
                if message.get(name) and not (name == "route" and message.get(name) == "V")
            ]
            again = " again" if message.repeat else ""
            return " ".join([f"<< {message.kind} {message.get('stan')}{again}", *extra])
        case Present(entry=entry):
            return f"<< present {entry.value}"
        case Show(kind=kind, text=text):
            return f"<< {kind}: {text}"
        case Conclude(belief=belief, booked_krw=booked):
            return f"<< {belief} {booked}"
        case Listen():
            return "<< listen"


def play(till: Till, playbook: str) -> None:
    """Run the till against a playbook; a mismatch shows both transcripts."""
    lines = [line.strip() for line in playbook.strip().splitlines()]
    answers = [line for line in lines if line.startswith(">>")]
    happened: list[str] = []
    flow = till.run()
    try:
        command = next(flow)
        while True:
            happened.append(said(command))
            reply = Told(1000)
            if isinstance(command, Ask):
                assert answers, "\n".join(["the playbook has no answer after:", *happened])
                happened.append(answers[0])
                reply = told(answers.pop(0), command)
            command = flow.send(reply)
    except StopIteration:
        pass
    assert happened == lines, "\n".join(["happened:", *happened, "expected:", *lines])


def test_a_sale_is_approved_and_booked() -> None:
    play(
        Till(Traits(), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> 00 approved_amount=12300 approval=12345678 text1=승인
        << screen: 승인
        << approved 12300
        """,
    )


def test_a_silent_sale_is_asked_about_before_anything_else_is_done() -> None:
    play(
        Till(Traits(), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << inquire 000002
        >> 00 orig_result=00 orig_stan=000001 approved_amount=12300 approval=12345678
        << listen
        << approved 12300
        """,
    )


def test_an_inquiry_that_names_another_sale_is_not_believed_and_the_sale_is_reversed() -> None:
    play(
        Till(Traits(), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << inquire 000002
        >> 00 orig_result=00 orig_stan=000777 approved_amount=500 approval=99999999
        << reverse 000003 entry=C
        >> 00
        << screen: 승인 실패 (시간 초과)
        << listen
        << declined 0
        """,
    )


def test_a_reversal_without_an_answer_is_repeated_and_then_left_open() -> None:
    till = Till(replace(Traits(), on_timeout=(OnTimeout.REVERSE,), reversal_tries=2), scenario())
    play(
        till,
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << reverse 000002 entry=C
        >> silence
        << reverse 000003 again entry=C
        >> silence
        << screen: 승인 여부 확인 필요
        << listen
        << unknown 0
        """,
    )
    assert till.books.sales[0].belief is Belief.UNKNOWN


def test_a_release_that_retries_first_sends_the_sale_again_under_a_new_number() -> None:
    traits = replace(Traits(), on_timeout=(OnTimeout.RETRY,), retry_stan="new")
    play(
        Till(traits, scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << present C
        << approve 000002 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << listen
        << approved 12300
        """,
    )


def test_a_release_without_any_recovery_calls_silence_a_decline() -> None:
    play(
        Till(replace(Traits(), on_timeout=()), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << screen: 승인 실패 (시간 초과)
        << listen
        << declined 0
        """,
    )


def test_a_refused_connection_is_a_decline_and_nothing_is_undone() -> None:
    play(
        Till(Traits(), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> refused
        << screen: 통신 연결 실패
        << declined 0
        """,
    )


@pytest.mark.parametrize(
    ("partial", "ending"),
    [
        (PartialApproval.SUPPORTED, "<< approved 10000"),
        (PartialApproval.AS_FULL, "<< approved 12300"),
        (PartialApproval.AS_DECLINE, "<< declined 0"),
    ],
)
def test_a_part_approval_is_booked_as_the_release_understands_it(
    partial: PartialApproval, ending: str
) -> None:
    play(
        Till(replace(Traits(), partial_approval=partial), scenario()),
        f"""
        << present C
        << approve 000001 entry=C
        >> 10 approved_amount=10000 approval=12345678
        {ending}
        """,
    )


def test_an_unreadable_chip_leads_to_the_stripe_where_fallback_is_on() -> None:
    play(
        Till(Traits(), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> C1
        << screen: IC오류입니다. 마그네틱을 읽혀주세요
        << present F
        << approve 000002 entry=F
        >> 00 approved_amount=12300 approval=12345678
        << approved 12300
        """,
    )


def test_an_unreadable_chip_ends_the_sale_where_fallback_is_off() -> None:
    play(
        Till(replace(Traits(), chip_fallback=False), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> C1
        << refused: IC거래불가,폴백거래미사용,거래종료
        << declined 0
        """,
    )


def test_an_approval_number_cut_to_six_digits_is_what_a_later_cancel_names() -> None:
    steps = (PAY, Step(Do.CANCEL, of=1))
    play(
        Till(replace(Traits(), approval_digits=6), scenario(*steps)),
        """
        << present C
        << approve 000001 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << present C
        << cancel 000002 entry=C orig_approval=123456
        >> 25 text1=원거래없음
        << screen: 원거래없음
        << declined 12300
        """,
    )


def test_a_route_list_moves_on_after_a_refusal() -> None:
    play(
        Till(replace(Traits(), routes=("pg", "van")), scenario()),
        """
        << present C
        << approve 000001 entry=C route=P
        >> P7
        << present C
        << approve 000002 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << approved 12300
        """,
    )


@pytest.mark.parametrize(
    ("change", "step", "instrument"),
    [
        (lambda t: replace(t, instalment_max=24), replace(PAY, instalment=38), PREPAID),
        (lambda t: replace(t, entry_modes=frozenset({Entry.CHIP})), replace(PAY, entry=Entry.QR), PREPAID),
        (
            lambda t: replace(t, reader="pos", bin_table=frozenset({"94000099"})),
            PAY,
            PREPAID,
        ),
        (
            lambda t: replace(t, barcode_prefixes=frozenset({"10"})),
            replace(PAY, entry=Entry.BARCODE),
            Instrument("voucher-barcode", number="301234567890123456"),
        ),
    ],
    ids=["instalment", "entry", "bin", "barcode"],
)
def test_what_a_release_cannot_do_is_refused_before_anything_is_sent(
    change: Callable[[Traits], Traits], step: Step, instrument: Instrument
) -> None:
    till = Till(change(Traits()), scenario(step, instrument=instrument))
    commands = list(till.run())
    assert [type(command) for command in commands] == [Show, Conclude]
    assert till.books.belief() is Belief.DECLINED


def test_a_late_approval_of_a_given_up_sale_is_reversed() -> None:
    till = Till(replace(Traits(), on_timeout=(OnTimeout.REVERSE,), reversal_tries=1), scenario())
    flow = till.run()
    command = next(flow)
    asked: list[Kind] = []
    try:
        while True:
            reply = Told(1000)
            if isinstance(command, Ask):
                asked.append(command.message.kind)
                if len(asked) == 3:
                    reply = Told(9000, Came.ANSWERED, Message(Kind.REVERSE, True, {"result": "00"}))
            if isinstance(command, Listen):
                late = Message(Kind.APPROVE, True, {"result": "00", "stan": "000001"})
                reply = Told(9000, Came.SILENT, None, (late,))
            command = flow.send(reply)
    except StopIteration:
        pass
    assert asked == [Kind.APPROVE, Kind.REVERSE, Kind.REVERSE]
    assert till.books.sales[0].reversed
    assert till.books.belief() is Belief.DECLINED
