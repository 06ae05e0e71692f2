"""Clusters: many like cases at one place and time are found, scattered ones are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from posdiag.diagnose.causes import CauseTable, load_causes
from posdiag.intake.dossier import Dossier
from posdiag.profile.roots import Roots
from posdiag.store.clusters import call_of, clusters
from tests.store.conftest import a_case

KST = timezone(timedelta(hours=9))
VANS = ("nice", "ksnet", "kicc", "kis")
CAUSES = ("card.read_error", "coupon.insufficient_balance", "merchant.not_enrolled", "txn.duplicate")


@pytest.fixture(scope="module")
def causes() -> CauseTable:
    return load_causes(Roots.of())


def at(minute: int) -> str:
    return (datetime(2025, 8, 20, 9, 0, tzinfo=KST) + timedelta(minutes=minute)).isoformat(timespec="seconds")


def scattered(count: int = 60) -> list[Dossier]:
    """Calls of four days, each about something else at another VAN and shop."""
    made = []
    for n in range(count):
        one = a_case(
            cause=CAUSES[n * 7 % 4],
            opened=at(n * 97),
            van=VANS[n % 4],
            shop=f"가게{n}",
            programme="onnuri" if n % 3 else "local-currency",
        )
        made.append(replace(one, id=n + 1))
    return made


def burst(kind: str, value: str, cause: str, count: int = 9) -> list[Dossier]:
    return [
        replace(a_case(cause=cause, opened=at(3000 + 4 * n), shop=f"상점{n}", **{kind: value}), id=1000 + n)
        for n in range(count)
    ]


def test_scattered_calls_are_no_cluster(causes: CauseTable) -> None:
    assert clusters(scattered(), causes) == ()
    assert clusters([], causes) == ()


@pytest.mark.parametrize(
    ("kind", "value"), [("van", "nice"), ("issuer", "shinhan"), ("bin", "940001"), ("programme", "onnuri")]
)
def test_calls_that_gather_are_found_at_their_place_and_time(
    causes: CauseTable, kind: str, value: str
) -> None:
    found = clusters(scattered() + burst(kind, value, "host.unavailable"), causes)
    assert [(one.kind, one.value, one.symptom) for one in found] == [(kind, value, "host.unavailable")]
    assert found[0].count == found[0].shops == 9
    assert found[0].cases == tuple(range(1000, 1009))
    assert found[0].to_s - found[0].from_s == 32 * 60


def test_many_calls_of_one_shop_are_no_cluster(causes: CauseTable) -> None:
    one_shop = [
        replace(one, facts=a_case(van="nice", shop="한가게").facts)
        for one in burst("van", "nice", "host.unavailable")
    ]
    assert clusters(scattered() + one_shop, causes) == ()


def test_questions_and_calls_without_a_time_do_not_count(causes: CauseTable) -> None:
    assert call_of(a_case(cause="enquiry.balance"), causes) is None
    assert call_of(a_case(opened="", cause="host.unavailable"), causes) is None
    call = call_of(a_case(cause="host.unavailable", when="2025-08-21T19:00"), causes)
    assert call is not None
    assert datetime.fromtimestamp(call.at_s, KST).hour == 19
