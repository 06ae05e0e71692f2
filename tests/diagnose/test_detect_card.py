"""The reader's answers, and fallback."""

from __future__ import annotations

from dataclasses import replace

from posdiag.diagnose.finding import Severity
from posdiag.profile.traits import Traits
from posdiag.transcript import Seen
from tests.diagnose.playbook import ACK, Play, healthy_sale, paid, refused, reply, request, story

NO_FALLBACK = Traits(chip_fallback=False)


def cards(play: Play) -> set[str]:
    return {code for code in play.codes_found(refused()) if code.startswith("card.")}


def chip_failed(traits: Traits | None = None) -> Play:
    return Play(traits=traits).says(request()).hears(ACK).hears(reply(result="C1"))


def test_a_read_card_gives_no_finding() -> None:
    assert cards(healthy_sale(Play(traits=NO_FALLBACK))) == set()


def test_a_failed_chip_followed_by_the_stripe_fell_back() -> None:
    play = chip_failed(NO_FALLBACK).says(request(stan="000002", entry="F")).hears(ACK)
    assert cards(play.hears(reply(stan="000002"))) == {"card.fell_back"}


def test_a_failed_chip_on_a_release_without_fallback_is_explained() -> None:
    assert cards(chip_failed(NO_FALLBACK)) == {"card.chip_failed", "card.fallback_not_offered"}


def test_without_a_profile_the_chip_alone_failed() -> None:
    assert cards(chip_failed()) == {"card.chip_failed"}


def test_the_screen_itself_may_say_that_fallback_is_off() -> None:
    play = chip_failed().sees(Seen.REFUSED, "IC거래불가,폴백거래미사용,거래종료")
    assert "card.fallback_not_offered" in cards(play)


def test_a_swiped_chip_card_and_an_entry_not_supported() -> None:
    assert cards(Play().says(request()).hears(ACK).hears(reply(result="C2"))) == {"card.chip_card_swiped"}
    assert cards(Play().says(request()).hears(ACK).hears(reply(result="C3"))) == {"card.entry_unsupported"}


def test_the_trait_alone_is_no_finding() -> None:
    assert "card.fallback_not_offered" not in healthy_sale(Play(traits=NO_FALLBACK)).codes_found(paid())


def test_a_chip_that_the_shop_knows_to_be_broken_is_a_note() -> None:
    meant = story()
    broken = replace(meant.instruments["main"], state={"chip_broken": "yes"})
    for instrument, severity in ((broken, Severity.NOTE), (meant.instruments["main"], Severity.ERROR)):
        play = chip_failed(NO_FALLBACK)
        play.scenario = replace(meant, instruments={"main": instrument})
        (finding,) = [f for f in play.findings(refused()) if f.code == "card.chip_failed"]
        assert finding.severity is severity
