"""A Transbank terminal at its counter: sales by ticket, the last sale, refunds, the day's end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag_sim.ecr_bytes import ACK, NAK, write_frame
from posdiag_sim.rig_files import RIG_FOLDERS
from tests.posdiag_sim.counter import CARD, Counter, counter


def fields(contents: list[bytes]) -> list[str]:
    assert len(contents) == 1, contents
    return contents[0].decode().split("|")


def sell(pos: Counter, amount: int = 8800, ticket: str = "A00001") -> list[str]:
    return fields(pos.say(f"0200|{amount}|{ticket}|||0|".encode()))


def test_a_sale_names_its_ticket_amount_and_operation() -> None:
    pos = counter("transbank")
    told = sell(pos)
    assert told[:2] == ["0210", "00"]
    assert (told[4], told[6], told[9], told[10]) == ("A00001", "8800", "1012", "000001")
    assert pos.charged() == 8800
    assert len(told) == 20  # code, eighteen fields, and a pipe behind them


@pytest.mark.parametrize("content", [b"0100", b"0300"])
def test_a_poll_is_answered_by_its_ack_alone(content: bytes) -> None:
    pos = counter("transbank")
    assert pos.say(content, wait_ms=5000) == []
    assert pos.controls == [ACK]


def test_above_the_balance_the_issuer_refuses() -> None:
    pos = counter("transbank")
    assert sell(pos, 60_000)[:2] == ["0210", "01"]
    assert pos.charged() == 0


def test_nobody_presents_a_card_and_the_sale_is_cancelled_at_the_terminal() -> None:
    assert sell(counter("transbank", instrument=None))[:2] == ["0210", "07"]


def test_a_broken_chip_cannot_be_read() -> None:
    assert sell(counter("transbank", instrument={**CARD, "state": {"chip_broken": "yes"}}))[1] == "09"


def test_the_last_sale_is_told_again_and_only_an_approved_one() -> None:
    pos = counter("transbank")
    assert fields(pos.say(b"0250|"))[:2] == ["0260", "11"]
    first = sell(pos)
    sell(pos, 60_000, "A00002")
    assert fields(pos.say(b"0250|"))[1:] == first[1:]


def test_a_sale_that_is_sent_again_is_a_sale_more() -> None:
    pos = counter("transbank")
    assert sell(pos)[10] != sell(pos)[10]
    assert pos.charged() == 17_600


def test_a_refund_takes_the_operation_number_once() -> None:
    pos = counter("transbank")
    approval = sell(pos)[5]
    assert fields(pos.say(b"1200|1|"))[1:] == ["00", "012300456780", "10000001", approval, "1"]
    assert pos.charged() == 0
    assert fields(pos.say(b"1200|1|"))[1] == "04"
    assert fields(pos.say(b"1200|9|"))[1] == "05"
    assert fields(pos.say(b"0250|"))[1] == "04"


def test_totals_details_and_close() -> None:
    pos = counter("transbank")
    sell(pos, 8800, "A1")
    sell(pos, 500, "A2")
    assert pos.say(b"0700||") == [b"0710|00|2|9300|"]
    lines = [line.decode().split("|") for line in pos.say(b"0260|1", answers=3)]
    assert [(line[0], line[4], line[6]) for line in lines] == [
        ("0261", "A1", "8800"),
        ("0261", "A2", "500"),
        ("0261", "", ""),
    ]
    assert fields(pos.say(b"0500||")) == ["0510", "00", "012300456780", "10000001"]
    assert pos.say(b"0700||") == [b"0710|00|0|0|"]


def test_details_may_be_printed_instead() -> None:
    pos = counter("transbank")
    sell(pos)
    assert pos.say(b"0260|0", wait_ms=3000) == []
    assert any("000001 8,800" in str(receipt["text"]) for receipt in pos.collect()["receipts"])


def test_loading_keys_asks_the_host() -> None:
    assert fields(counter("transbank").say(b"0800"))[:2] == ["0810", "00"]
    silent = counter("transbank", ["drop:link=host"])
    assert fields(silent.say(b"0800"))[:2] == ["0810", "02"]


def test_intermediate_messages_come_where_they_are_asked_for() -> None:
    pos = counter("transbank")
    heard = pos.say(b"0200|8800|A1|||1|", answers=3)
    assert heard[:2] == [b"0900|78", b"0900|82"]
    assert heard[2].startswith(b"0210|00|")


def test_an_unknown_function_is_not_supported() -> None:
    assert fields(counter("transbank").say(b"0270|500|1|||0|5|"))[:2] == ["0271", "12"]


def test_a_wrong_amount_is_an_error_of_the_request() -> None:
    assert fields(counter("transbank").say(b"0200|x|A1|||0|"))[:2] == ["0210", "61"]


def test_the_totals_frame_ends_in_etx_and_a_check_byte_that_looks_like_an_ack() -> None:
    pos = counter("transbank")
    assert write_frame(pos.world.rig.wire, b"0710|00|2|26500|")[-2:] == b"\x03\x06"


def test_old_firmware_undoes_what_was_never_acknowledged() -> None:
    pos = counter("transbank@20.1", acks=False)
    pos.say(b"0200|8800|A1|||0|", answers=9, wait_ms=30_000)
    assert pos.charged() == 0


def test_a_wrong_check_byte_is_refused() -> None:
    pos = counter("transbank")
    frame = write_frame(pos.world.rig.wire, b"0200|8800|A1|||0|")
    pos.world.write(frame[:-1] + bytes((frame[-1] ^ 1,)))
    assert pos.world.read_until(2000)[1] == bytes((NAK,))
    assert pos.charged() == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=8))
def test_any_bytes_give_no_error_and_move_no_money(chunks: list[bytes]) -> None:
    pos = counter("transbank")
    for chunk in chunks:
        pos.world.write(chunk)
        pos.world.read_until(pos.world.now_ms() + 300)
    assert pos.charged() == 0


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 9))
def test_any_split_of_the_request_gives_the_same_answer(piece: int) -> None:
    pos, split = counter("transbank"), counter("transbank")
    whole = pos.say(b"0200|8800|A00001|||0|")
    frame = write_frame(split.world.rig.wire, b"0200|8800|A00001|||0|")
    for at in range(0, len(frame) - piece, piece):
        split.world.write(frame[at : at + piece])
    rest = (len(frame) - 1) % piece + 1
    split.world.write(frame[-rest:]) if piece > 1 else split.world.write(frame[-1:])
    heard = b""
    while split.world.read_until(10_000)[0] == "heard":
        heard += b"."
    assert heard
    assert whole
    assert split.charged() == pos.charged() == 8800


def test_intermediate_messages_may_go_without_an_ack(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = (RIG_FOLDERS[1] / "transbank.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("  acks: 1\n", '  acks: 1\n  never_acked: "0900"\n'), encoding="utf-8")
    pos = counter(str(path), acks=False)
    heard = pos.say(b"0200|8800|A1|||1|", answers=3, wait_ms=3000)
    assert [content[:4] for content in heard] == [b"0900", b"0900", b"0210"]
