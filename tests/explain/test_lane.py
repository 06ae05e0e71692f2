"""The short way files what the careful way would, and leaves everything else to it.

The same events go through a survey that has the short way (`through`) and one that has not (`take`).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posdiag.capture.events import Chunk, Event, Line
from posdiag.explain.episode import Episode
from posdiag.explain.lane import Lane
from posdiag.explain.plain import Payment, Plain, Plains
from posdiag.explain.survey import Survey
from posdiag.wire.iso8583 import quick
from posdiag.wire.message import Kind
from tests.explain.scenes import (
    START_US,
    TCP,
    answer,
    codec,
    ecr_sale,
    ended,
    events,
    host_sale,
    house,
    lost,
    sale,
)

HOST = codec("iso87-ascii")
OTHER = Line(2, TCP.kind, "192.0.2.1:40001", TCP.b, a_known=True)
CABLE = Line(3, TCP.kind, "192.0.2.8:5000", "192.0.2.1:7000", a_known=True)
#: Enough sales for all shapes to be known.
WARM = [one for n in range(4) for one in host_sale(f"8{n:05d}", n * 2_000)]
WARM += [one for n in range(4) for one in host_sale(f"9{n:05d}", 9_000 + n * 2_000, result="51", approval="")]
#: All that is told of a plain payment.
SAID = Plain.__struct_fields__[: Plain.__struct_fields__.index("number")]
#: So many of those frames go the short way, once their shapes are known.
WENT = 8


@pytest.fixture(autouse=True)
def _patterns_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "_PATTERN_AFTER", 1)


def told(payments: Iterable[Payment], survey: Survey) -> list[tuple[Any, ...]]:
    """All there is to payments, in their order; first whether each is plain, which then is checked."""
    plains = Plains(survey.routes.ways)
    found: list[tuple[Any, ...]] = []
    for one in plains.payments(payments):
        plain = isinstance(one, Plain)
        episode = one
        if isinstance(one, Plain):
            episode = survey.routes.whole(one)
            judged = plains.of(episode)
            assert judged is not None
            assert [getattr(judged, name) for name in SAID] == [getattr(one, name) for name in SAID]
        assert isinstance(episode, Episode)
        seen, _ = episode.transcript()
        pieces = [(f.t_ms, f.sender, f.data, f.note) for f in seen.frames]
        marks = [(o.t_ms, o.kind, o.by, o.text) for o in seen.observations]
        lines = sorted(episode.lines)
        found.append(
            (plain, episode.began_us, episode.place, episode.route, lines, episode.keys, pieces, marks)
        )
    return found


def both_ways(found: list[Event]) -> tuple[list[tuple[Any, ...]], int]:
    """What is told of these events, the same by either way; how many frames went the short way."""
    went = [0]
    filed = Lane.file

    def counted(self: Lane, chunk: Chunk) -> bool:
        done = filed(self, chunk)
        went[0] += done
        return done

    short, careful = Survey(house().library), Survey(house().library)
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(Lane, "file", counted)
        given_out = [payment for ended in short.through(found, 10) for payment in ended]
        by_short = told([*given_out, *short.end()], short)
    by_care = told(
        [*(payment for event in found for payment in careful.take(event)), *careful.end()], careful
    )
    # which shapes are known by now is another matter: the codec is the same for all tests
    assert [one[1:] for one in by_short] == [one[1:] for one in by_care]
    assert short.sights() == careful.sights()
    return by_short, went[0]


def frames(rng: random.Random, stan: str, tid: str) -> tuple[bytes, bytes]:
    """A request and its answer, mostly usual ones."""
    kind = rng.choice(
        [Kind.APPROVE] * 6 + [Kind.BALANCE, Kind.CHECK, Kind.CANCEL, Kind.REVERSE, Kind.INQUIRE]
    )
    amount = rng.choice(["12300"] * 4 + ["500", "0", ""])
    ask: dict[str, str] = {"tid": tid}
    tell: dict[str, str] = {"tid": tid, "result": rng.choice(["00"] * 4 + ["51", "Z9", "0A"])}
    if kind in (Kind.CANCEL, Kind.REVERSE, Kind.INQUIRE):
        ask["orig_stan"] = f"{max(0, int(stan) - rng.randrange(1, 4)):06d}"
    if rng.random() < 0.1:
        ask |= {"route": "P"} if rng.random() < 0.5 else {"instalment": "03"}
    if rng.random() < 0.1:
        tell |= rng.choice([{"sent_at": "20260910124000"}, {"sent_at": ""}, {"balance": "100"}])
    other = rng.choice([amount] * 8 + ["100", ""])
    told_kind = kind if rng.random() < 0.95 else Kind.APPROVE
    return HOST.encode(sale(stan, amount, kind, **ask)), HOST.encode(answer(stan, other, told_kind, **tell))


def exchange(rng: random.Random, number: int, at_ms: int) -> Iterator[tuple[int, Line, bool, bytes]]:
    """One payment, and what may come of it: (ms, line, whether end a sends, bytes)."""
    stan = f"{number if rng.random() < 0.95 else max(1, number - 2):06d}"
    line = rng.choice([TCP, TCP, OTHER])
    ask, tell = frames(rng, stan, rng.choice(["10000001", "10000002", "10000003", "A B", ""]))
    yield at_ms, line, True, ask
    if rng.random() < 0.1:
        yield at_ms + rng.randrange(10), line, True, ask
    if rng.random() < 0.08:
        return
    late_ms = rng.choice([30, 900, 2_500, 9_000])
    if rng.random() < 0.06:
        place = rng.randrange(len(tell))
        tell = tell[:place] + bytes((rng.randrange(256),)) + tell[place + 1 :]
    if rng.random() < 0.05:
        line = rng.choice([TCP, OTHER])
    if rng.random() < 0.1:
        cut = rng.randrange(1, len(tell))
        yield at_ms + late_ms, line, False, tell[:cut]
        tell, late_ms = tell[cut:], late_ms + rng.randrange(2_000)
    yield at_ms + late_ms, line, False, tell * rng.choice([1] * 20 + [2])
    if rng.random() < 0.05:
        yield at_ms + late_ms + 50, line, rng.random() < 0.5, rng.choice([tell, ask, b"\x00\x03abc", b"?"])


def odd_events(rng: random.Random, count: int) -> list[Event]:
    """Payments beside one another with all that may happen to them."""
    said: list[tuple[int, Line, bool, bytes]] = []
    at_ms = 20_000
    for number in range(1, count):
        said += exchange(rng, number, at_ms)
        at_ms += rng.choice([10, 400, 3_000, 70_000]) if rng.random() < 0.9 else 200_000
    if rng.random() < 0.2:
        said += [(at, CABLE, from_a, data) for at, from_a, data in ecr_sale("000007", 22_000)]
    found: list[Event] = [
        Chunk(line, START_US + ms * 1000, from_a, data, f"packet {n}")
        for n, (ms, line, from_a, data) in enumerate(sorted(said, key=lambda one: one[0]))
    ]
    for _ in range(rng.randrange(4)):
        place = rng.randrange(len(found))
        ms = (getattr(found[place], "at_us", START_US) - START_US) // 1000
        line = rng.choice([TCP, OTHER])
        gone: list[Event] = [
            ended(ms, True, line=line),
            ended(ms, None, "reset", line),
            lost(ms, False, line=line),
        ]
        found.insert(place, rng.choice(gone))
    if rng.random() < 0.2:
        one, other = rng.randrange(len(found)), rng.randrange(len(found))
        found[one], found[other] = found[other], found[one]  # told out of order
    return [*events(WARM), *events(WARM, OTHER), *found]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(2, 40))
def test_whatever_happens_both_ways_tell_the_same(rng: random.Random, count: int) -> None:
    both_ways(odd_events(rng, count))


@pytest.mark.parametrize("seed", range(5))
def test_many_payments_at_once_too(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posdiag.explain.survey.MOST_OPEN", 5 + seed * 6)
    for module in ("shelf", "lane"):
        monkeypatch.setattr(f"posdiag.explain.{module}.MAX_OPEN", 60 - seed * 8)
    _, went = both_ways(odd_events(random.Random(seed), 120))
    assert went > 30


def test_usual_sales_all_go_the_short_way() -> None:
    said = [one for n in range(1, 30) for one in host_sale(f"{n:06d}", 20_000 + n * 2_000)]
    found, went = both_ways([*events(WARM), *events(said)])
    assert went - WENT == len(said)
    assert all(plain for plain, *_ in found[-29:])


def test_what_happens_after_the_answer_is_not_forgotten() -> None:
    undo = HOST.encode(sale("000009", "12300", Kind.REVERSE, orig_stan="000001", orig_date="260910"))
    found, went = both_ways([*events(WARM), *events([*host_sale("000001", 20_000), (25_000, True, undo)])])
    assert went - WENT == 2
    assert [len(pieces) for *_, pieces, _ in found][-1] == 3


def test_a_hole_in_the_capture_between_request_and_answer_is_not_forgotten() -> None:
    ask, tell = host_sale("000001", 20_000)
    found, went = both_ways([*events(WARM), *events([ask, lost(20_100, False), tell])])
    assert went - WENT == 1
    assert not found[-1][0]


def test_a_payment_filed_short_is_joined_to_its_terminal() -> None:
    host = host_sale("000001", 20_200)
    found, _ = both_ways(
        sorted(
            [*events(WARM), *events(host), *events(ecr_sale("000001", 20_000), CABLE)],
            key=lambda e: getattr(e, "at_us", 0),
        )
    )
    assert any(isinstance(one[4], list) and len(one[4]) == 2 for one in found)
