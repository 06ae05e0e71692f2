"""Who gets what, as data: the shipped table is sound, and faults of another are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.cli.case_export import AUDIENCES
from posdiag.errors import InputError
from posdiag.escalate.audience import Audience, lint_audiences, load_audiences
from posdiag.intake.lexicon import Lexicon
from posdiag.profile.roots import Roots


def test_the_shipped_audiences_are_those_of_the_command(
    audiences: dict[str, Audience], lexicon: Lexicon
) -> None:
    assert tuple(audiences) == AUDIENCES
    assert not lint_audiences(audiences, lexicon.fields)


@pytest.mark.parametrize(
    ("audience", "never"),
    [
        ("van", {"caller", "holder", "story", "alarms", "text-message", "region"}),
        ("issuer", {"caller", "pos", "van", "terminal", "stan", "runs", "ladder", "capture", "story"}),
        (
            "pos-vendor",
            {"caller", "holder", "approval", "payments", "text-message", "shop", "issuer", "story"},
        ),
        ("police", {"caller", "pos", "van", "terminal", "runs", "ladder", "capture", "diagnosis"}),
    ],
)
def test_what_a_party_does_not_need_is_not_in_its_table(
    audiences: dict[str, Audience], audience: str, never: set[str]
) -> None:
    told = audiences[audience]
    assert not never & {*told.facts, *told.parts}


def test_faults_are_told_at_once(tmp_path: Path, lexicon: Lexicon) -> None:
    (tmp_path / "intake").mkdir()
    (tmp_path / "intake" / "audiences.yaml").write_text(
        "audiences:\n  x: "
        "{name: {ko: 가, en: a}, why: {ko: 가, en: a}, facts: [when, nonsense], "
        "parts: [payments, soup], colour: red}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as told:
        load_audiences(Roots((tmp_path,)))
    for part in ("soup", "columns", "colour"):
        assert part in str(told.value)
    odd = Audience("x", {}, {}, ("when", "nonsense"), (), ())
    assert "nonsense" in str(lint_audiences({"x": odd}, lexicon.fields).problems[0])
