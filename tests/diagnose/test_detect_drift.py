"""A till that does not behave as its profile says is found, and the trait is named."""

from __future__ import annotations

from dataclasses import replace

from posdiag.diagnose.finding import Severity
from posdiag.profile.traits import Entry, OnTimeout, Timers, Traits
from posdiag.transcript import LinkName, Seen
from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, Play, codec, healthy_sale, request, story

SOUND = Traits()


def deviating(play: Play) -> dict[str, tuple[str, str]]:
    """Trait -> what the profile says and what was seen."""
    drifts = [finding for finding in play.findings() if finding.code == "profile.drift"]
    assert all(finding.severity is Severity.WARNING for finding in drifts)
    return {one.facts["deviates"]: (one.facts["said"], one.facts["shown"]) for one in drifts}


def silent_sale(traits: Traits | None, waits_ms: int = 35_000) -> Play:
    play = Play(traits=traits).says(request(business_no="1230045678")).hears(ACK)
    return play.silence("answer", waits_ms - 20)


def test_a_till_that_keeps_to_its_profile_deviates_in_nothing() -> None:
    play = silent_sale(SOUND).says(request(Kind.INQUIRE, "000002", orig_stan="000001")).hears(ACK)
    assert deviating(play) == {}
    assert deviating(healthy_sale(Play(traits=SOUND))) == {}


def test_without_a_profile_nothing_can_deviate() -> None:
    assert deviating(silent_sale(None, 9_000).says(request(stan="000002")).hears(ACK)) == {}


def test_a_timer_unlike_the_profile_s_is_named_with_both_values() -> None:
    play = silent_sale(SOUND, 12_000).says(request(Kind.INQUIRE, "000002", orig_stan="000001")).hears(ACK)
    assert deviating(play) == {"timers.answer_ms": ("35000", "12000")}
    short = replace(SOUND, timers=Timers(answer_ms=12_000))
    play = silent_sale(short, 12_000).says(request(Kind.INQUIRE, "000002", orig_stan="000001")).hears(ACK)
    assert deviating(play) == {}


def test_a_retry_where_the_profile_asks_first_is_named() -> None:
    play = silent_sale(SOUND).says(request(stan="000002")).hears(ACK)
    assert deviating(play)["on_timeout"] == ("inquire, reverse", "retry")
    retries = replace(SOUND, on_timeout=(OnTimeout.RETRY,), retry_stan="new")
    assert deviating(silent_sale(retries).says(request(stan="000002")).hears(ACK)) == {}


def test_a_repeat_under_another_trace_number_than_the_profile_s_is_named() -> None:
    retries = replace(SOUND, on_timeout=(OnTimeout.RETRY,), retry_stan="same")
    assert deviating(silent_sale(retries).says(request(stan="000002")).hears(ACK)) == {
        "retry_stan": ("same", "new")
    }


def test_another_payment_after_a_silence_is_no_retry() -> None:
    assert deviating(silent_sale(SOUND).says(request(stan="000002", amount="100")).hears(ACK)) == {}


def test_a_tid_and_an_entry_that_the_profile_has_not_are_named() -> None:
    assert deviating(healthy_sale(Play(traits=replace(SOUND, tid="10000077")))) == {
        "tid": ("10000077", "10000001")
    }
    by_qr_alone = replace(SOUND, entry_modes=frozenset({Entry.QR}))
    assert deviating(healthy_sale(Play(traits=by_qr_alone))) == {"entry_modes": ("Q", "C")}


def test_what_a_trait_would_explain_and_the_profile_denies_is_a_deviation() -> None:
    """The till takes a part approval for the whole; its profile says that it can do better."""
    play = Play(traits=SOUND, scenario=story(balance=5000)).says(request()).hears(ACK)
    play = play.hears(_part()).says(ACK).sees(Seen.BELIEF, "approved 8800")
    assert deviating(play)["partial_approval"][0] == "supported"


def test_frames_written_in_another_way_than_the_profile_s_are_named() -> None:
    other = codec("iso87-ascii", bitmap="binary")
    play = Play("iso87-ascii-hex", LinkName.HOST, traits=replace(SOUND, link="host"))
    play.says(other.encode(request()))
    assert "wire.bitmap" in deviating(play)


def _part() -> bytes:
    from tests.diagnose.playbook import reply

    return codec("kr-fs").encode(reply(result="10", approval="37097734", approved_amount="5000"))
