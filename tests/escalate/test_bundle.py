"""What each party gets of a case, and that it gets nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from posdiag.diagnose.causes import CauseTable
from posdiag.escalate.audience import Audience
from posdiag.escalate.bundle import capture_text, files_for
from posdiag.intake.dossier import Dossier
from posdiag.intake.lexicon import Lexicon
from tests.escalate.conftest import RUN

EVERYBODY = ("van", "issuer", "pos-vendor", "police")


Files = Callable[[str], Mapping[str, str]]


@pytest.fixture
def files(dossier: Dossier, audiences: dict[str, Audience], lexicon: Lexicon, causes: CauseTable) -> Files:
    return lambda audience: files_for(dossier, audiences[audience], lexicon, causes)


@pytest.mark.parametrize("audience", EVERYBODY)
def test_the_facts_of_the_table_and_no_others(
    files: Files, audiences: dict[str, Audience], dossier: Dossier, audience: str
) -> None:
    told = json.loads(files(audience)["case.json"])
    known = {fact.field for fact in dossier.facts}
    assert [fact["field"] for fact in told["facts"]] == [
        id_ for id_ in audiences[audience].facts if id_ in known
    ]
    everything = "\n".join(files(audience).values())
    for fact in dossier.facts:
        if fact.value.startswith("value-of-") and fact.field not in audiences[audience].facts:
            assert fact.value not in everything, fact.field


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        ("van", "README.txt case.json payments.csv run-1-capture.log run-1-ladder.txt run-1.json"),
        ("issuer", "README.txt case.json payments.csv"),
        ("pos-vendor", "README.txt case.json run-1-capture.log run-1-ladder.txt run-1.json"),
        ("police", "README.txt case.json payments.csv"),
    ],
)
def test_each_party_gets_its_files(files: Files, audience: str, names: str) -> None:
    assert sorted(files(audience)) == names.split()


def test_who_called_is_in_no_archive_but_the_story_for_the_police(files: Files) -> None:
    for audience in EVERYBODY:
        everything = "\n".join(files(audience).values())
        assert ("이야기: 저는" in everything) is (audience == "police")
        assert "내부 메모" not in everything
        assert "/home/agent" not in everything, "nor where the agent's files lie"


def test_columns_of_payments_are_those_of_the_table(files: Files) -> None:
    assert files("van")["payments.csv"].startswith("\ufeffat,kind,amount_krw,approval,cancelled\r\n")
    assert "행복분식" not in files("van")["payments.csv"]
    assert "행복분식" in files("issuer")["payments.csv"]
    assert "777" not in "".join(files("issuer")["payments.csv"])


def test_what_was_tried_is_told_and_other_answers_are_not(files: Files) -> None:
    told = json.loads(files("van")["case.json"])
    assert told["tried"] == [{"answer": "unasked", "check": "tried-again", "source": "answer"}]
    assert told["diagnosis"]["causes"][0]["cause"] == "txn.duplicate"


def test_the_same_case_gives_the_same_texts(files: Files) -> None:
    assert files("van") == files("van")


def test_a_card_number_that_came_in_nevertheless_does_not_go_out(
    dossier: Dossier, audiences: dict[str, Audience], lexicon: Lexicon, causes: CauseTable
) -> None:
    card = "9400001234567897"
    facts = tuple(replace(fact, value=card) if fact.field == "message" else fact for fact in dossier.facts)
    for audience in EVERYBODY:
        told = files_for(replace(dossier, facts=facts), audiences[audience], lexicon, causes)
        assert card not in "\n".join(told.values())


def test_a_capture_is_a_log_in_hex() -> None:
    assert capture_text(RUN) == "10:00:00.000 POS -> TERMINAL: 02 05\n10:01:01.005 TERMINAL -> POS: 06\n"
