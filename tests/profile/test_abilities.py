"""What a release can do follows from its traits, and what it lacks for a scenario is named."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from posdiag.profile.abilities import ABILITIES, ALWAYS_NEEDED, abilities, supports
from posdiag.profile.library import Library
from posdiag.profile.traits import Entry, LateAnswer, OnTimeout, PartialApproval, Timers, Traits

SOUND = Traits()


@dataclass(frozen=True)
class Needing:
    needs: tuple[str, ...]


def test_a_sound_pos_has_every_ability_but_the_rigs() -> None:
    assert abilities(SOUND) == set(ABILITIES) - {"wire"}


@pytest.mark.parametrize(
    ("traits", "lacks"),
    [
        (replace(SOUND, entry_modes=frozenset({Entry.CHIP})), {"entry:qr", "entry:contactless"}),
        (replace(SOUND, chip_fallback=False), {"fallback"}),
        (replace(SOUND, instalment_max=24), {"instalment:38"}),
        (replace(SOUND, reader="pos", bin_digits=6, bin_table=frozenset({"940000"})), {"bin:8"}),
        (replace(SOUND, barcode_prefixes=frozenset({"25"})), {"barcode:41"}),
        (replace(SOUND, partial_approval=PartialApproval.AS_FULL), {"partial-approval"}),
        (replace(SOUND, approval_digits=6), {"approval-digits:8"}),
        (replace(SOUND, timers=Timers(answer_ms=30_000)), {"timer"}),
        (replace(SOUND, on_timeout=(OnTimeout.RETRY, OnTimeout.INQUIRE)), {"timeout-safe", "reversal"}),
        (replace(SOUND, on_timeout=()), {"timeout-safe", "inquiry", "reversal"}),
        (replace(SOUND, late_answer=LateAnswer.TAKE_NEXT), {"late-safe"}),
        (replace(SOUND, shows_balance=False), {"balance"}),
        (replace(SOUND, routes=("pg", "van")), {"route:van"}),
        (replace(SOUND, screen_charset="utf-8"), {"charset"}),
        (replace(SOUND, screen_width=16, screen_cut="bytes"), {"screen-text"}),
        (replace(SOUND, goods_text_cut="bytes"), {"goods-text"}),
        (replace(SOUND, segment="first-read"), {"stream"}),
        (replace(SOUND, clock_offset_s=-86_400), {"clock"}),
        (replace(SOUND, tid="10000009"), {"tid"}),
    ],
)
def test_each_trait_takes_its_ability_away(traits: Traits, lacks: set[str]) -> None:
    assert lacks <= set(ABILITIES)
    assert not lacks & abilities(traits)


def test_a_bin_table_matters_only_where_the_pos_reads_the_card() -> None:
    assert "bin:8" in abilities(replace(SOUND, bin_digits=6, bin_table=frozenset({"940000"})))


def test_what_is_missing_comes_in_the_order_of_the_needs() -> None:
    old, new = Library.load().select(["reference/hangang@1.0", "reference/hangang@3.1"])
    scenario = Needing(("instalment:38", "entry:chip", "entry:qr"))
    assert supports(old, scenario) == ("wire", "instalment:38", "entry:qr")
    assert supports(new, scenario) == ()
    assert set(ALWAYS_NEEDED) <= set(ABILITIES)


def test_what_a_pos_with_a_local_agent_can_do() -> None:
    sound = {"reader-wait", "busy-retry", "van-code"}
    assert sound <= abilities(Traits())
    hasty = Traits(timers=Timers(reader_ms=5_000), busy_tries=1, approval_from="agent")
    assert not sound & abilities(hasty)
    assert "reader-wait" not in abilities(Traits(timers=Timers(answer_ms=20_000)))
