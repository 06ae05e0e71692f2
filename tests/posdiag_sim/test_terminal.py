"""The terminal as a POS meets it, on every rig that has one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag_sim.ecr_bytes import EcrReader, write_frame
from posdiag_sim.ecr_layout import read_content, write_content
from tests.posdiag_sim.till import PREPAID, Till, charges, till

RIGS = ["counter-fs", "counter-fixed", "counter-enq", "counter-ack3", "kiosk-fs"]


def day(pos: Till) -> list[str]:
    """A check, a sale, an inquiry, a balance, a cancel, another sale and its 망취소."""
    answers = [pos.ask("check"), pos.ask("approve", amount="12000")]
    approval = answers[-1].get("approval", "")
    answers += [pos.ask("inquire", orig_stan="000002"), pos.ask("balance")]
    answers += [pos.ask("cancel", orig_approval=approval, orig_date="250910", orig_amount="12000")]
    answers += [pos.ask("approve", amount="5000"), pos.ask("reverse", orig_stan="000006", orig_amount="5000")]
    return [answer.get("result", "") for answer in answers]


@pytest.mark.parametrize("rig", RIGS)
def test_a_whole_day_works_on_every_terminal(rig: str) -> None:
    pos = till(rig)
    assert day(pos) == ["00"] * 7
    collected = pos.collect()
    assert collected["statement"]["balances"] == collected["statement"]["opening"]
    assert sum(kind == "charge" for kind, _, _ in charges(collected)) == 3


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(RIGS), st.integers(1, 7))
def test_any_split_of_the_pos_bytes_gives_the_same_conversation(rig: str, piece: int) -> None:
    whole, split = till(rig), till(rig, piece=piece)
    assert (day(split), split.heard, split.collect()) == (day(whole), whole.heard, whole.collect())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(RIGS), st.lists(st.binary(max_size=60), max_size=8))
def test_any_bytes_at_the_terminal_give_no_error_and_move_no_money(rig: str, chunks: list[bytes]) -> None:
    pos = till(rig)
    for chunk in chunks:
        pos.world.write(chunk)
        pos.world.read_until(pos.world.now_ms() + 300)
    assert pos.collect()["statement"]["rows"] == []


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(RIGS), st.integers(0, 200), st.integers(1, 255))
def test_any_damaged_frame_moves_no_money_twice(rig: str, at: int, change: int) -> None:
    pos = till(rig)
    wire = pos.world.rig.wire
    words = {"tid": "10000001", "stan": "000001", "amount": "5000", "entry": "C"}
    frame = bytearray(write_frame(wire, write_content(wire, "approve", False, words)))
    frame[at % len(frame)] ^= change
    pos.world.write(b"\x05" * (wire.handshake == "enq-eot") + bytes(frame))
    assert len(charges(pos.collect())) <= 1


@pytest.mark.parametrize(
    ("words", "result"),
    [({"amount": "8000"}, "00"), ({"amount": "10001"}, "51"), ({"amount": "8000", "entry": "T"}, "00")],
)
def test_a_prepaid_card_is_read_and_judged(words: dict[str, str], result: str) -> None:
    assert till(instrument=PREPAID).ask("approve", **words)["result"] == result


def test_a_failed_chip_leads_to_the_stripe() -> None:
    pos = till(instrument=PREPAID | {"state": {"chip_broken": "yes"}})
    first = pos.ask("approve", amount="8000", entry="C")
    assert (first["result"], first["text1"]) == ("C1", "IC오류입니다. 마그네틱을 읽혀주세요")
    assert pos.ask("approve", amount="8000", entry="F")["result"] == "00"


def test_a_request_that_comes_again_gets_the_first_answer_and_no_second_charge() -> None:
    pos = till()
    first = pos.ask("approve", amount="8000", stan="000009")
    assert pos.ask("approve", amount="8000", stan="000009") == first
    assert len(charges(pos.collect())) == 1


def test_older_firmware_charges_a_repeated_request_again() -> None:
    pos = till("counter-fs@1.4")
    approvals = {pos.ask("approve", amount="8000", stan="000009")["approval"] for _ in range(2)}
    assert len(approvals) == 2
    assert sum(amount for _, _, amount in charges(pos.collect())) == 16000


def test_an_inquiry_finds_the_last_sale_with_and_without_its_number() -> None:
    pos = till()
    assert pos.ask("inquire")["result"] == "N1"
    sale = pos.ask("approve", amount="8000")
    for words in ({}, {"orig_stan": "000002"}):
        told = pos.ask("inquire", **words)
        assert (told["orig_result"], told["approval"], told["orig_stan"]) == (
            "00",
            sale["approval"],
            "000002",
        )
    assert pos.ask("inquire", orig_stan="000099")["result"] == "N1"


def test_a_terminal_without_memory_asks_the_host() -> None:
    pos = till("counter-fs@1.4")
    sale = pos.ask("approve", amount="8000")
    told = pos.ask("inquire", orig_stan="000001")
    assert (told["orig_result"], told["approval"], told["orig_stan"]) == ("00", sale["approval"], "000001")


def test_another_request_while_one_is_open_is_told_that_the_terminal_is_busy() -> None:
    pos = till(faults=["host-slow:ms=20000"], answer_ms=5000)
    assert pos.ask("approve", amount="8000") == {}
    assert pos.ask("inquire", orig_stan="000001")["result"] == "T3"


def say(pos: Till, content: bytes) -> dict[str, str]:
    """Send a content and give the fields of the frame that comes back, with its code."""
    wire = pos.world.rig.wire
    pos.world.write(write_frame(wire, content))
    reader = EcrReader(wire)
    while True:
        what, heard, _ = pos.world.read_until(pos.world.now_ms() + 20_000)
        assert what == "heard"
        for token in reader.feed(heard):
            if token.what == "frame" and (said := read_content(wire, token.content)).code != "@":
                pos.world.write(wire.ack)
                return {"code": said.code} | dict(said.fields)


def test_messages_that_are_unknown_or_malformed_get_the_terminals_own_codes() -> None:
    pos = till()
    assert say(pos, b"0700\x1c10000001\x1c000001")["code"] == "0710"
    assert till("counter-fs@1.4").ask("balance")["result"] == "K1"
    assert say(pos, b"0200\x1c10000001\x1c000001\x1c\x1c12,00")["result"] == "F1"
    assert say(pos, b"0200\x1c10000001")["result"] == "F1"
    assert charges(pos.collect()) == []


def test_strict_firmware_refuses_a_text_that_ends_within_a_character() -> None:
    words = {"tid": "10000001", "stan": "000001", "amount": "5000", "entry": "C", "text": "김밥"}
    wire = till("counter-fixed").world.rig.wire
    content = write_content(wire, "approve", False, words)[:-16] + "A가가가가가가가가".encode("cp949")[:16]
    assert say(till("counter-fixed"), content)["result"] == "F1"
    assert say(till("counter-fixed@3.5"), content)["result"] == "00"


def test_card_in_and_out_are_told_on_the_fixed_layout_and_never_acknowledged() -> None:
    pos = till("counter-fixed")
    pos.ask("approve", amount="8000")
    reader = EcrReader(pos.world.rig.wire)
    tokens = [token for _, _, content in pos.heard for token in reader.feed(content)]
    events = [token.content[-1:] for token in tokens if token.content[30:31] == b"@"]
    assert events == [b"I", b"O"]


def test_old_firmware_passes_six_digits_of_the_approval_so_that_a_cancel_finds_nothing() -> None:
    pos = till("counter-fixed@3.5")
    sale = pos.ask("approve", amount="8000")
    assert len(sale["approval"]) == 6
    assert pos.ask("cancel", orig_approval=sale["approval"], orig_amount="8000")["result"] == "25"


def test_a_device_check_tells_whether_the_van_answers() -> None:
    assert till().ask("check")["device"] == "OOOO"
    assert till(faults=["half-open:link=host"]).ask("check")["device"] == "OOXX"


def test_after_the_third_nak_the_terminal_says_what_was_wrong_in_a_frame_of_its_own() -> None:
    pos = till(faults=["check-rule"])
    pos.ask("approve", amount="8000")
    pos.heard.append((0, *pos.world.read_until(pos.world.now_ms() + 10_000)[:2]))
    wrong = replace(pos.world.rig.wire, check="xor-from-stx")
    [frame] = {content for _, _, content in pos.heard if content[:1] == b"\x02"}
    [token] = EcrReader(wrong).feed(frame)
    assert read_content(wrong, token.content).get("result") == "F1"
    assert any("BCC" in shown["text"] for shown in pos.collect()["screens"])


def test_an_approval_that_the_pos_never_acknowledged_is_undone_by_some_firmware() -> None:
    pos = till("counter-enq@1029", ["ack-lost:way=to-terminal"])
    pos.ask("approve", amount="8000")
    assert [kind for kind, _, _ in charges(pos.collect())] == ["charge", "cancel"]


def test_receipts_are_printed_for_approvals_only() -> None:
    pos = till(instrument=PREPAID)
    pos.ask("approve", amount="8000")
    pos.ask("approve", amount="8000")
    receipts = pos.collect()["receipts"]
    assert len(receipts) == 1
    assert "8,000원" in receipts[0]["text"]
    assert bytes.fromhex(receipts[0]["raw"]).decode("cp949") == receipts[0]["text"]
