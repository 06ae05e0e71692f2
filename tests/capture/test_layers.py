"""The TCP segment in a packet, under every header that may stand before it."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.layers import Layers, Segment, Unread, swap
from tests.capture.made import ACK, POS_PORT, PSH, TERMINAL_PORT, ethernet, ip4, ip6, tcp

BODY = tcp(7, 9, PSH | ACK, b"0200", options=bytes(12))
LINKS = (0, 1, 12, 14, 101, 108, 113, 147, 228, 229, 276)


def segment(link: int, packet: bytes) -> Segment:
    found = Layers().segment(link, packet)
    assert isinstance(found, Segment)
    return found


def check(found: Segment, side: int = 4) -> None:
    assert (found.seq, found.ack, found.flags, found.payload, found.missing) == (7, 9, PSH | ACK, b"0200", 0)
    assert found.key[2 * side :] == struct.pack(">HH", POS_PORT, TERMINAL_PORT)


@pytest.mark.parametrize("tags", [(), (0x8100,), (0x88A8, 0x8100), (0x9100, 0x8100, 0x8100)])
def test_ethernet_with_any_stack_of_tags(tags: tuple[int, ...]) -> None:
    check(segment(1, ethernet(ip4(BODY), tags)))
    check(segment(1, ethernet(ip6(BODY), tags, 0x86DD)), 16)


def test_linux_cooked_captures_old_and_new() -> None:
    check(segment(113, struct.pack(">HHH8sH", 0, 772, 6, b"", 0x0800) + ip4(BODY)))
    check(segment(113, struct.pack(">HHH8sHHH", 0, 1, 6, b"", 0x8100, 5, 0x86DD) + ip6(BODY)), 16)
    check(segment(276, struct.pack(">HHIHBB8s", 0x86DD, 0, 1, 772, 0, 6, b"") + ip6(BODY)), 16)


@pytest.mark.parametrize("order", ["<", ">"])
def test_loopback_of_either_byte_order(order: str) -> None:
    check(segment(0, struct.pack(order + "I", 2) + ip4(BODY)))
    check(segment(108, struct.pack(">I", 24) + ip6(BODY)), 16)


@pytest.mark.parametrize("link", [12, 14, 101, 228])
def test_raw_ip(link: int) -> None:
    check(segment(link, ip4(BODY)))


def test_pppoe_is_passed_over() -> None:
    check(segment(1, ethernet(struct.pack(">BBHHH", 0x11, 0, 1, 99, 0x0021) + ip4(BODY), kind=0x8864)))


def test_ip_options_and_extension_headers_are_passed_over() -> None:
    check(segment(101, ip4(BODY, options=bytes(8))))
    hop = struct.pack(">BB6x", 60, 0)
    destination = struct.pack(">BB14x", 51, 1)
    authentication = struct.pack(">BB10x", 6, 1)
    check(segment(101, ip6(BODY, following=0, extensions=hop + destination + authentication)), 16)


def test_padding_behind_a_short_packet_is_no_payload() -> None:
    found = segment(1, ethernet(ip4(tcp(1, 2, ACK)) + bytes(6)))
    assert (found.payload, found.missing) == (b"", 0)


def test_a_cut_packet_tells_how_much_is_missing() -> None:
    whole = ethernet(ip4(tcp(1, 2, ACK, b"x" * 100)))
    found = segment(1, whole[: 54 + 30])
    assert (found.payload, found.missing) == (b"x" * 30, 70)


def test_a_packet_cut_inside_its_headers_is_unread() -> None:
    whole = ethernet(ip4(BODY))
    for size in range(14, 14 + 20 + 14):
        found = Layers().segment(1, whole[:size])
        assert isinstance(found, Unread), size
        assert "snap length" in found.remedy


def test_a_packet_without_a_length_is_as_long_as_it_was_captured() -> None:
    assert segment(101, ip4(tcp(1, 2, ACK, b"y" * 70_000), total=0)).payload == b"y" * 70_000


def test_what_is_not_tcp_is_nothing() -> None:
    layers = Layers()
    assert layers.segment(1, ethernet(bytes(40), kind=0x0806)) is None
    assert layers.segment(101, ip4(bytes(20), protocol=17)) is None
    assert layers.segment(101, ip6(bytes(20), following=58)) is None
    assert layers.segment(0, b"\x02\0\0\0" + bytes(40)) is None


def test_an_unknown_link_type_is_named() -> None:
    found = Layers().segment(105, bytes(100))
    assert isinstance(found, Unread)
    assert "105" in found.what


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_fragments_are_put_together_in_any_order(order: tuple[int, ...]) -> None:
    body = tcp(7, 9, ACK, bytes(range(100)))
    cuts = [(0, 48), (48, 96), (96, len(body))]
    pieces = [
        ip4(body[start:end], ident=5, fragment=start // 8 | (0x2000 if end < len(body) else 0))
        for start, end in cuts
    ]
    layers = Layers()
    found = [layers.segment(101, pieces[number]) for number in order]
    assert found[:2] == [None, None]
    assert isinstance(found[2], Segment)
    assert found[2].payload == bytes(range(100))


def test_fragments_of_ipv6_are_put_together() -> None:
    body = tcp(7, 9, ACK, bytes(60))
    layers = Layers()
    first = ip6(body[:40], following=44, extensions=struct.pack(">BBHI", 6, 0, 1, 77))
    last = ip6(body[40:], following=44, extensions=struct.pack(">BBHI", 6, 0, 40, 77))
    assert layers.segment(101, first) is None
    found = layers.segment(101, last)
    assert isinstance(found, Segment)
    assert found.payload == bytes(60)


def test_fragments_that_never_end_are_let_go_and_told() -> None:
    layers = Layers()
    told = [layers.segment(101, ip4(bytes(64), ident=ident, fragment=0x2000)) for ident in range(500)]
    assert sum(isinstance(each, Unread) for each in told) > 400


def test_the_key_the_other_way_round() -> None:
    one = segment(101, ip4(tcp(1, 2, ACK, sent_by_pos=True), True)).key
    other = segment(101, ip4(tcp(1, 2, ACK, sent_by_pos=False), False)).key
    assert swap(one) == other
    assert swap(other) == one


@given(st.sampled_from(LINKS), st.binary(max_size=120))
def test_no_bytes_make_it_raise(link: int, packet: bytes) -> None:
    Layers().segment(link, packet)


@given(st.integers(0, 53), st.binary(min_size=1, max_size=6))
def test_no_damage_to_headers_makes_it_raise(at: int, damage: bytes) -> None:
    whole = bytearray(ethernet(ip4(BODY)))
    whole[at : at + len(damage)] = damage
    Layers().segment(1, bytes(whole))
