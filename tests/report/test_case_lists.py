"""Lists of cases, events, clusters and steps for people."""

from __future__ import annotations

from posdiag.checks.selfcheck import load_selfcheck
from posdiag.cli.case_desk import knowledge
from posdiag.intake.dossier import Dossier
from posdiag.profile.roots import Roots
from posdiag.report.case_lists import cluster_lines, list_lines, step_lines, timeline_lines
from posdiag.report.lines import plain
from posdiag.store.cases import Event
from posdiag.store.clusters import Cluster

CASE = Dossier(id=7, opened="2025-08-22T15:00:00+09:00", story="이야기 " * 60, cause="txn.duplicate")


def test_a_list_has_a_row_and_a_line_of_the_story_for_each() -> None:
    rows = list(plain(list_lines([CASE, CASE], knowledge().causes, "ko", 80)))
    assert len(rows) == 4
    assert "이중 결제" in rows[0]
    assert rows[1].endswith("…")


def test_the_timeline_tells_every_event() -> None:
    events = [
        Event("opened", {"story": "x", "cause": "unknown"}, "2025-08-22T15:00:00+09:00", 1),
        Event(
            "answered",
            {"facts": [{"field": "place", "value": "kiosk"}], "answers": {"slip": "none"}},
            "2025-08-22T15:01:00+09:00",
            2,
        ),
    ]
    text = "\n".join(plain(timeline_lines(CASE, events, "ko", 100)))
    assert "1. 2025-08-22 15:00:00 열림" in text.replace("  ", " ")
    assert "place=kiosk" in text
    assert "slip=none" in text


def test_a_cluster_is_told_with_its_place_and_cases() -> None:
    found = Cluster("issuer", "shinhan", "host.unavailable", 1_755_842_400, 1_755_844_200, 9, 8, -6.0, (1, 2))
    text = "\n".join(plain(cluster_lines([found], 60, knowledge(), "ko", 100)))
    for part in (
        "카드사 신한카드",
        "기관 장애",
        "2025-08-22 15:00",
        "9건",
        "매장 8곳",
        "사례: 1, 2",
        "장애 안내",
    ):
        assert part in text, part
    assert "No cluster" in "\n".join(plain(cluster_lines([], 3, knowledge(), "en", 100)))


def test_the_steps_of_the_self_check_are_numbered_with_their_answers() -> None:
    steps = load_selfcheck(Roots.of())
    text = "\n".join(plain(step_lines(7, steps, "ko", 100)))
    assert f"1. {steps[0].text['ko'][:10]}" in text
    assert "posdiag case self-check 7 money=1" in text
