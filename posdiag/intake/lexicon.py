"""The six questions as data: what is asked, what may be answered, and the words by which a story gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from posdiag.checks.check import Checks
from posdiag.diagnose.causes import CauseTable
from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import Roots
from posdiag.worded import worded

#: The six questions, in the order in which a form has them.
QUESTIONS = ("who", "when", "where", "what", "how", "why")
KINDS = ("choice", "text", "money", "moment", "message", "id")
_SCOPES = ("money", "unknown")
#: Texts that are asked aloud.
MAX_ASK = 160


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a fact may have. `answer` is the same answer of the field's check; `route`, `rules`
    are what the programme rules call it. `for_` are causes that it speaks for, where no check asks for it.
    """

    id: str
    name: Mapping[str, str]
    answer: str = ""
    route: str = ""
    rules: str = ""
    for_: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A fact to ask for. `kind` says how an answer is read, `check` which check asks the same.

    `needed` are families, classes or parties of causes for which it is worth asking. `words` and `shape`
    find an id in a text; `many`: several of them may be true at once.
    """

    id: str
    question: str
    kind: str
    ask: Mapping[str, str]
    values: tuple[Value, ...] = ()
    check: str = ""
    needed: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    shape: str = ""
    many: bool = False
    place: str = ""

    def value(self, id_: str) -> Value | None:
        return next((value for value in self.values if value.id == id_), None)

    def of_answer(self, answer: str) -> Value | None:
        """The value that says the same as an answer of the check; None where it says less or more."""
        same = [value for value in self.values if value.answer == answer]
        return same[0] if len(same) == 1 else None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All fields by id, in their order, and the slips that words are read through."""

    fields: Mapping[str, Field]
    slips: Mapping[str, str]

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields.values())

    def of_check(self, check: str) -> Field | None:
        return next((field for field in self if field.check == check), None)


def load_lexicon(roots: Roots, faults: Faults | None = None) -> Lexicon:
    """The fields of `intake/fields.yaml`. Faults go to `faults`; without such a list they are raised."""
    collected = Faults() if faults is None else faults
    fields: dict[str, Field] = {}
    slips: dict[str, str] = {}
    for file in roots.files("intake"):
        if file.id != "fields":
            continue
        document = read_yaml(file.path, collected, file.shown_as)
        if document is None:
            continue
        for entry in document.need("fields").items():
            field = _field(entry)
            if field.id in fields:
                entry.fault(
                    worded("field `{id}` stands twice", id=field.id),
                    worded("the other: {place}", place=fields[field.id].place),
                )
            fields.setdefault(field.id, field)
        slips |= _slips(document)
        document.no_other_keys()
    if faults is None and collected:
        raise InputError(collected.problems)
    return Lexicon(fields, slips)


def _slips(document: Marked) -> dict[str, str]:
    found = {}
    entry = document.get("slips")
    for wrong, value in () if entry is None else entry.pairs():
        right = value.as_text()
        if len(right) != len(wrong):
            value.fault(
                worded("`{wrong}` and `{right}` differ in length", wrong=wrong, right=right),
                worded("places in the text must stay the same"),
            )
        else:
            found[wrong] = right
    return found


def _field(entry: Marked) -> Field:
    ask = entry.languages("ask")
    field = Field(
        id=entry.need("id").as_text(),
        question=entry.need("question").as_choice(QUESTIONS, "what"),
        kind=entry.need("kind").as_choice(KINDS, "text"),
        ask=ask,
        values=tuple(_value(one) for one in entry.list("values")),
        check=entry.text("check"),
        needed=tuple(one.as_text() for one in entry.list("needed")),
        words=tuple(one.as_text() for one in entry.list("words")),
        shape=entry.text("shape"),
        many=entry.flag("many"),
        place=entry.place,
    )
    if any(len(text) > MAX_ASK for text in ask.values()):
        entry.fault(
            worded("`ask` is longer than {max_ask} characters", max_ask=MAX_ASK),
            worded("it is read aloud: make it short"),
        )
    if (field.kind == "choice") is not bool(field.values):
        entry.fault(
            worded("a choice needs `values`, and nothing else has them"),
            worded("make it a choice, or leave one out"),
        )
    if (field.kind == "id") is not bool(field.words and field.shape):
        entry.fault(
            worded("an id needs `words` and a `shape`, and nothing else has them"),
            worded("say how it is found"),
        )
    if field.shape:
        _compiled(entry, field.shape)
    entry.no_other_keys()
    return field


def _value(entry: Marked) -> Value:
    patterns = [_compiled(one, one.as_text()) for one in entry.list("patterns")]
    value = Value(
        id=entry.need("id").as_text(),
        name=entry.languages("name"),
        answer=entry.text("answer"),
        route=entry.text("route"),
        rules=entry.text("rules"),
        for_=tuple(one.as_text() for one in entry.list("for")),
        words=tuple(one.as_text() for one in entry.list("words")),
        patterns=tuple(pattern for pattern in patterns if pattern is not None),
    )
    if any(not word.strip() for word in value.words):
        entry.fault(worded("an empty word"), worded("it would be found everywhere: take it out"))
    entry.no_other_keys()
    return value


def _compiled(entry: Marked, pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        entry.fault(
            worded("`{value}` is no regular expression: {error}", value=pattern, error=error),
            worded("mend it"),
        )
        return None


def lint_lexicon(lexicon: Lexicon, checks: Checks, causes: CauseTable) -> Faults:
    """What does not fit the rest: checks and answers that are not there, causes that nobody knows."""
    faults = Faults()
    known = _scopes(causes)
    for field in lexicon:
        for scope in field.needed:
            if scope not in known:
                faults.add(
                    field.place,
                    worded("field `{id}` is needed for no known cause: `{scope}`", id=field.id, scope=scope),
                )
        for cause in (cause for value in field.values for cause in value.for_):
            if cause not in known:
                faults.add(
                    field.place,
                    worded(
                        "a value of `{id}` speaks for no known cause: `{cause}`", id=field.id, cause=cause
                    ),
                )
        if not field.check:
            wrong = [value.id for value in field.values if value.answer]
        elif field.check not in checks:
            faults.add(
                field.place, worded("field `{id}` names no check: `{check}`", id=field.id, check=field.check)
            )
            continue
        else:
            answers = {answer.id for answer in checks[field.check].answers}
            wrong = [value.id for value in field.values if value.answer not in answers]
        for id_ in wrong:
            faults.add(
                field.place,
                worded("value `{id}` of `{id2}` names no answer of its check", id=id_, id2=field.id),
            )
    return faults


def _scopes(causes: CauseTable) -> set[str]:
    known = set(_SCOPES) | {f"party:{cause.party}" for cause in causes}
    for id_ in causes.ids():
        parts = id_.split(".")
        known |= {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
    return known


def concerns(scopes: tuple[str, ...], cause: str, party: str = "") -> int:
    """How narrowly scopes name a cause: 0 not at all, else the number of its parts that they name."""
    parts = cause.split(".")
    named = [count for count in range(1, len(parts) + 1) if ".".join(parts[:count]) in scopes]
    return max(named, default=1 if f"party:{party}" in scopes else 0)
