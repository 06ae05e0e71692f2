"""The campaign: every case can be played, names itself in both languages, and is chosen where it fits."""

from __future__ import annotations

import pytest

from posdiag import assembly
from posdiag.audit.campaign import CAMPAIGN, Bend, Need, applicable, chosen, timed
from posdiag.errors import InputError
from posdiag.transcript import LinkName
from posdiag_sim.faults.registry import parse_fault


def test_every_case_has_its_own_id_and_two_languages() -> None:
    assert len({case.id for case in CAMPAIGN}) == len(CAMPAIGN) >= 25
    for case in CAMPAIGN:
        for words in (case.name, case.sound):
            assert any("가" <= letter <= "힣" for letter in words["ko"]), case.id
            assert words["en"].isascii(), case.id


@pytest.mark.parametrize("link", list(LinkName))
def test_every_fault_is_one_of_the_simulated_world(link: LinkName) -> None:
    kind = "host" if link is LinkName.HOST else "terminal"
    codec = assembly.library().dialects.codec_for("iso87-ascii" if link is LinkName.HOST else "kr-fs")
    for case in applicable(CAMPAIGN, codec):
        for fault in timed(case, 3000, link).faults:
            parse_fault(fault, "1", kind)


def test_a_late_answer_lies_as_long_as_the_pos_waits() -> None:
    (late,) = chosen(["late"])
    assert timed(late, 4500, LinkName.ECR).faults == ("late:count=1,ms=4500",)
    assert timed(late, 4500, LinkName.HOST).faults == ("host-slow:count=1,ms=4500",)
    assert timed(late, 10**9, LinkName.ECR).faults == ("late:count=1,ms=3600000",)


def test_cases_are_chosen_by_name_in_the_order_of_the_campaign() -> None:
    assert chosen(()) == CAMPAIGN
    assert [case.id for case in chosen(["late", "healthy"])] == ["healthy", "late"]
    with pytest.raises(InputError) as caught:
        chosen(["healty", "nothing-like-it"])
    assert len(caught.value.problems) == 2
    assert "did you mean `healthy`?" in caught.value.problems[0].remedy


def test_a_host_link_without_acks_gets_the_cases_that_apply() -> None:
    dialects = assembly.library().dialects
    host = {case.id for case in applicable(CAMPAIGN, dialects.codec_for("iso87-ascii"))}
    assert {"healthy", "late", "half-always", "reset-answer"} <= host
    assert not host & {"nak-once", "check-is-ack", "pos-ack-lost", "garbage-first"}
    assert applicable(CAMPAIGN, dialects.codec_for("kr-fs")) == CAMPAIGN
    assert {Need.ACK, Need.CHECK} <= {need for case in CAMPAIGN for need in case.needs}


def test_a_record_tells_what_was_done_to_the_pos() -> None:
    by_id = {case.id: case for case in CAMPAIGN}
    assert by_id["healthy"].injected == ()
    assert by_id["garbage-first"].injected == ("garbage:hex=00f8ff,count=1",)
    assert by_id["wrong-check-always"].injected == (str(Bend.CHECK),)
    assert by_id["joined"].injected == ("join:way=to-pos,count=1",)
