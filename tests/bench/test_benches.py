"""Each bench runs, with tiny counts, so that none rots; figures are the benches' business, not the tests'."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench import __main__ as all_benches
from bench import codec, faults, healthy, heap, money, proof, reenact, replay, same_bytes, stage, startup
from bench.fault_table import TABLE, Row
from posdiag_sim.faults.registry import FAULTS


def test_the_codecs_agree_and_are_timed() -> None:
    rows = codec.rows(turns=1, count=5)
    assert [row.needed for row in rows] == [codec.DECODE_AT_LEAST, 0, 0, codec.ENCODE_AT_LEAST]
    assert all(row.ours > 0 and row.peer > 0 for row in rows)


def test_the_heap_and_the_queues_are_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "EXCHANGES", 200)
    assert all(figure > 0 for figure in heap.measure(turns=1))


def test_a_replay_and_its_codings_are_timed() -> None:
    play = replay.stories()[0]
    cost = replay.measure(play, turns=1, each=1)
    assert cost.pieces == 11  # 2 messages on either link: 4 written, 3 read by the world, 4 by posdiag
    assert cost.replay_us > cost.codec_us > 0


def test_healthy_replays_raise_no_alarm() -> None:
    health = healthy.measure(25)
    assert health.runs == 25
    assert health.sound


def test_few_healthy_replays_are_spread_over_all_releases() -> None:
    cast = stage.plays()
    products = {healthy._of(cast, index, 25).release.id for index in range(25)}
    assert len(products) == len({play.release.id for play in cast})


def test_every_fault_of_the_world_is_in_the_table_or_re_enacts_a_cause() -> None:
    enacted = {fault.partition(":")[0] for way in reenact.reenactments().ways() for fault in way.faults}
    assert {row.fault for row in TABLE} <= set(FAULTS)
    assert set(FAULTS) - enacted - {row.fault for row in TABLE} == set()


def test_a_way_is_played_on_a_case_that_it_fits() -> None:
    (way,) = (one for one in reenact.reenactments().ways() if one.name == "coupon.suspended/stopped")
    found = reenact.score(way, range(3))
    assert found.runs == 3
    assert found.cause_first == found.shown


@pytest.mark.parametrize("row", TABLE, ids=[row.fault for row in TABLE])
def test_each_fault_is_played_and_its_money_held_to_the_ledger(row: Row) -> None:
    found = faults.score(row, range(2))
    assert found.counted + found.harmless == 2
    assert not found.wrong_money


def test_a_wrong_class_is_counted_as_wrong() -> None:
    row = next(row for row in TABLE if row.fault == "refused")
    found = faults.score(replace(row, right=("coupon.expired",)), range(2))
    assert found.right == 0
    assert found.most_wrong == "comm.disconnected 2"


def _enq_sale(fault: str) -> stage.Played:
    play = next(p for p in faults.cast_of("stream") if p.name == "reference/seorak@3.1 sale-within-balance")
    return stage.perform(play, 1, (fault,))


def test_a_line_that_cuts_every_frame_is_told_from_another_kind_of_length() -> None:
    """Both leave the same bytes, the terminal waiting for more after every frame, until somebody asks on."""
    assert faults.class_of(_enq_sale("truncate:keep=30,way=to-terminal").first) == "comm.line_noise"
    assert faults.class_of(_enq_sale("length-prefix:kind=bcd").first) == "pos.message_format"


def test_money_unlike_the_ledger_is_seen() -> None:
    played = stage.perform(replay.stories()[0], seed=1)
    assert played.money_right
    assert not replace(played, ledger=(2, 17_600, {"coupon": 17_600})).money_right


def test_the_start_of_the_command_is_timed() -> None:
    bare_ms, click_ms, help_ms = startup.measure(turns=1)
    assert min(bare_ms, click_ms, help_ms) > 0


def test_a_digest_tells_two_texts_apart() -> None:
    assert same_bytes.digest(b"a") != same_bytes.digest(b"b")


def test_an_unknown_bench_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert all_benches.main(["nonsense"]) == 2
    assert "no bench `nonsense`" in capsys.readouterr().err


def test_named_benches_are_run_and_their_failure_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heap, "main", lambda quick: 1)
    assert all_benches.main(["heap", "--quick"]) == 1
    assert "not reached: heap" in capsys.readouterr().out


def test_the_public_protocols_are_left_out_of_the_table_of_faults() -> None:
    rigs = {play.release.rig for play in faults.cast_of("stream")}
    assert not rigs & faults.TERSE
    assert {play.release.rig for play in stage.plays()} >= faults.TERSE  # healthy replays hold for them too


def test_proven_advice_is_tried_again_under_fresh_seeds() -> None:
    tally = proof.measure(6)
    assert len(tally.trials) == 6
    assert not tally.failed
    assert all(trial.fresh_seed not in trial.advice.proof.seeds for trial in tally.trials)
    assert sum(tally.helped.values()) <= sum(tally.failing.values()) == len(tally.seconds)


def test_accounts_are_held_to_the_ledger_under_faults() -> None:
    accounts = money.measure(1, 0)
    assert accounts.runs + accounts.refused == len(money.ROWS)
    assert not accounts.wrong
    assert not accounts.unnamed


def test_an_account_unlike_the_ledger_is_told() -> None:
    play = next(play for play in stage.plays() if play.name == "reference/hangang@3.1 cancel-same-day")
    played = stage.perform(play, 1, ("cancel-unrestored",))
    world = stage.world_of(play.release.rig)
    assert not list(money.differences(played, world))
    assert list(money.due(played, world.issuer.ledger.rows)) == ["cancel that did not restore the coupon"]
    wrong = replace(played, ledger=(0, 0, {}))
    assert next(what.split(";")[0] for what in money.differences(wrong, world)) == "1 charges, 8800 won"
