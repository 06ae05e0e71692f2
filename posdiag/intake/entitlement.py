"""May the coupon be used as the call tells? The programme's rules asked with the facts of a dossier. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping

from posdiag.entitle.decide import may_use
from posdiag.entitle.question import Do, May, Question, Ruling
from posdiag.entitle.rulebook import Rulebook
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import value_of
from posdiag.intake.lexicon import Lexicon
from posdiag.payment.programme import RuleKind

#: What a rule that forbids the sale speaks for, and how strongly (natural logarithm); less where sources
#: differ.
_SPEAKS: Mapping[RuleKind, str] = {
    RuleKind.PERIOD: "coupon.expired",
    RuleKind.REGION: "coupon.region_mismatch",
    RuleKind.SALES_CAP: "merchant.category_restricted",
    RuleKind.SECTORS_OUT: "merchant.category_restricted",
    RuleKind.SECTORS_ONLY: "merchant.category_restricted",
    RuleKind.DIRECT_OUT: "merchant.category_restricted",
    RuleKind.DIRECT_AT_HQ: "merchant.category_restricted",
    RuleKind.ITEMS_OUT: "merchant.item_restricted",
    RuleKind.ITEMS_ONLY: "merchant.item_restricted",
    RuleKind.ENROLMENT: "merchant.not_enrolled",
    RuleKind.LISTED: "merchant.not_enrolled",
    RuleKind.ROUTES_OUT: "channel.unsupported",
    RuleKind.MINIMUM: "txn.amount_error",
}
_WORTH, _WORTH_UNSURE = 1.5, 0.5


def ruling(dossier: Dossier, book: Rulebook, lexicon: Lexicon) -> Ruling | None:
    """What the rules say of the payment; None where the programme is not known or has no rules."""
    programme = _known(dossier, lexicon, "programme")
    day = value_of(dossier.facts, "when") or dossier.opened[:10]
    if not programme or programme not in book.programmes or not day:
        return None
    cancels = value_of(dossier.facts, "action") == "cancel"
    amount = value_of(dossier.facts, "amount")
    instrument = value_of(dossier.facts, "instrument")
    return may_use(
        book,
        Question(
            programme,
            (value_of(dossier.facts, "cancelled-at") or dossier.opened[:10] or day) if cancels else day,
            Do.CANCEL if cancels else Do.PAY,
            instrument=instrument if instrument and instrument != "special" else None,
            route=_known(dossier, lexicon, "place") or None,
            sector=value_of(dossier.facts, "sector") or None,
            amount_krw=int(amount) if amount.isdigit() else None,
            paid_on=day[:10] if cancels else None,
        ),
    )


def _known(dossier: Dossier, lexicon: Lexicon, field: str) -> str:
    """What the rules call a fact; empty where it is not told."""
    value = lexicon.fields[field].value(value_of(dossier.facts, field))
    return "" if value is None else value.rules or value.route


def weighed(posterior: Mapping[str, float], told: Ruling | None) -> dict[str, float]:
    """The causes once the rules were asked: a rule that forbids the sale speaks for its cause."""
    worth: dict[str, float] = {}
    for said in told.because if told is not None and told.question.do is Do.PAY else ():
        cause = _SPEAKS.get(said.rule.kind)
        if cause and said.may is May.NO:
            worth[cause] = max(worth.get(cause, 0.0), _WORTH)
        elif cause and said.may is May.DEPENDS and said.disputed and not said.unknown:
            worth[cause] = max(worth.get(cause, 0.0), _WORTH_UNSURE)
    mass = {cause: share * math.exp(worth.get(cause, 0.0)) for cause, share in posterior.items()}
    total = sum(mass.values()) or 1.0
    return {cause: share / total for cause, share in mass.items()}
