"""What classify does with a text: the cause first, and the question and advice after it."""

from __future__ import annotations

import pytest

from posdiag.classify import load_classifier
from posdiag.cli.advised import Advisor
from posdiag.cli.told import told, whole_object
from posdiag.profile.roots import Roots


def test_the_cause_is_written_before_question_and_advice(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert told(("응답코드 61",), None, None, None, "text", None, "en") == 0
    rows = capfdbinary.readouterr().out.decode("utf-8").splitlines()
    firsts = [row.split()[0] for row in rows if row and not row.startswith(" ")]
    assert firsts.index("cause") < firsts.index("ask") < firsts.index("agent")


def test_the_object_joins_cause_question_and_advice() -> None:
    roots = Roots.of()
    whole = whole_object(load_classifier(roots).classify("응답코드 61"), Advisor(roots))
    assert whole["answer"] == whole["causes"][0]["cause"]
    assert whole["ask"]
    assert {card["audience"] for card in whole["guidance"]} >= {"agent"}


def test_every_cause_has_its_name_read_as_yaml_reads_it() -> None:
    advisor = Advisor(Roots.of())
    for cause in advisor.causes:
        assert advisor.name(cause.id) == cause.name
