"""One replay against a simulated rig: transcript, money and the question after a missing coupon."""

from __future__ import annotations

from posdiag import assembly
from posdiag.replay.dial import speech_of
from posdiag.replay.replay import Replay, replay
from posdiag.transcript import LinkName
from posdiag.wire.message import Kind


def play(scenario: str, pos: str, *faults: str, seed: int = 0) -> Replay:
    (release,) = assembly.library().select([pos])
    speech = speech_of(assembly.library().codec_of(release), release.traits)
    station = assembly.station(f"sim:{release.rig}")
    return replay(assembly.scenarios()[scenario], release.traits, speech, station, faults, seed)


def test_a_healthy_sale_leaves_both_links_and_a_statement() -> None:
    seen = play("sale-within-balance", "reference/hangang@3.1")
    assert {frame.link for frame in seen.transcript.frames} == {LinkName.ECR, LinkName.HOST}
    assert seen.transcript.statement is not None
    assert (seen.money.charges, seen.money.agrees) == (1, True)
    assert seen.money.from_purse == {"coupon": seen.money.charged_krw}


def test_the_same_seed_gives_the_same_transcript_and_another_seed_another() -> None:
    first, again, other = (
        play("sale-within-balance", "reference/hangang@3.1", seed=seed) for seed in (7, 7, 8)
    )
    assert first.transcript == again.transcript
    assert first.transcript != other.transcript


def test_a_coupon_that_was_not_drawn_is_asked_about_by_a_balance_inquiry() -> None:
    codec = assembly.library().codec_of(assembly.library().select(["reference/hangang@3.1"])[0])

    def asked(seen: Replay) -> list[Kind]:
        messages = [codec.decode(frame.data).message for frame in seen.transcript.on(LinkName.ECR)]
        return [message.kind for message in messages if message and not message.reply]

    drawn = play("coupon-credit-within", "reference/hangang@3.1")
    missed = play("coupon-credit-within", "reference/hangang@3.1", "platform-outage")
    assert asked(drawn) == [Kind.APPROVE]
    assert asked(missed) == [Kind.APPROVE, Kind.BALANCE]
    assert set(missed.money.from_purse) == {"card"}
