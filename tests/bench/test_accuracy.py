"""The accuracy bench counts what it says it counts, and its cases are those it says it draws."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import lru_cache

import pytest

from bench.accuracy import mended, tables
from bench.accuracy.cast import Purpose, Scene, _richer_alone, draw, look, reenactments
from bench.accuracy.drift import changes_of, deviating
from bench.accuracy.fit import by_hand_alone, fit
from bench.accuracy.judge import Calibration, Judged, Tally, confusion, judged, ranks_by
from bench.accuracy.pairs import family_of, pairs_of
from bench.accuracy.picture import confusion_svg
from bench.accuracy.samples import Sample, enacted_causes, samples_of
from bench.accuracy.second import beside, second_of, usual_of
from bench.accuracy.tried import Tried, best_worth, right, right_class, undecided
from bench.accuracy.unusual import alarms
from bench.accuracy.views import VIEWS, case_in
from bench.faults import class_of
from bench.stage import Play
from posdiag import assembly
from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.channels import EVERYTHING, Channel, channels_of
from posdiag.diagnose.finding import CauseShare
from posdiag.record import Reenacted
from posdiag.reenact.enact import enact
from posdiag.reenact.likeness import differ
from posdiag.replay.variant import Variant


@lru_cache
def scene(cause: str = "comm.timeout.host_slow", number: int = 0, purpose: Purpose = Purpose.FIT) -> Scene:
    drawn = draw(purpose, (cause,), number)
    assert drawn is not None
    return drawn


def sample(cause: str, *codes: str, shows: bool = True, view: int = 0, also: tuple[str, ...] = ()) -> Sample:
    found = tuple((code, "error", False, "") for code in codes)
    ways = tuple("way" for _ in (cause, *also))
    return Sample((cause, *also), ways, cause, view, found, shows, True)


def answer(cause: str, first: str, share: float = 0.95, *ranked: str) -> Judged:
    return Judged(sample(cause), first, share, (first, *ranked))


def test_the_same_number_draws_the_same_case_and_another_another() -> None:
    assert str(draw(Purpose.FIT, ("comm.timeout.host_slow",), 0)) == str(scene())
    assert str(scene(number=1)) != str(scene())


def test_fitting_and_judging_share_no_seed_and_judging_goes_wider() -> None:
    seeds = {purpose: purpose.first_seed for purpose in Purpose}
    assert min(abs(a - b) for a in seeds.values() for b in seeds.values() if a != b) >= 1_000_000
    (way,) = (way for way in reenactments().ways("comm.timeout.host_slow") if way.id == "host-slow")
    drawn = [int(scene(number=n, purpose=Purpose.JUDGE).enacted[0].values["ms"]) for n in range(12)]
    usual = way.parameters["ms"].usual
    assert any(not int(usual[0]) <= ms <= int(usual[1]) for ms in drawn)


def test_what_was_enacted_is_hidden_from_whoever_diagnoses() -> None:
    drawn = scene("coupon.suspended")
    case = case_in(VIEWS[0], drawn)
    assert case is not None
    assert case.scenario is not None
    shown = case.scenario.instruments
    assert all("stopped" not in instrument.state for instrument in shown.values())


def test_each_view_has_its_own_channels_and_no_other() -> None:
    for view in VIEWS:
        case = case_in(view, scene())
        if case is not None:
            assert channels_of(case) <= view.channels
    assert VIEWS[0].channels == EVERYTHING
    assert {Channel.ECR} in [view.channels for view in VIEWS]


def test_a_sample_of_each_view_knows_whether_anything_shows() -> None:
    drawn = list(samples_of(scene()))
    assert {one.view for one in drawn} <= set(range(len(VIEWS)))
    assert any(one.shows for one in drawn)
    assert all(one.money_right for one in drawn)


def test_every_way_names_a_cause_that_is_judged() -> None:
    assert set(enacted_causes()) == {way.cause for way in reenactments().ways()}
    assert "unknown" not in enacted_causes()


def test_pairs_are_of_different_classes_and_the_same_each_time() -> None:
    causes = ("comm.timeout", "comm.timeout.host_slow", "pos.config", "coupon.expired")
    drawn = list(pairs_of(causes, 50, "x"))
    assert drawn == list(pairs_of(causes, 50, "x"))
    assert sum(count for _, count in drawn) == 50
    assert all(class_of(one) != class_of(other) for (one, other), _ in drawn)
    assert family_of("pos.config.tid") == "pos"


def test_right_and_wrong_are_told_by_detail_class_and_care() -> None:
    exact = answer("comm.timeout.host_slow", "comm.timeout.host_slow")
    near = answer("comm.timeout.host_slow", "comm.timeout")
    kin = answer("comm.timeout.host_slow", "comm.tls")
    shy = answer("comm.timeout.host_slow", "unknown")
    assert [one.detail_right for one in (exact, near, kin, shy)] == [True, False, False, False]
    assert [one.class_right for one in (exact, near, kin, shy)] == [True, True, False, False]
    assert [one.careful for one in (exact, near, kin, shy)] == [True, True, True, True]
    assert not answer("comm.timeout", "pos.config").careful


def test_two_causes_are_right_where_both_classes_are_among_the_first_three() -> None:
    both = Judged(sample("a.b", also=("c.d",)), "a.b", 0.5, ("a.b", "x.y", "c.d.e"))
    late = Judged(sample("a.b", also=("c.d",)), "a.b", 0.5, ("a.b", "x.y", "z.z", "c.d"))
    assert both.both_in_three
    assert not late.both_in_three


def test_a_cause_that_a_way_sets_off_is_not_asked_for_as_a_second() -> None:
    set_off = replace(sample("a.b", also=("c.d",)), ways=("way",))
    assert Judged(set_off, "a.b", 0.9, ("a.b",)).both_in_three


def test_both_show_where_each_has_a_finding_that_the_other_alone_does_not_give() -> None:
    pairs = (pair for pair, _ in pairs_of(("coupon.expired", "pos.charset", "comm.timeout"), 6, "test"))
    drawn = [scene for pair in pairs if (scene := draw(Purpose.FIT, pair, 0)) is not None]
    assert drawn
    for one in drawn:
        full = next(sample for sample in samples_of(one) if sample.view == 0)
        assert len(full.own) == len(one.alone) == 2
        codes = {code for code, severity, *_ in full.found if severity != "note"}
        for own, other in zip(full.own, one.alone[::-1], strict=True):
            assert not own or codes - {finding.code for finding in other.findings}


def test_what_a_cause_usually_shows_and_a_second_beside_it_are_fitted() -> None:
    causes = assembly.house().causes
    alone = [replace(sample("pos.charset", "text.wrong_charset"), name=str(n)) for n in range(9)]
    alone.append(sample("pos.charset", "text.wrong_charset", "timing.ack_late"))
    assert usual_of(alone)["pos.charset"] == {"text.wrong_charset": 1.0, "timing.ack_late": 0.1}
    both = [sample("pos.charset", "text.wrong_charset", "timing.ack_late", also=("comm.timeout",))] * 9
    fitted = second_of([*alone, *both], causes.ranking, causes)
    (case,) = beside(both[:1], CauseTable({c.id: c for c in causes}, fitted))
    assert case.there
    odds, rarity = case.candidate.odds, case.candidate.rarity
    assert fitted.second.likelihood(odds, rarity) > 0.1


def test_what_shows_nothing_is_not_judged_and_nothing_found_is_an_answer() -> None:
    causes = by_hand_alone(assembly.house().causes)
    found = judged([sample("comm.timeout"), sample("comm.tls", "link.mute", shows=False)], ranks_by(causes))
    assert [(one.first, one.share) for one in found] == [("nothing", 0.0)]


def test_calibration_is_the_gap_between_share_and_rate() -> None:
    cells = Calibration()
    for number in range(10):
        cells.add(answer("a.b", "a.b" if number < 8 else "c.d", 0.9))
    cells.add(answer("a.b", "unknown", 0.9))
    assert cells.error == pytest.approx(0.1)
    assert str(cells.sure) == "8/10 80.0%"


def test_fitting_learns_what_the_cases_show_and_the_hand_did_not_know() -> None:
    causes = assembly.house().causes
    cases = [sample("comm.serial_config", "handshake.no_ack")] * 20
    cases += [sample("comm.disconnected", "link.lost")] * 20
    before = judged(cases[:1], ranks_by(by_hand_alone(causes)))[0].first
    ranking = fit(cases, causes)
    table = CauseTable({cause.id: cause for cause in causes}, ranking)
    assert before != "comm.serial_config"
    assert judged(cases[:1], ranks_by(table))[0].first == "comm.serial_config"


def test_a_cause_that_is_withheld_is_never_named() -> None:
    causes = assembly.house().causes
    cases = [sample("comm.serial_config", "handshake.no_ack"), sample("comm.disconnected", "link.lost")]
    ranking = fit(cases, causes, "comm.serial_config")
    table = CauseTable({c.id: c for c in by_hand_alone(causes, "comm.serial_config")}, ranking)
    assert judged(cases[:1], ranks_by(table))[0].first != "comm.serial_config"


def test_the_picture_has_a_cell_for_each_count_and_is_well_formed() -> None:
    counts = confusion([answer("a.b", "a.b.c"), answer("a.b", "c.d"), answer("c.d", "nothing")])
    assert counts == {("a.b", "a.b"): 1, ("a.b", "c.d"): 1, ("c.d", "nothing"): 1}
    root = ET.fromstring(confusion_svg(counts, "a <title> & more"))
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert texts.count("1") == 3
    assert "nothing" in texts


def test_tables_name_every_view_and_the_worst_confusions() -> None:
    found = [answer("a.b", "c.d"), answer("a.b", "a.b")]
    lines = "\n".join(tables.by_view(found, [one.sample for one in found]))
    assert all(view.title in lines for view in VIEWS)
    assert list(tables.weakest(found)) == ["  a.b named c.d: 1 of 2"]
    assert Tally(1, 2).rate == 0.5


def test_a_till_unlike_its_profile_is_drawn_with_the_traits_that_differ() -> None:
    drawn = scene("comm.timeout.pos_too_short")
    changed = changes_of(drawn)
    if changed:
        assert all("." in path or path for path in changed)
        assert deviating(drawn, EVERYTHING) is not None


def test_undecided_cases_are_tried_out_and_the_best_worth_loses_nothing() -> None:
    scenes = [scene("comm.disconnected.half_open", number) for number in range(2)]
    tried = undecided(scenes, by_hand_alone(assembly.house().causes))
    assert right(tried, best_worth(tried)) >= right(tried, 0.0)


def test_a_few_unusual_payments_raise_no_alarm() -> None:
    assert alarms(4) == []


def test_a_pair_is_named_whole_once_its_first_cause_is_mended() -> None:
    pair = ("pos.message_format.length_prefix", "coupon.expired")
    samples, found = mended.mended(Purpose.TUNE, [(pair, 2)])
    assert {sample.name for sample in samples} >= {one.name for one in found}
    hidden = [one for one in found if not one.names_all(after=False)]
    assert hidden
    assert all(one.right and one.names_all(after=True) for one in hidden)
    told = mended.lines(found, [])
    assert f"{len(hidden)}/{len(hidden)} 100.0%" in told[1]


def test_a_second_cause_that_is_named_where_there_is_one_counts_as_wrong() -> None:
    quiet = mended.Mended("case", frozenset({"a.b"}), False, ("a.b",), ("a.b",), "")
    false = mended.Mended("case", frozenset({"a.b"}), False, ("a.b",), ("a.b", "c.d"), "c.d")
    assert mended.lines([], [quiet, false, quiet])[-1].endswith("another shows itself so in 1/3 33.3%")
    assert mended.lines([false], [])[3].endswith("there indeed 0/1 0.0%")


def test_a_case_that_differs_by_the_balance_alone_is_none() -> None:
    """A coupon that holds more pays more of an amount above the balance: no cause has done that."""
    release = assembly.library().select(["reference/seorak@2.3"])[0]
    play = Play(assembly.scenarios()["above-balance-check"], release)
    way = next(way for way in reenactments().ways("txn.duplicate") if way.id == "terminal-sends-twice")
    base = Variant(play.scenario, play.release)
    idle = enact(way, {"from": "9"}, base)
    twice = enact(way, {"from": "1"}, base)
    assert idle is not None
    assert twice is not None
    cases = [
        Scene(play, (one,), 7, one.faults, one.variant, look(one.variant, 7, one.faults),
              look(base, 7, ()), (0, 0, {}))
        for one in (idle, twice)
    ]  # fmt: skip
    assert [differ(one.seen.case, one.twin.case) for one in cases] == [True, True]
    assert [_richer_alone(one) for one in cases] == [True, False]
    assert draw(Purpose.FIT, ("coupon.insufficient_balance",), 0), "where the balance is the cause it is one"


def test_likeness_is_worth_no_more_than_has_been_shown_to_help() -> None:
    before = (CauseShare("a.b", 0.55, "pos"), CauseShare("c.d", 0.45, "pos"))
    trials = (Reenacted("a.b", "way", "", 0.0, False), Reenacted("c.d", "way", "", 1.0, True))
    helped = Tried(("c.d",), "case", 0, before, trials)
    assert best_worth([helped]) == 0.0, "one case may be chance"
    assert best_worth([helped, helped]) == 0.5
    assert right_class([helped], 0.0) == 0
    assert right_class([helped], 0.5) == 1
