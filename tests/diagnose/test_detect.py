"""All detectors together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.diagnose.detect import DETECTORS, detect
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.profile.traits import Entry, LateAnswer, OnTimeout, PartialApproval, Traits
from tests.diagnose.playbook import ACK, Play, healthy_sale, paid, refused, reply, request, story

#: A release with every known weakness, none of which shows in a healthy sale.
WEAK = Traits(
    chip_fallback=False,
    entry_modes=frozenset({Entry.CHIP}),
    partial_approval=PartialApproval.AS_FULL,
    on_timeout=(OnTimeout.RETRY,),
    late_answer=LateAnswer.TAKE_NEXT,
    routes=("pg", "van"),
    screen_cut="bytes",
    screen_charset="latin-1",
    clock_offset_s=9000,
    segment="first-read",
)


@pytest.mark.parametrize("link", ["kr-fs", "kr-fixed", "kr-fs-bcd"])
def test_a_healthy_sale_gives_no_finding_in_any_dialect(link: str) -> None:
    assert healthy_sale(Play(link, scenario=story())).findings(paid()) == ()


def test_a_weak_profile_alone_is_no_evidence() -> None:
    assert healthy_sale(Play(scenario=story(), traits=WEAK)).findings(paid()) == ()


def test_money_comes_first_among_the_findings() -> None:
    play = Play(scenario=story()).says(request()).hears(ACK).silence("answer", 20000)
    findings = play.findings(MoneyAccount(1, 8800, {}, Belief.DECLINED, 0, False))
    assert findings[0].code == "money.charged_unbooked"
    ranks = [finding.severity.rank for finding in findings]
    assert ranks == sorted(ranks)


def test_the_same_case_gives_the_same_findings() -> None:
    play = Play().says(request()).hears(ACK).silence("answer", 20000).hears(reply())
    assert detect(play.case(refused())) == detect(play.case(refused()))


@given(st.lists(st.tuples(st.booleans(), st.binary(min_size=1, max_size=40)), max_size=12))
def test_no_bytes_make_a_detector_raise(lines: list[tuple[bool, bytes]]) -> None:
    play = Play(scenario=story(), traits=WEAK)
    for said, data in lines:
        play = play.says(data) if said else play.hears(data)
    for detector in DETECTORS:
        list(detector(play.case(refused(Belief.UNKNOWN))))
