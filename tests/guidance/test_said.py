"""The words of cards by cause are those that the whole cards say."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.diagnose.causes import load_causes
from posdiag.errors import InputError
from posdiag.guidance.cards import AUDIENCES, load_cards
from posdiag.guidance.choose import fitting_cards
from posdiag.guidance.said import Sayings
from posdiag.profile.roots import Roots

ROOTS = Roots.of()


def test_each_cause_and_audience_is_told_what_the_whole_cards_tell() -> None:
    sayings, cards = Sayings(ROOTS), load_cards(ROOTS)
    for cause in load_causes(ROOTS).ids():
        for audience in AUDIENCES:
            told = [(one.id, one.kind, one.charged, dict(one.text)) for one in sayings.of(cause, audience)]
            whole = fitting_cards(cards, cause, audience, None)
            assert told == [(card.id, card.kind, card.charged, dict(card.text)) for card in whole], cause


def test_a_card_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "guidance").mkdir()
    text = "cards:\n  - id: odd\n    causes: [txn.duplicate]\n    kind: fix\n    audience: agent\n"
    (tmp_path / "guidance" / "odd.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"odd\.yaml:2: `text` is missing"):
        Sayings(Roots((tmp_path,))).of("txn.duplicate", "agent")
