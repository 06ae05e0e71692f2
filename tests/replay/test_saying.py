"""What a dialect lets a POS say at all."""

from __future__ import annotations

from posdiag.profile.library import Library
from posdiag.replay.saying import acked_only, can_say
from posdiag.wire.message import Kind

DIALECTS = Library.load().dialects


def test_the_public_links_have_no_network_cancel_and_telium_no_inquiry() -> None:
    transbank, telium = DIALECTS.codec_for("transbank"), DIALECTS.codec_for("telium")
    assert [can_say(transbank, kind) for kind in (Kind.REVERSE, Kind.BALANCE, Kind.INQUIRE)] == [
        False,
        False,
        True,
    ]
    assert {kind for kind in Kind if can_say(telium, kind)} == {Kind.APPROVE, Kind.CANCEL}


def test_reference_links_and_hosts_say_everything() -> None:
    for name in ("kr-fs", "iso87-ascii"):
        assert all(can_say(DIALECTS.codec_for(name), kind) for kind in Kind)


def test_only_a_poll_is_answered_by_its_ack_alone() -> None:
    transbank = DIALECTS.codec_for("transbank")
    assert {kind for kind in Kind if acked_only(transbank, kind)} == {Kind.CHECK}
    assert not acked_only(DIALECTS.codec_for("iso87-ascii"), Kind.CHECK)
