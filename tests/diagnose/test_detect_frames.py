"""Frames whose bounds differ: a check byte that nobody reads, and a length that counts otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.diagnose.case import Case
from posdiag.diagnose.detect import detect
from posdiag.diagnose.detect_frames import length_options, stray_checks
from posdiag.transcript import LinkName
from tests.diagnose.playbook import ACK, NAK, Play, codec, refused, reply, request, story

ANSWER = codec().encode(reply())


def without_check(play: Play) -> Case:
    """The case of a POS that knows no check byte."""
    return replace(play.case(refused()), ecr_codec=codec("kr-fs", check="none"))


def test_the_byte_after_every_frame_is_its_check_byte() -> None:
    play = Play().says(request()).hears(ACK).hears(ANSWER[:-1]).hears(ANSWER[-1:])
    rule, strays = stray_checks(without_check(play))
    assert rule == "xor-after-stx"
    assert [stray.n for stray in strays] == [4]


def test_any_other_byte_is_none() -> None:
    other = bytes([ANSWER[-1] ^ 0x40])
    for after in (other, ANSWER[-1:] + b"zz"):
        play = Play().says(request()).hears(ACK).hears(ANSWER[:-1]).hears(after)
        assert stray_checks(without_check(play)) == ("", ())


def test_a_pos_that_reads_check_bytes_has_no_strays() -> None:
    play = Play().says(request()).hears(ACK).hears(ANSWER[:-1]).hears(ANSWER[-1:])
    assert stray_checks(play.case(refused())) == ("", ())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"length_counts_itself": "yes"}, {"length_counts_itself": "yes"}),
        ({}, {}),
        ({"length": "none"}, {}),
    ],
)
def test_a_length_is_off_by_what_another_way_of_counting_explains(
    options: dict[str, str], told: dict[str, str]
) -> None:
    play = Play(dialect="iso87-ascii-hex", link=LinkName.HOST).says(request())
    play.hears(codec("iso87-ascii-hex", **options).encode(reply()))
    case = play.case(refused())
    assert length_options(case, case.heard) == told


def test_a_length_that_leaves_the_header_out_is_told() -> None:
    play = Play(dialect="iso87-bcd", link=LinkName.HOST).says(request())
    play.hears(codec("iso87-bcd", length="bcd2", tpdu="6000010000").encode(reply()))
    own = codec("iso87-bcd", length="bcd2", tpdu="6000010000", length_counts_header="no")
    case = replace(play.case(refused()), host_codec=own)
    assert length_options(case, case.heard) == {"length_counts_header": "yes"}


def test_frames_that_are_read_since_nobody_looks_at_their_check_are_not_read_well() -> None:
    play = Play(scenario=story()).says(request()).hears(NAK).hears(ANSWER[:-1]).hears(ANSWER[-1:])
    found = {finding.code for finding in detect(without_check(play))}
    assert {"wire.check_rule", "handshake.every_frame_refused"} <= found
    assert "handshake.refused_though_readable" not in found
