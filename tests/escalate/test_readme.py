"""The README says in both languages what happened, what is inside, and what was left out."""

from __future__ import annotations

from posdiag.escalate.audience import Audience
from posdiag.escalate.readme import readme
from posdiag.intake.dossier import Dossier
from posdiag.intake.lexicon import Lexicon


def test_both_languages_name_the_payment_and_every_file(
    dossier: Dossier, audiences: dict[str, Audience], lexicon: Lexicon
) -> None:
    names = ["case.json", "payments.csv", "run-1-capture.log", "run-1-ladder.txt", "run-1.json"]
    text = readme(dossier, audiences["van"], names, lexicon)
    korean, english = text.split("posdiag case 7", 1)
    for part in ("사례 7", "12,345원", "30012345", "2025-08-21 19:00", "가상 단말기", *names):
        assert part in korean
    for part in ("for the VAN", "12,345 won", "30012345", "simulated terminal", "sha256sum -c", *names):
        assert part in english


def test_what_the_party_does_not_get_is_not_in_it(
    dossier: Dossier, audiences: dict[str, Audience], lexicon: Lexicon
) -> None:
    text = readme(dossier, audiences["pos-vendor"], ["case.json"], lexicon)
    assert "30012345" not in text
    assert "김" not in text.replace("남김", "")
