"""A field counts where the bytes of the request differ without it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag import assembly
from posdiag.assembly_isolate import fault_defaults, stage
from posdiag.isolate.cuts import Said
from posdiag.isolate.outcome import same_failure
from posdiag.isolate.request_fields import fields_said
from posdiag.isolate.scenario_file import read_back, scenario_text
from posdiag.isolate.shrink import Shrinking
from posdiag.profile.model import PosRelease
from posdiag.replay.load_steps import OMITTABLE
from posdiag.replay.scenario import Do, Item, Step
from posdiag.replay.variant import Variant
from tests.isolate.made import pay, scenario


def one_of(label: str) -> PosRelease:
    product, _, version = label.partition("@")
    return next(one for one in assembly.library().products[product].releases if one.release == version)


def said_by(label: str) -> Said:
    release = one_of(label)
    return fields_said(assembly.library().codec_of(release), release.traits)


def test_a_sale_says_what_its_dialect_has_a_place_for() -> None:
    story = scenario(pay(8_800, Item("김밥", 8_800, ("food",)), tax_krw=800))
    sale = "tid stan sent_at route business_no amount tax service instalment entry items text"
    assert " ".join(said_by("reference/hangang@3.1")(story, 0)) == sale
    host = said_by("reference/iso-direct@4.1")(story, 0)
    assert {"amount", "entry", "items"} <= set(host)
    assert not {"tax", "service", "reader_wait"} & set(host)  # no data element holds them
    assert said_by("reference/cordillera@2.1")(story, 0) == ("stan", "amount")


def test_a_cancel_says_which_sale_it_means_and_other_steps_little() -> None:
    said = said_by("reference/hangang@3.1")
    story = scenario(pay(8_800), Step(Do.CANCEL, of=1), Step(Do.BALANCE), Step(Do.CHECK), Step(Do.INQUIRE))
    assert {"orig_approval", "orig_date", "orig_stan", "orig_amount"} <= set(said(story, 1))
    assert said(story, 2) == ("tid", "stan", "sent_at", "route", "business_no", "entry")
    assert said(story, 3) == ("tid", "stan", "sent_at", "route", "business_no")
    assert {"orig_date", "orig_stan"} <= set(said(story, 4))


def test_what_a_dialect_cannot_say_has_no_fields() -> None:
    assert said_by("reference/alsace@2.1")(scenario(pay(1), Step(Do.INQUIRE)), 1) == ()


@given(st.sets(st.sampled_from(OMITTABLE)), st.sampled_from(["hangang@3.1", "iso-direct@4.1", "namsan@3.0"]))
def test_what_a_step_leaves_out_is_not_said_and_all_else_is(gone: set[str], label: str) -> None:
    said = said_by(f"reference/{label}")
    whole = scenario(replace(pay(8_800, Item("김밥", 8_800), tax_krw=800), instalment=3))
    fewer = replace(whole, steps=(replace(whole.steps[0], omit=tuple(gone)),))
    assert said(fewer, 0) == tuple(name for name in said(whole, 0) if name not in gone)


@pytest.mark.parametrize(
    ("story", "label", "left"),
    [
        ("instalment-38", "reference/hallasan@1.2", ["tid stan amount instalment"]),
        ("device-check", "reference/kiosk-cheonggye@1.1", ["tid stan route amount"]),
        ("partial-approval", "reference/iso-bcd@1.2", ["tid stan amount card"]),
        (
            "cancel-same-day",
            "reference/hangang@2.0",
            ["tid stan amount", "tid stan amount orig_approval"],
        ),
        ("timeout-retry", "reference/hangang@1.1", ["tid stan amount"]),
        ("long-goods-name", "reference/hangang@2.0", ["tid stan amount text"]),
    ],
)
def test_of_a_request_only_the_fields_stay_that_its_failure_needs(
    story: str, label: str, left: list[str]
) -> None:
    chosen = one_of(label)
    releases = assembly.library().products[chosen.id].releases
    said = said_by(label)
    with stage(None) as opened:
        search = Shrinking(
            chosen, releases, assembly.scenarios()[story], opened.play, fault_defaults, said=said
        )
        search.run()
        again = read_back(scenario_text(search.smallest), story)
        assert search.failure is not None
        assert search.minimal
        assert same_failure(search.failure, opened.play(Variant(again, chosen), (), 0))
        steps = range(len(again.steps))
        assert [" ".join(said(again, number)) for number in steps] == left
        for number in steps:  # each field that stayed is needed
            for name in set(said(again, number)) & set(OMITTABLE):
                fewer = replace(again.steps[number], omit=(*again.steps[number].omit, name))
                milder = replace(again, steps=(*again.steps[:number], fewer, *again.steps[number + 1 :]))
                seen = opened.play(Variant(milder, chosen), (), 0)
                fair = search.witness is not None and search.witness.sees(search.trials, milder).passed
                assert not (fair and same_failure(search.failure, seen)), name
