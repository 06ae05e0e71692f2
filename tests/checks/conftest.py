"""Three made-up causes and two checks, small enough to reckon by hand; and the shipped ones."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from posdiag.checks.check import Answer, Check, Checks
from posdiag.checks.load import load_checks
from posdiag.diagnose.causes import Cause, CauseTable, load_causes
from posdiag.profile.roots import Roots


def a_check(
    id_: str,
    likely: Mapping[str, tuple[float, ...]],
    minutes: float = 1,
    pays: bool = False,
    money: tuple[str, ...] = ("", ""),
    money_first: bool = False,
) -> Check:
    """A check with the answers `a0`, `a1`, …"""
    count = len(next(iter(likely.values())))
    answers = tuple(
        Answer(f"a{n}", {"ko": f"답{n}", "en": f"answer {n}"}, money[n] if n < len(money) else "")
        for n in range(count)
    )
    text = {"ko": f"{id_}인가요?", "en": f"{id_}?"}
    return Check(id_, "question", "merchant", minutes, pays, text, answers, likely, money_first)


#: The first tells `cable` from the rest, the second `balance` from `pin`, both wrong once in ten times.
LAMP = a_check("lamp", {"cable": (0.9, 0.1), "balance": (0.1, 0.9), "pin": (0.1, 0.9)})
APP = a_check("app", {"cable": (0.5, 0.5), "balance": (0.9, 0.1), "pin": (0.1, 0.9)}, minutes=5)


def a_cause(id_: str, prior: float) -> Cause:
    return Cause(id_, "pos", {"ko": f"원인 {id_}", "en": f"cause {id_}"}, "", prior, {}, {}, "")


@pytest.fixture
def few() -> Checks:
    return Checks([LAMP, APP])


@pytest.fixture
def few_causes() -> CauseTable:
    return CauseTable(
        {id_: a_cause(id_, prior) for id_, prior in (("cable", 0.5), ("balance", 0.3), ("pin", 0.2))}
    )


@pytest.fixture(scope="session")
def causes() -> CauseTable:
    return load_causes(Roots.of())


@pytest.fixture(scope="session")
def checks(causes: CauseTable) -> Checks:
    return load_checks(Roots.of(), causes)
