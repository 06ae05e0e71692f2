"""A case turned into what can be replayed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag import assembly
from posdiag.intake.dossier import Dossier
from posdiag.store.reproduce import Played, causes_of, link_of, to_play
from tests.store.conftest import a_case


def plays(dossier: Dossier, pos: str, *causes: str) -> list[Played]:
    release = assembly.library().select((pos,))[-1]
    link = link_of(release, assembly.library())
    return list(to_play(dossier, causes, release, link, assembly.scenarios(), assembly.house().reenactments))


def test_the_likeliest_causes_are_played_and_the_one_asked_for_alone() -> None:
    dossier = replace(a_case(), causes=(("unknown", 0.4), ("txn.duplicate", 0.3), ("comm.timeout", 0.01)))
    assert causes_of(dossier) == ("txn.duplicate",)
    assert causes_of(dossier, "card.pin_error") == ("card.pin_error",)
    assert causes_of(replace(dossier, closed_cause="comm.tls")) == ("comm.tls", "txn.duplicate")


def test_at_a_kiosk_the_route_is_played_before_what_looks_like_it() -> None:
    shares = (("coupon.not_applied", 0.9), ("card.read_error", 0.06))
    assert causes_of(replace(a_case(place="kiosk"), causes=shares))[0] == "channel.unsupported"
    assert causes_of(replace(a_case(place="counter"), causes=shares))[0] == "coupon.not_applied"
    assert causes_of(replace(a_case(place="kiosk"), causes=shares[1:])) == ("card.read_error",)


def test_the_instrument_of_the_case_is_that_of_the_scenario() -> None:
    dossier = a_case(instrument="prepaid")
    played = plays(dossier, "reference/hangang", "coupon.insufficient_balance")
    assert played
    first = played[0].base
    assert first.instruments[first.steps[0].instrument].kind == "prepaid"


@pytest.mark.parametrize(
    "pos", ["reference/hangang", "reference/kiosk-cheonggye", "reference/iso-direct", "reference/agent-form"]
)
def test_every_cause_that_can_be_played_gives_something_or_nothing_but_no_error(pos: str) -> None:
    count = sum(bool(plays(a_case(), pos, one.cause)) for one in assembly.house().reenactments)
    assert count > 20


def test_a_cause_that_nothing_plays_gives_nothing() -> None:
    assert plays(a_case(), "reference/hangang", "enquiry.balance") == []


def test_a_release_says_its_link() -> None:
    links = {
        link_of(assembly.library().select((pos,))[-1], assembly.library())
        for pos in ("reference/hangang", "reference/iso-direct", "reference/agent-form")
    }
    assert links == {"ecr", "host", "agent"}
