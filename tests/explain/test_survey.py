"""A whole capture: many lines, what each leads to, and the capture's own troubles."""

from __future__ import annotations

import pytest

from posdiag.capture.events import Chunk, Line, LineKind, Noted, Trouble
from posdiag.explain.plain import Plain
from posdiag.explain.survey import Survey
from tests.explain.scenes import TCP, Said, answer, codec, ecr_sale, events, host_sale, house, sale, watched


def test_places_count_their_lines_and_name_their_dialect() -> None:
    lines = [Line(n, LineKind.TCP, f"127.0.1.{n}:4000", TCP.b, a_known=True) for n in range(1, 30)]
    said = [
        one for number, line in enumerate(lines) for one in events(host_sale(f"{number:06d}", number), line)
    ]
    episodes, survey = watched(said)
    (place,) = survey.places.values()
    assert (place.lines, place.frames, place.dialect) == (29, 58, "iso87-ascii")
    assert len(episodes) == 29


def test_ecr_and_host_lines_of_one_capture_are_told_apart() -> None:
    ecr = Line(2, LineKind.TCP, "192.0.2.9:4000", "192.0.2.1:7000", a_known=True)
    _, survey = watched([*events(host_sale()), *events(ecr_sale(), ecr)])
    assert {place.dialect for place in survey.places.values()} == {"iso87-ascii", "kr-fs"}


def test_troubles_and_notes_are_kept_and_counted() -> None:
    found = [Trouble(f"packet {n}", "cut short") for n in range(80)]
    _, survey = watched([*found, Noted(None, 0, "card data masked"), *events(host_sale())])
    assert (len(survey.troubles), survey.trouble_count, survey.note_count) == (50, 80, 1)


def test_a_hundred_thousand_places_are_not_kept_one_by_one() -> None:
    said = []
    for n in range(600):
        line = Line(
            n + 1, LineKind.TCP, f"127.1.{n // 250}.{n % 250}:4000", f"198.51.100.1:{n + 1}", a_known=True
        )
        said.append(Chunk(line, n, True, b'{"x":1}'))
    _, survey = watched(said)
    assert len(survey.places) <= 201
    assert sum(place.lines for place in survey.places.values()) == 600


def test_a_payment_under_way_is_not_cut_where_much_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posdiag.explain.survey.MOST_OPEN", 10)
    said: list[Said] = []
    own = codec("iso87-ascii")
    for number in range(1, 120):
        stan, tid = f"{number:06d}", f"{number:08d}"
        said.append((number * 100, True, own.encode(sale(stan, tid=tid))))
        said.append((number * 100 + 90, False, own.encode(answer(stan, tid=tid))))
    episodes, _ = watched(events(said))
    assert len(episodes) == 119
    assert all(len(episode.entries) == 2 for episode in episodes)


def test_events_one_after_another_tell_what_each_by_itself_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posdiag.explain.survey.MOST_OPEN", 10)
    ecr = Line(2, LineKind.TCP, "192.0.2.9:4000", "192.0.2.1:7000", a_known=True)
    said = [one for n in range(1, 90) for one in host_sale(f"{n:06d}", n * 2_000)]
    found = [Trouble("packet 0", "cut short"), *events(said), *events(ecr_sale("000089", 178_000), ecr)]
    wanted, by_one = watched(found)
    survey = Survey(house().library)
    given = list(survey.through(found, 7))
    over = [*(payment for ended in given for payment in ended), *survey.end()]
    episodes = [survey.routes.whole(one) if isinstance(one, Plain) else one for one in over]
    assert sorted(e.keys for e in episodes) == sorted(e.keys for e in wanted)
    assert len(given) >= len(found) // 7  # so that how far it has come can be told
    assert [] in given
    assert survey.sights() == by_one.sights()
