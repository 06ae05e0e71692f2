"""Evidence: what is asked of it again and again, answered once."""

from __future__ import annotations

from dataclasses import replace

from posdiag import assembly
from posdiag.audit.line import Cut
from posdiag.explain.ways import way_of
from posdiag.payment.money import Belief
from tests.audit.made import ACK, NAK, approved, charges, played, sale


def test_a_program_is_believed_by_its_words_and_else_by_its_acks() -> None:
    rows = (("pos", sale()), ("far", ACK), ("far", approved()))
    assert [one.belief for one in played(*rows, said=("DECLINED",)).outcomes] == [Belief.DECLINED]
    assert [one.belief for one in played(*rows).outcomes] == [Belief.UNKNOWN]
    assert [one.belief for one in played(*rows, ("pos", ACK)).outcomes] == [Belief.APPROVED]
    assert played(*rows, said=("DECLINED",)).speaks
    assert not played(*rows).speaks


def test_a_sign_to_a_frame_comes_before_the_terminal_says_something_else() -> None:
    seen = played(
        ("pos", sale()), ("far", approved()), ("far", approved()), ("pos", ACK), ("far", approved("000009")),
        ("pos", NAK),
    )  # fmt: skip
    frames = [one for one in seen.said if not one.from_pos]
    assert [seen.acked(frame) for frame in frames] == [True, True, False]
    assert [sign.control for sign in seen.signs(frames[2])] == ["NAK"]


def test_the_transcript_ends_with_the_program_and_holds_the_statement() -> None:
    seen = played(
        ("pos", sale()), ("far", ACK), Cut(200_000, "reset"), said=("APPROVED",), statement=charges(8800)
    )
    assert [one.text for one in seen.transcript.observations] == ["APPROVED"]
    assert seen.transcript.statement == charges(8800)
    assert len(seen.cuts) == 1
    assert seen.ended_ms == 100_000
    assert played().ended_ms is None


def test_how_the_program_ended_is_known() -> None:
    assert played(said=(), code=None).hung
    assert played(said=("Traceback (most recent call last):",), code=1).crashed
    assert not played(said=(), code=0).crashed
    assert (played().acks, played().never_acked) == (1, frozenset())


def test_where_no_inquiry_and_no_reversal_exist_none_can_be_wanted() -> None:
    def can_settle(dialect: str) -> bool:
        found = way_of(dialect, assembly.library().dialects.codec_for(dialect))
        assert found is not None
        return replace(played(), way=found).can_settle

    assert [can_settle(name) for name in ("kr-fs", "transbank", "iso87-ascii", "telium")] == [
        True, True, True, False,
    ]  # fmt: skip
