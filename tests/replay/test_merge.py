"""One transcript from two witnesses."""

from __future__ import annotations

from posdiag.link.bench import Collected, HostFrame, Sight
from posdiag.replay.merge import merge
from posdiag.transcript import LinkName, Party, Seen, Statement, Transcript


def own() -> Transcript:
    transcript = Transcript()
    transcript.add_frame(0, LinkName.ECR, Party.POS, Party.TERMINAL, b"ask")
    transcript.add_frame(900, LinkName.ECR, Party.TERMINAL, Party.POS, b"junk", "gap")
    transcript.observe(950, Seen.SCREEN, Party.POS, "승인", b"\xbd\xc2", 0)
    return transcript


def seen() -> Collected:
    return Collected(
        1000,
        (Sight(850, Party.TERMINAL, "영수증"),),
        (),
        (
            HostFrame(400, Party.TERMINAL, Party.VAN, b"0200"),
            HostFrame(900, Party.VAN, Party.TERMINAL, b"0210"),
        ),
        Statement(),
    )


def test_both_witnesses_are_told_in_order_of_time_and_numbered_anew() -> None:
    merged = merge(own(), seen(), LinkName.ECR)
    numbered = [(f.n, f.data) for f in merged.frames] + [(o.n, o.text) for o in merged.observations]
    assert sorted(numbered) == [
        (1, b"ask"),
        (2, b"0200"),
        (3, "영수증"),
        (4, b"junk"),
        (5, b"0210"),
        (6, "승인"),
    ]


def test_what_is_known_of_a_frame_is_kept() -> None:
    merged = merge(own(), seen(), LinkName.ECR)
    assert next(frame.note for frame in merged.frames if frame.data == b"junk") == "gap"
    assert merged.statement == Statement()


def test_a_pos_on_the_host_link_is_not_seen_twice() -> None:
    merged = merge(own(), seen(), LinkName.HOST)
    assert [frame.data for frame in merged.frames] == [b"ask", b"junk"]
