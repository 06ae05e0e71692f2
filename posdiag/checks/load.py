"""The checks as data: `checks.yaml` read and linted, its rules turned into a distribution for every cause.

A rule names causes, classes, families or parties (`of`) and the answers that they make likelier or rarer, in
percent. The narrower rule wins: cause, class, family, party, default. What it leaves open is shared among the
other answers as the default has it. `unknown`, unless a rule names it, answers as the causes do on the whole,
but flatter: it may be anything, also what the taxonomy does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posdiag.checks.check import ASKED, CLOSED, DONT_KNOW, KINDS, OPEN, Answer, Check, Checks
from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import DataFile, Roots
from posdiag.worded import worded

#: Questions are read aloud, and answers are chosen from a list.
MAX_TEXT = {"ko": 120, "en": 240}
MAX_ANSWER = {"ko": 50, "en": 90}
MAX_ANSWERS, MAX_MINUTES = 20, 240
#: No answer is impossible and none certain: people err.
LEAST, MOST = 1, 98
PARTY = "party:"
#: How much of the answers of `unknown` is flat.
_FLAT = 0.25


@dataclass(frozen=True, slots=True)
class Rule:
    """Percent by number of answer, for those that `of` names."""

    of: tuple[str, ...]
    stated: Mapping[int, int]


def load_checks(roots: Roots, causes: CauseTable, faults: Faults | None = None) -> Checks:
    """The checks of `checks.yaml` of every root, later roots over earlier ones.

    Faults go to `faults`; without such a list they are raised together as an InputError.
    """
    collected = Faults() if faults is None else faults
    checks: dict[str, Check] = {}
    for file in roots.single("checks.yaml"):
        checks |= read_checks(file, causes, collected)
    if faults is None and collected:
        raise InputError(collected.problems)
    return Checks(checks.values())


def read_checks(file: DataFile, causes: CauseTable, faults: Faults) -> dict[str, Check]:
    """The checks of one file; every fault is added to `faults`."""
    document = read_yaml(file.path, faults, file.shown_as)
    if document is None:
        return {}
    checks: dict[str, Check] = {}
    for entry in document.need("checks").items():
        check = read_check(entry, causes)
        if check.id in checks:
            entry.fault(
                worded("check `{id}` stands twice", id=check.id),
                worded("the other: {place}", place=checks[check.id].place),
            )
        checks.setdefault(check.id, check)
    document.no_other_keys()
    return checks


def read_check(entry: Marked, causes: CauseTable) -> Check:
    """One check of the file; its faults go where those of `entry` go."""
    answers = _answers(entry)
    check = Check(
        id=entry.need("id").as_text(),
        kind=entry.need("kind").as_choice(KINDS, "question"),
        who=entry.need("who").as_choice(ASKED, "merchant"),
        minutes=entry.need("minutes").as_int(1, 1, MAX_MINUTES),
        pays=entry.flag("pays"),
        text=entry.languages("text"),
        answers=answers,
        likely=_likely(entry, [answer.id for answer in answers], causes),
        money_first=entry.flag("money_first"),
        source=entry.need("source").as_text(),
        place=entry.place,
    )
    _short(entry, "text", check.text, MAX_TEXT)
    if check.pays and check.money_first:
        entry.fault(
            worded("it pays and comes first while money is open"),
            worded("inquire, reverse, retry: leave out one"),
        )
    if not check.source.strip():
        entry.fault(
            worded("`source` is empty"),
            worded("say where the check and its minutes come from, or `estimate`"),
        )
    entry.no_other_keys()
    return check


def _answers(entry: Marked) -> tuple[Answer, ...]:
    answers: dict[str, Answer] = {}
    for id_, value in entry.need("answers").pairs():
        money = value.get("money")
        said = "" if money is None else money.as_choice((CLOSED, OPEN), OPEN)
        texts = {lang: value.need(lang).as_text() for lang in ("ko", "en")}
        value.no_other_keys()
        answers[id_] = Answer(id_, texts, said)
        _short(value, id_, texts, MAX_ANSWER)
        if id_ in (DONT_KNOW, "of"):
            value.fault(
                worded("no answer may be called `{id}`", id=id_),
                worded("it is there of itself; take another name"),
            )
    if not 2 <= len(answers) <= MAX_ANSWERS:
        entry.fault(
            worded("{answers} answers", answers=len(answers)),
            worded("give 2 to {max_answers}", max_answers=MAX_ANSWERS),
        )
    return tuple(answers.values())


def _short(entry: Marked, key: str, texts: Mapping[str, str], most: Mapping[str, int]) -> None:
    for lang, limit in most.items():
        text = texts.get(lang, "")
        if not text.strip():
            entry.fault(
                worded("`{key}` has no text in `{lang}`", key=key, lang=lang),
                worded("give both `ko` and `en`"),
            )
        elif len(text) > limit:
            entry.fault(
                worded(
                    "the `{lang}` text of `{key}` is longer than {limit} characters",
                    lang=lang,
                    key=key,
                    limit=limit,
                ),
                worded("make it short"),
            )


# -- likelihoods ---------------------------------------------------------------------------------


def _likely(entry: Marked, answers: Sequence[str], causes: CauseTable) -> Mapping[str, tuple[float, ...]]:
    """The probabilities of the answers for every cause; uniform ones where the rules are at fault."""
    flat = (1 / max(len(answers), 1),) * len(answers)
    found = entry.need("default")
    stated = _percents(found, answers, ())
    if len(stated) == len(answers) and sum(stated.values()) == 100:
        default = tuple(stated[number] / 100 for number in range(len(answers)))
    else:
        default = flat
        if answers:
            found.fault(
                worded("`default` must give every answer its percent, 100 in all"),
                worded("{answers}", answers=", ".join(answers)),
            )
    rules: dict[str, tuple[float, ...]] = {}
    for item in entry.list("likely"):
        rule = _rule(item, answers, causes)
        shares = _spread(rule.stated, default)
        for name in rule.of:
            if name in rules:
                item.fault(
                    worded("`{name}` has two rules in one check", name=name),
                    worded("leave it in one of them"),
                )
            rules[name] = shares
    named = {
        cause.id: _narrowest(cause.id, cause.party, rules, default) for cause in causes if cause.id != UNKNOWN
    }
    anything = rules.get(UNKNOWN) or _on_the_whole(named, causes, flat)
    return {cause.id: named.get(cause.id, anything) for cause in causes}


def _on_the_whole(
    named: Mapping[str, tuple[float, ...]], causes: CauseTable, flat: tuple[float, ...]
) -> tuple[float, ...]:
    """The answers of all named causes, each counted by its prior, with a share of a flat distribution."""
    room = sum(causes[cause].prior for cause in named) or 1.0
    total = [
        sum(causes[cause].prior * shares[at] for cause, shares in named.items()) for at in range(len(flat))
    ]
    mixed = [_FLAT * flat[at] + (1 - _FLAT) * total[at] / room for at in range(len(flat))]
    return tuple(share / sum(mixed) for share in mixed)


def _rule(item: Marked, answers: Sequence[str], causes: CauseTable) -> Rule:
    of = item.need("of").texts()
    known = _names(causes)
    for name in of:
        if name not in known:
            item.fault(
                worded("`of` names no cause, class, family or party: `{name}`", name=name),
                worded("see profiles/causes.yaml"),
            )
    stated = _percents(item, answers, ("of",))
    total = sum(stated.values())
    if not stated:
        item.fault(
            worded("a rule without an answer"),
            worded("name at least one of: {answers}", answers=", ".join(answers)),
        )
    elif total > MOST and len(stated) < len(answers):
        item.fault(
            worded("{total} % in all", total=total),
            worded("leave at least {value} % to the answers not named", value=100 - MOST),
        )
    elif total != 100 and len(stated) == len(answers):
        item.fault(
            worded("{total} % in all where every answer is named", total=total),
            worded("make it 100, or leave one out"),
        )
    return Rule(of, stated)


def _names(causes: CauseTable) -> set[str]:
    """What a rule may be of: causes, their classes and families, and `party:NAME`."""
    names = {PARTY + cause.party for cause in causes}
    for id_ in causes.ids():
        parts = id_.split(".")
        names |= {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
    return names


def _percents(entry: Marked, answers: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    stated = {}
    for key, value in entry.pairs():
        if key in answers:
            stated[answers.index(key)] = value.as_int(LEAST, LEAST, MOST)
        elif key not in other:
            value.unknown([*answers, *other])
    return stated


def _spread(stated: Mapping[int, int], default: Sequence[float]) -> tuple[float, ...]:
    """The percents stated; the rest shared among the other answers as the default has it."""
    left = 100 - sum(stated.values())
    others = sum(share for number, share in enumerate(default) if number not in stated)
    shares = [
        stated[number] / 100 if number in stated else left / 100 * share / others
        for number, share in enumerate(default)
    ]
    total = sum(shares)
    return tuple(share / total for share in shares)


def _narrowest(
    cause: str, party: str, rules: Mapping[str, tuple[float, ...]], otherwise: tuple[float, ...]
) -> tuple[float, ...]:
    parts = cause.split(".")
    for count in range(len(parts), 0, -1):
        found = rules.get(".".join(parts[:count]))
        if found is not None:
            return found
    return rules.get(PARTY + party, otherwise)
