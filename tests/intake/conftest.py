"""The shipped data of the intake, and a classifier that says what it is told to,
for the tests of the room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import pytest

from posdiag.checks.load import load_checks
from posdiag.diagnose.causes import load_causes
from posdiag.entitle.enquiries import load_enquiries
from posdiag.entitle.rulebook import load_rulebook
from posdiag.guidance.cards import load_cards
from posdiag.intake.advice import load_advice
from posdiag.intake.decide import Knowledge
from posdiag.intake.dossier import Reading
from posdiag.intake.lexicon import Lexicon, load_lexicon
from posdiag.intake.talk import Ears
from posdiag.profile.roots import Roots

NOW = datetime(2025, 8, 22, 15, 0)


@pytest.fixture(scope="session")
def known() -> Knowledge:
    roots = Roots.of()
    causes = load_causes(roots)
    return Knowledge(
        causes,
        load_checks(roots, causes),
        load_cards(roots),
        load_lexicon(roots),
        load_advice(roots),
        load_rulebook(roots),
        {},
        load_enquiries(roots),
    )


@pytest.fixture(scope="session")
def lexicon(known: Knowledge) -> Lexicon:
    return known.lexicon


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def ears_that_say(known: Knowledge) -> Callable[..., Ears]:
    """`ears_that_say({"잔액": "coupon.insufficient_balance"})`: texts with the word are read so,
    others not.
    """

    def made(words: Mapping[str, str] | None = None) -> Ears:
        def classify(of: str, text: str) -> Reading:
            found = next((cause for word, cause in (words or {}).items() if word in text), "")
            if not found:
                return Reading(of, text, "unknown", (("unknown", 1.0),))
            return Reading(of, text, found, ((found, 0.9), ("unknown", 0.1)))

        return Ears(known.lexicon, known.checks, classify)

    return made
