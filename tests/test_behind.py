"""A cause that hides another is mended in a replay, and what it hid is named, advised and proven with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag import assembly, engine
from posdiag.behind import Uncovered, uncover, with_behind
from posdiag.cli.main import main
from posdiag.diagnose.finding import CauseShare, Severity
from posdiag.diagnose.sayings import found
from posdiag.link.station import Station
from posdiag.record import ProofStatus, RunRecord, Verdict
from posdiag.replay.variant import Variant
from posdiag.report.json_run import run_object
from posdiag.report.redact import masked

SALE, POS = "sale-within-balance", "reference/hangang@3.1"
RULE, EXPIRED = "check-rule:rule=xor-from-stx", "host-says:code=54,from=1"
MENDS = "pos-message-format-check-rule-technician"


def diagnosed(scenario: str, pos: str, *faults: str, prove: bool = True) -> tuple[RunRecord, engine.Codecs]:
    scenarios = (assembly.scenarios()[scenario],)
    plan = engine.Plan(scenarios, assembly.library().select([pos]), faults=faults, seed=3, prove=prove)
    (ended,) = [event for event in assembly.run(plan) if isinstance(event, engine.RunEnded)]
    return ended.record, ended.codecs


def test_a_refusal_behind_frames_that_nobody_can_read_is_named_as_the_second_cause() -> None:
    run, _ = diagnosed(SALE, POS, RULE, EXPIRED)
    assert run.answer == ("pos.message_format.check_rule", "coupon.expired")
    assert run.behind is not None
    assert (run.behind.lifted, run.behind.card) == ("pos.message_format.check_rule", MENDS)
    assert {finding.code for finding in run.behind.findings} >= {"decline.coupon.expired"}
    assert not {finding.code for finding in run.findings} & {"decline.coupon.expired"}


def test_the_deed_that_mends_the_first_is_told_though_it_does_not_bring_the_payment_through() -> None:
    run, _ = diagnosed(SALE, POS, RULE, EXPIRED)
    ids = [advice.id for advice in run.guidance]
    assert len(ids) == len(set(ids))
    mends = run.guidance[ids.index(MENDS)]
    assert mends.proof.status is ProofStatus.NOT_REPLAYABLE
    assert "Mend both" in mends.proof.why["en"]
    assert run.guidance[ids.index("coupon-expired-agent")].after == MENDS


def test_advice_for_the_second_cause_is_proven_with_the_first_mended() -> None:
    run, _ = diagnosed("partial-approval", "reference/hangang@3.0", RULE)
    assert run.answer == ("pos.message_format.check_rule", "pos.version_incompatible.partial_approval")
    (proven,) = [one for one in run.guidance if one.proof.status is ProofStatus.PROVEN]
    assert proven.id == "pos-version-incompatible-partial-approval-merchant"
    assert proven.after == MENDS
    assert proven.proof.after_money is not None
    assert proven.proof.after_money.agrees


@pytest.mark.parametrize("fault", [RULE, "length-prefix", "ack-lost", EXPIRED, "nak-storm:from=1"])
def test_where_there_is_one_cause_nothing_is_behind_it(fault: str) -> None:
    run, _ = diagnosed(SALE, POS, fault)
    assert run.behind is None
    assert len(run.answer) == 1
    assert not any(advice.after for advice in run.guidance)


def test_without_proof_nothing_is_replayed() -> None:
    run, _ = diagnosed(SALE, POS, RULE, EXPIRED, prove=False)
    assert run.behind is None


def test_at_a_real_terminal_no_payment_is_made_to_look_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def real(address: str) -> Station:
        return replace(station(address), simulated=False)

    station = assembly.station
    house = replace(assembly.house(), station=real)
    monkeypatch.setattr(assembly, "house", lambda: house)
    run, _ = diagnosed(SALE, POS, RULE, EXPIRED)
    assert run.behind is None


def seen() -> engine.Examined:
    release = assembly.library().select([POS])[0]
    variant = Variant(assembly.scenarios()[SALE], release)
    return engine.examine(variant, assembly.station(f"sim:{release.rig}"), (RULE,), 3, assembly.house())


FIRST = CauseShare("pos.message_format.check_rule", 0.99, "pos")


def looked(after: engine.Examined, first: CauseShare = FIRST) -> tuple[Uncovered | None, int]:
    """What is uncovered where every setting leaves the case like this, and how many were tried."""
    house, played = assembly.house(), []

    def play(variant: Variant) -> engine.Examined:
        played.append(variant)
        return after

    found = uncover(seen(), (first,), house.causes, house.cards, house.library, play)
    return found, len(played)


REFUSED = (found("decline.coupon.expired", Severity.ERROR),)


def test_what_fails_with_the_first_cause_silent_is_uncovered() -> None:
    uncovered, played = looked(replace(seen(), findings=REFUSED))
    assert uncovered is not None
    assert (uncovered.card.id, uncovered.causes[0].cause, played) == (MENDS, "coupon.expired", 1)


def test_a_setting_after_which_the_first_cause_still_speaks_uncovers_nothing() -> None:
    assert looked(seen())[0] is None
    spoke = next(one for one in seen().findings if one.code == "terminal.says_check")
    loud = tuple(replace(one, severity=Severity.CRITICAL) for one in REFUSED)
    uncovered, played = looked(replace(seen(), findings=(replace(spoke, severity=Severity.WARNING), *loud)))
    assert uncovered is None
    assert 1 <= played <= 6


def test_where_the_payment_comes_through_nothing_was_behind_it() -> None:
    well = replace(seen(), findings=REFUSED, verdict=Verdict.COMPATIBLE)
    assert looked(well) == (None, 1)


def test_another_detail_of_the_same_class_is_no_second_cause() -> None:
    longer = (found("wire.length_kind", Severity.ERROR),)
    assert looked(replace(seen(), findings=longer))[0] is None


@pytest.mark.parametrize("cause", ["unknown", "coupon.expired", "comm.timeout"])
def test_a_cause_that_nothing_speaks_for_or_no_setting_mends_is_left_alone(cause: str) -> None:
    assert looked(replace(seen(), findings=REFUSED), CauseShare(cause, 0.99, "pos")) == (None, 0)


def test_a_second_cause_that_stands_beside_the_first_already_is_not_counted_twice() -> None:
    card = next(card for card in assembly.house().cards if card.id == MENDS)
    first = CauseShare("pos.message_format.check_rule", 0.5, "pos")
    second = CauseShare("coupon.expired", 0.49, "coupon", beside=0.98)
    found = Uncovered(first, card, seen(), (CauseShare("coupon.expired", 0.99, "coupon"),))
    assert with_behind((first, second), found) == (first, second)
    told = with_behind((replace(first, probability=0.99),), found)
    assert [share.cause for share in told] == ["pos.message_format.check_rule", "coupon.expired"]
    assert sum(share.probability for share in told) <= 1.0
    assert told[1].beside == 0.99


def test_the_json_tells_what_was_behind_without_frames_of_another_replay() -> None:
    run, codecs = diagnosed(SALE, POS, RULE, EXPIRED)
    told = run_object(masked(run, codecs), "en")
    assert told["behind"]["lifted"] == "pos.message_format.check_rule"
    assert told["behind"]["causes"][0]["cause"] == "coupon.expired"
    assert all(finding["evidence"] == [] for finding in told["behind"]["findings"])
    assert "behind" not in run_object(masked(*diagnosed(SALE, POS, RULE)), "en")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ko", ("그 뒤에      사용기한 만료 [coupon.expired]", "(앞의 것을 고친 다음) 쿠폰 종류와")),
        ("en", ("behind it    coupon expired [coupon.expired]", "(once the first is mended) Check the")),
    ],
)
def test_a_technician_reads_both_causes_and_the_order_of_mending(
    lang: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--lang", lang, "diagnose", SALE, "--pos", POS, "--fault", RULE, "--fault", EXPIRED]
    assert main(asked) == 1
    shown = capsys.readouterr().out
    assert all(part in shown for part in words)
