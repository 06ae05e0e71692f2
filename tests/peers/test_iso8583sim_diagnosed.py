"""`posdiag diagnose` against a host that others wrote: its answers, its rules, and what is set otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.peers.hosts import PROGRAM, Run, Wire, diagnosed, host

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason=f"{PROGRAM} is not there: make .peers/.done")

FORMATS = ("ascii-hex", "ascii-binary", "bcd", "ebcdic")
HEADERS = ("2b", "4b", "2a", "4a")
BCD, SALE = Wire("bcd"), {"mti": "0200"}
#: Pairs of processes at a time: they mostly wait for each other.
ABREAST = 6

Rules = Sequence[Mapping[str, object]]


def sell(wire: Wire, rules: Rules, place: Path, *scenarios: str) -> list[Run]:
    """A POS that is set as the host is, and what came of its scenarios."""
    with host(wire, rules, place) as port:
        return diagnosed(wire.release, port, *(scenarios or ("sale-within-balance",)))


def abreast(work: Callable[[Wire], None], wires: Sequence[Wire]) -> None:
    with ThreadPoolExecutor(ABREAST) as pool:
        list(pool.map(work, wires))


# -- answers -------------------------------------------------------------------------------------


def approves_and_declines(wire: Wire, place: Path) -> None:
    rules: Rules = [{"match": {"fields": {"4": "000000012300"}}, "respond": "51"}, {"respond": "00"}]
    approved, declined = sell(wire, rules, place, "sale-within-balance", "above-balance-prepaid")
    assert (approved.verdict, approved.believes, approved.codes) == ("compatible", "approved", frozenset())
    assert (approved.booked, approved.charged, approved.agrees) == (8800, 8800, True)
    assert (declined.believes, declined.booked, declined.charged) == ("declined", 0, 0)
    assert declined.agrees
    assert "decline.coupon.insufficient_balance" in declined.codes


@pytest.mark.slow
def test_approvals_and_declines_come_out_right(tmp_path: Path) -> None:
    wires = [
        Wire("ascii-hex", "4a"),
        Wire("ascii-binary", "2b", tpdu=True),
        Wire("bcd", "2a"),
        Wire("ebcdic", "4b"),
    ]
    abreast(lambda wire: approves_and_declines(wire, tmp_path), wires)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_approvals_and_declines_come_out_right_in_every_format_and_framing(form: str, tmp_path: Path) -> None:
    wires = [Wire(form, header, tpdu) for header in HEADERS for tpdu in (False, True)]
    abreast(lambda wire: approves_and_declines(wire, tmp_path), wires)


@pytest.mark.slow
def test_a_sale_that_was_cancelled_is_charged_no_more(tmp_path: Path) -> None:
    (run,) = sell(BCD, [], tmp_path, "cancel-same-day")
    assert (run.verdict, run.charged, run.booked) == ("compatible", 0, 0)


# -- rules ---------------------------------------------------------------------------------------


BEHAVIOURS: Sequence[tuple[Rules, str, set[str]]] = (
    ([{"match": SALE, "action": "drop"}], "comm.timeout", {"timing.no_answer", "txn.reversed"}),
    (
        [{"match": {"mti": ["0200", "0400", "0401"]}, "action": "drop"}],
        "comm.timeout",
        {"timing.no_answer", "wire.echo_answered"},
    ),
    ([{"match": SALE, "action": "close"}], "comm.disconnected", {"link.ended", "txn.reversed"}),
    ([{"action": "close"}], "comm.disconnected", {"link.ended", "wire.echo_unanswered"}),
    ([{"match": SALE, "delay_ms": 1_200}], "comm.timeout.pos_too_short", {"timing.late_answer"}),
    ([{"match": SALE, "delay_ms": 4_000}], "comm.timeout.host_slow", {"timing.late_answer"}),
)


@pytest.mark.slow
def test_its_drop_close_and_delay_rules_are_diagnosed(tmp_path: Path) -> None:
    with ThreadPoolExecutor(ABREAST) as pool:
        list(pool.map(lambda one: behaves(one[0], one[1], one[2], tmp_path), BEHAVIOURS))


def behaves(rules: Rules, cause: str, codes: set[str], place: Path) -> None:
    """The first cause is this one, no setting is blamed, and the money is as the messages have it."""
    (run,) = sell(BCD, rules, place)
    seen = (rules, run.verdict, run.cause, sorted(run.codes))
    assert (run.verdict, run.cause) == ("incompatible", cause), seen
    assert codes <= run.codes, seen
    assert not run.codes & {"wire.bitmap", "wire.field_encoding", "wire.length_kind", "wire.extra_header"}, (
        seen
    )
    assert (run.charged, run.booked, run.agrees) == (0, 0, True), seen


@pytest.mark.slow
def test_a_host_that_never_answers_anything_is_a_matter_of_the_line(tmp_path: Path) -> None:
    """Nothing but silence does not decide between a dead line and a deaf host; the class is right."""
    (run,) = sell(BCD, [{"action": "drop"}], tmp_path)
    assert run.cause.startswith("comm.")
    assert {"link.mute", "wire.echo_unanswered"} <= run.codes


@pytest.mark.slow
def test_a_short_delay_is_no_matter(tmp_path: Path) -> None:
    (run,) = sell(BCD, [{"match": SALE, "delay_ms": 200}], tmp_path)
    assert (run.verdict, run.charged) == ("compatible", 8800)


# -- mismatches ----------------------------------------------------------------------------------

BITMAP, ENCODING = ("wire.bitmap", "bitmap"), ("wire.field_encoding", "field_encoding")
LENGTH = ("wire.length_kind", "length_prefix")
HEADER, NO_HEADER = ("wire.extra_header", "extra_header"), ("wire.header_unexpected", "extra_header")

Mismatch = tuple[Wire, Wire, tuple[str, str]]


def other_format(mine: str, theirs: str) -> tuple[str, str]:
    ascii_both = mine.startswith("ascii") and theirs.startswith("ascii")
    return BITMAP if ascii_both else ENCODING


def named(mismatch: Mismatch, place: Path) -> None:
    """The POS is set as `mine`, the host as `theirs`: the finding and the first cause name it."""
    mine, theirs, (code, cause) = mismatch
    with host(theirs, [], place) as port:
        (run,) = diagnosed(mine.release, port, "sale-within-balance")
    seen = (mine, theirs, run.verdict, sorted(run.codes), run.cause)
    assert run.verdict == "incompatible", seen
    assert code in run.codes, seen
    assert run.cause == f"pos.message_format.{cause}", seen
    assert (run.charged, run.booked) == (0, 0) or theirs.header == "2b", seen


def all_named(mismatches: Sequence[Mismatch], place: Path) -> None:
    with ThreadPoolExecutor(ABREAST) as pool:
        list(pool.map(lambda one: named(one, place), mismatches))


@pytest.mark.slow
def test_what_is_set_otherwise_is_named(tmp_path: Path) -> None:
    all_named(
        [
            (Wire("ascii-hex"), Wire("ascii-binary"), BITMAP),
            (Wire("ascii-binary"), Wire("ebcdic"), ENCODING),
            (BCD, Wire("bcd", "4a"), LENGTH),
            (Wire("bcd", "4b"), BCD, LENGTH),
            (BCD, Wire("bcd", tpdu=True), HEADER),
            (Wire("bcd", tpdu=True), BCD, NO_HEADER),
        ],
        tmp_path,
    )


@pytest.mark.slow
def test_the_setting_that_is_named_is_proven_by_replay(tmp_path: Path) -> None:
    with host(Wire("bcd", "4a"), [], tmp_path) as port:
        (run,) = diagnosed(BCD.release, port, "sale-within-balance", prove=True)
    proofs = {advice["id"]: advice["proof"]["status"] for advice in run.told["guidance"]}
    assert "proven" in proofs.values(), proofs


@pytest.mark.slow
@pytest.mark.parametrize("mine", FORMATS)
def test_every_other_format_is_named(mine: str, tmp_path: Path) -> None:
    pairs = [(Wire(mine), Wire(other), other_format(mine, other)) for other in FORMATS if other != mine]
    all_named(pairs, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("mine", HEADERS)
def test_every_other_length_header_is_named(mine: str, tmp_path: Path) -> None:
    forms = ("bcd", "ascii-binary")
    all_named(
        [
            (Wire(form, mine), Wire(form, other), LENGTH)
            for form in forms
            for other in HEADERS
            if other != mine
        ],
        tmp_path,
    )


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_a_tpdu_too_many_or_too_few_is_named(form: str, tmp_path: Path) -> None:
    with_it, without = Wire(form, tpdu=True), Wire(form)
    all_named([(with_it, without, NO_HEADER), (without, with_it, HEADER)], tmp_path)
