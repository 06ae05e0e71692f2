"""Schemathesis asks the API whatever its document allows, and much that it does not."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from posdiag.web.rooms import Rooms
from posdiag.web.settings import Limits, Settings
from tests.web.served import served

#: Of each operation; `make thorough` asks more.
_EXAMPLES = settings().max_examples * 3 // 20


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("fuzzed")
    chosen = Settings(limits=Limits(rate=0, upload_bytes=100_000, jobs=1, queued=100_000))
    with served(chosen, str(folder / "cases.db"), Rooms(), command=("true",)) as url:
        yield url


@pytest.fixture(scope="module")
def schema(address: str) -> object:
    # Loaded here: not every run of the tests comes to this one.
    schemathesis = pytest.importorskip(
        "schemathesis", reason="schemathesis is not installed: the API is not fuzzed"
    )
    return schemathesis.openapi.from_url(f"{address}/api/openapi.json")


def test_nothing_that_the_document_allows_or_forbids_surprises(schema: object, address: str) -> None:
    failures: list[str] = []
    asked = 0
    for found in schema.get_all_operations():  # type: ignore[attr-defined]
        operation = found.ok()

        @settings(
            max_examples=_EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def ask(case: object) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(timeout=20)  # type: ignore[attr-defined]

        strategy = operation.as_strategy()
        try:
            given(case=strategy)(ask)()
        except (Exception, BaseExceptionGroup) as error:
            told = "; ".join(str(one) for one in getattr(error, "exceptions", [error]))
            failures.append(f"{operation.label}: {told[:700]}")
    assert not failures, "\n\n".join(failures)
    assert asked > 100
    assert threading.active_count() < 50
