"""A case with everything in it, for the tests of what each party gets of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.diagnose.causes import CauseTable, load_causes
from posdiag.escalate.audience import Audience, load_audiences
from posdiag.intake.dossier import Answered, Dossier
from posdiag.intake.facts import Fact
from posdiag.intake.lexicon import Lexicon, load_lexicon
from posdiag.profile.roots import Roots

FRAME = {"n": 1, "t_ms": 0, "link": "ecr", "from": "pos", "to": "terminal", "hex": "0205", "text": "x"}
RUN = {
    "schema": "posdiag/run/1",
    "pos": {"id": "reference/hangang", "release": "2.1"},
    "command": "posdiag case reproduce 7 --db /home/agent/cases.db",
    "place": "/home/agent/x.yaml:1",
    "verdict": "incompatible",
    "transcript": [FRAME, {**FRAME, "n": 2, "t_ms": 61_005, "from": "terminal", "to": "pos", "hex": "06"}],
    "ladder": {"ko": "사다리\n", "en": "ladder\n"},
    "same": True,
}


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(Roots.of())


@pytest.fixture(scope="session")
def causes() -> CauseTable:
    return load_causes(Roots.of())


@pytest.fixture(scope="session")
def audiences() -> dict[str, Audience]:
    return dict(load_audiences(Roots.of()))


@pytest.fixture
def dossier(lexicon: Lexicon) -> Dossier:
    """Every field with a value of its own, so that it can be seen where it went."""
    values = {
        "amount": "12345",
        "when": "2025-08-21T19:00",
        "approval": "30012345",
        "pos": "reference/hangang@2.1",
    }
    facts = [
        Fact(
            field.id,
            values.get(field.id) or (field.values[0].id if field.values else f"value-of-{field.id}"),
            "answer",
        )
        for field in lexicon
    ]
    return replace(
        Dossier(),
        id=7,
        opened="2025-08-22T15:00:00+09:00",
        story="이야기: 저는 김**라고 합니다",
        facts=tuple(facts),
        answers=(Answered("tried-again", "unasked"), Answered("holder", "bought")),
        payments=(
            {
                "line": 1,
                "at": "2025-08-21T19:00",
                "kind": "approved",
                "shop": "행복분식",
                "place": "강릉",
                "amount_krw": 12345,
                "purse": "coupon",
                "approval": "30012345",
                "cancelled": False,
                "balance_krw": 777,
            },
        ),
        alarms=({"kind": "double", "text": {"ko": "두 번", "en": "twice"}},),
        runs=(RUN,),
        cause="txn.duplicate",
        causes=(("txn.duplicate", 0.9),),
        extra={"notes": ["내부 메모"]},
    )
