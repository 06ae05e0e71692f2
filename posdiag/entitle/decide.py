"""May it be used, cancelled or refunded? Yes, no, or depends on what, with rules, sources and conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from posdiag.entitle.asks import ASKS
from posdiag.entitle.checks import Case, concerns, kept
from posdiag.entitle.question import Do, May, Missing, Question, Ruling, Said
from posdiag.entitle.rulebook import Rulebook
from posdiag.errors import InputError, Problem
from posdiag.payment.programme import INFORMING, UNDOING, Grade, Rule, RuleKind
from posdiag.profile.select import nearest
from posdiag.worded import worded

_UNDONE_BY = {
    Do.CANCEL: RuleKind.CANCEL,
    Do.PARTIAL_CANCEL: RuleKind.PARTIAL_CANCEL,
    Do.REFUND: RuleKind.REFUND,
}
_WORST_FIRST = (Grade.INFERRED, Grade.BLOG, Grade.CODE, Grade.OFFICIAL)
NO_SOURCE, DISAGREE, SAYS_MAY = "source", "sources-disagree", "source-says-may"


def may_use(book: Rulebook, asked: Question) -> Ruling:
    """What the rules of the programme say. InputError where nobody knows the programme."""
    if asked.programme not in book.programmes:
        what = worded("no programme `{programme}`", programme=asked.programme[:60])
        raise InputError(Problem("PROGRAMME", what, nearest(asked.programme, book.programmes)))
    case = Case(asked, book)
    rules = book.rules_for(book.programmes[asked.programme])
    if asked.do is not Do.PAY:
        return _undo(case, rules)
    return _pay(case, rules)


def _pay(case: Case, rules: Sequence[tuple[str, Rule]]) -> Ruling:
    said = [one for id_, rule in rules if rule.kind not in INFORMING for one in _said(id_, rule, case)]
    against = [one for one in said if one.may is May.NO]
    open_ = [one for one in said if one.may is May.DEPENDS]
    own = [one for one in said if one.programme == case.asked.programme]
    if against:
        return _ruling(case, May.NO, against, (), rules)
    if open_ or not own:
        return _ruling(case, May.DEPENDS, open_, open_, rules)
    return _ruling(case, May.YES, said, (), rules)


def _said(programme: str, rule: Rule, case: Case) -> Iterator[Said]:
    """What a rule says, or nothing where it is about other cases."""
    about, fact = concerns(rule, case)
    if about is False:
        return
    fits, lacks = kept(rule, case)
    if fits:
        against = tuple(one for one in rule.conflicts if one.disputes == "yes") if about else ()
        yield Said(rule, May.DEPENDS if against else May.YES, programme, disputed=against)
    elif about is None:
        yield Said(rule, May.DEPENDS, programme, fact)
    elif fits is None:
        yield Said(rule, May.DEPENDS, programme, lacks)
    else:
        against = tuple(one for one in rule.conflicts if one.disputes == "no")
        sure = rule.firm and not against
        yield Said(rule, May.NO if sure else May.DEPENDS, programme, disputed=against)


def _undo(case: Case, rules: Sequence[tuple[str, Rule]]) -> Ruling:
    """A cancel or refund: what the newest rule about it says, and honestly nothing where there is none."""
    wanted = _UNDONE_BY[case.asked.do]
    said: list[Said] = []
    for id_, rule in rules:
        about, fact = concerns(rule, case)
        if rule.kind is wanted and about is not False:
            said.append(_said_of_undoing(id_, rule, case, "" if about else fact))
    own = [one for one in said if one.programme == case.asked.programme]
    against = [one for one in said if one.may is May.NO]
    open_ = [one for one in said if one.may is May.DEPENDS]
    if against:
        return _ruling(case, May.NO, against, (), rules)
    if open_ or not own:
        return _ruling(case, May.DEPENDS, said, open_, rules)
    return _ruling(case, May.YES, said, (), rules)


def _said_of_undoing(programme: str, rule: Rule, case: Case, unknown: str) -> Said:
    if unknown:
        return Said(rule, May.DEPENDS, programme, unknown)
    if not rule.found:
        return Said(rule, May.DEPENDS, programme, NO_SOURCE)
    if rule.days and rule.allows:
        paid = case.asked.paid_on
        if paid is None:
            return Said(rule, May.YES, programme)
        if _days_between(paid, case.asked.date) > rule.days:
            return Said(rule, May.DEPENDS, programme, NO_SOURCE if not rule.ask else rule.id)
    against = tuple(one for one in rule.conflicts if (one.disputes == "yes") is rule.allows)
    if against or not rule.firm:
        return Said(rule, May.DEPENDS, programme, disputed=against)
    return Said(rule, May.YES if rule.allows else May.NO, programme)


def _days_between(first: str, last: str) -> int:
    from datetime import date

    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days


def _ruling(
    case: Case, may: May, because: Sequence[Said], open_: Sequence[Said], rules: Sequence[tuple[str, Rule]]
) -> Ruling:
    missing = tuple(_missing(open_))
    if may is May.DEPENDS and not missing:
        missing = (Missing(NO_SOURCE, ASKS[NO_SOURCE], ()),)
    return Ruling(
        question=case.asked,
        may=may,
        on=missing,
        because=tuple(because),
        conflicts=tuple(
            conflict for said in because if said.may is not May.YES for conflict in said.rule.conflicts
        ),
        notes=tuple(_notes(case, rules)),
        grade=_weakest(said.rule for said in because if said.rule.found),
    )


def _missing(said: Iterable[Said]) -> Iterator[Missing]:
    """What the open rules lack, each fact once, in the order in which it is worth asking."""
    by_fact: dict[str, list[Said]] = {}
    for one in said:
        fact = one.unknown or (one.rule.id if one.rule.ask else DISAGREE if one.disputed else SAYS_MAY)
        by_fact.setdefault(fact, []).append(one)
    order = [*(fact for fact in by_fact if fact not in ASKS), *(fact for fact in ASKS if fact in by_fact)]
    for fact in order:
        ones = by_fact[fact]
        ask = ASKS[fact] if fact in ASKS else ones[0].rule.ask
        yield Missing(fact, ask, tuple(one.rule.id for one in ones))


def _notes(case: Case, rules: Sequence[tuple[str, Rule]]) -> Iterator[Rule]:
    """Rules that inform about this very case: draws and notes of the day, and how it may be undone."""
    undo = {kind for do, kind in _UNDONE_BY.items() if do is case.asked.do}
    for _, rule in rules:
        if rule.kind in INFORMING and rule.kind is not RuleKind.APPLY and rule.kind not in undo:
            narrow = bool(rule.instruments or rule.purses or rule.routes or rule.sectors or rule.regions)
            about, _ = concerns(rule, case)
            told = rule.kind not in UNDOING or case.asked.do is not Do.PAY
            if told and (about or (about is None and not narrow)):
                yield rule


def _weakest(rules: Iterable[Rule]) -> Grade | None:
    grades = {rule.source.grade for rule in rules}
    return next((grade for grade in _WORST_FIRST if grade in grades), None)
