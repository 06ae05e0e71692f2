"""A call as it goes: the story, each answer, further words; every step gives a new dossier. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from posdiag.checks.check import DONT_KNOW, Checks
from posdiag.diagnose.causes import UNKNOWN
from posdiag.errors import InputError, Problem
from posdiag.intake.ask_next import question_of
from posdiag.intake.dossier import Answered, Dossier, Reading
from posdiag.intake.facts import Fact
from posdiag.intake.find_words import squeeze
from posdiag.intake.lexicon import Field, Lexicon
from posdiag.intake.privacy import hide, without_numbers
from posdiag.intake.understand import MAX_READ, read_answer, understand
from posdiag.marked import short
from posdiag.profile.select import nearest

#: A text longer than this is not taken; a story of so many letters takes an hour to tell.
MAX_TEXT = 2_000_000
#: The classifier is given the beginning of a story: what comes after it rarely names the trouble.
MAX_CLASSIFIED = 4_000

#: A story read this surely needs no other reading of its message.
_SURE = 0.8

#: Reads a masked text: `of` is story or message.
Classify = Callable[[str, str], Reading]

#: Control characters but ends of lines and tabs, halves of pairs, and marks that nobody sees.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]"
)
_YES = frozenset(
    ["예", "네", "넵", "네네", "응", "어", "그래요", "맞아요", "맞습니다", "yes", "y", "yeah", "yep", "right"]
)
_NO = frozenset(["아니요", "아니오", "아뇨", "아니", "아닙니다", "no", "n", "nope"])
_UNSURE = frozenset(
    [
        "?",
        "모름",
        "몰라요",
        "모르겠어요",
        "모르겠습니다",
        "모르겠는데요",
        "글쎄요",
        "기억안나요",
        "dontknow",
        "don'tknow",
        "idontknow",
        "unknown",
        "dont-know",
    ]
)


#: What is said of an answer that is not understood: key -> (Korean, English).
_SAYS: Mapping[str, tuple[str, str]] = {
    "long": ("{most}글자가 넘습니다", "longer than {most} letters"),
    "long.remedy": ("필요한 것만 적어 주십시오", "tell what matters"),
    "question": ("그런 질문은 없습니다", "no such question"),
    "empty": ("답이 비었습니다", "an empty answer"),
    "empty.remedy": ("답을 쓰거나, 모르면 ?", "give the answer, or ? where nobody knows"),
    "none": ("`{given}`은(는) 없는 답입니다", "`{given}` is none of its answers"),
    "none.remedy": ("가능한 답: {options}, 모르면 ?", "one of: {options}, or ? for don't know"),
    "unclear": ("`{given}`을(를) 알아듣지 못했습니다", "`{given}` is not understood"),
    "money": ("12,300원처럼", "such as 12,300원"),
    "moment": ("어제 저녁 7시, 2026-07-21 14:03처럼", "such as 어제 저녁 7시 or 2026-07-21 14:03"),
    "id": ("전표에서 읽거나, 모르면 ?", "read it from the slip, or ? where nobody knows"),
}


@dataclass(frozen=True, slots=True)
class Ears:
    """What it takes to understand a caller."""

    lexicon: Lexicon
    checks: Checks
    classify: Classify
    lang: str = "en"  # of what is said about answers that are not understood


def _says(ears: Ears, key: str, **values: object) -> str:
    korean, english = _SAYS[key]
    return (korean if ears.lang == "ko" else english).format(**values)


def clean(text: str) -> str:
    """The text as it is read: composed letters, no control characters but ends of lines."""
    return _UNPRINTABLE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def opened(text: str, opened_at: str, now: datetime, ears: Ears) -> Dossier:
    """A dossier from a story, which may be empty: then everything is still to be asked."""
    dossier = Dossier(opened=opened_at)
    return told(dossier, text, now, ears) if text.strip() else dossier


def told(dossier: Dossier, text: str, now: datetime, ears: Ears) -> Dossier:
    """The dossier after further words of the caller. InputError for a text that is too long."""
    if len(text) > MAX_TEXT:
        raise InputError(
            Problem("STORY", _says(ears, "long", most=f"{MAX_TEXT:,}"), _says(ears, "long.remedy"))
        )
    private = hide(clean(text))
    if not private.text:
        return dossier
    spoken = without_numbers(private.text[:MAX_CLASSIFIED])
    reading = ears.classify("story" if not dossier.readings else "note", spoken)
    words = reading.text if reading.repair else private.text
    warnings = [f"private.{kind}" for kind in private.kinds]
    warnings += ["long"] if len(private.text) > MAX_READ else []
    warnings += ["garbled"] if reading.repair else []
    story = f"{dossier.story}\n{words}" if dossier.story else words
    facts = understand(words, now, ears.lexicon, "story")
    readings = (*dossier.readings, replace(reading, text=short(words)), *_of_messages(reading, facts, ears))
    heard = replace(dossier, story=story, readings=readings)
    return heard.with_facts(facts).with_warnings(tuple(warnings))


def _of_messages(reading: Reading, facts: list[Fact], ears: Ears) -> list[Reading]:
    """The message of a screen read by itself, where the story around it leaves the cause open."""
    surest = max((share for cause, share in reading.causes if cause == reading.answer), default=0.0)
    words = next((fact.value for fact in reversed(facts) if fact.field == "message"), "")
    if not words or (reading.answer != UNKNOWN and surest >= _SURE):
        return []
    alone = ears.classify("message", words[:MAX_CLASSIFIED])
    return [] if alone.answer == UNKNOWN else [replace(alone, text=short(words))]


def answered(
    dossier: Dossier, given: Mapping[str, str], now: datetime, ears: Ears, source: str = "answer"
) -> Dossier:
    """The dossier after answers by name of question. InputError with every one that is not understood."""
    problems: list[Problem] = []
    for key, text in given.items():
        private = hide(clean(text[:MAX_READ]))
        dossier = dossier.with_warnings(tuple(f"private.{kind}" for kind in private.kinds))
        after = _one(dossier, key, private.text, now, ears, source, problems)
        dossier = dossier if after is None else after
    if problems:
        raise InputError(problems)
    return replace(dossier, pending="")


def replied(dossier: Dossier, text: str, now: datetime, ears: Ears) -> Dossier:
    """The dossier after free words: an answer to what was asked last where they are one,
    else more of the story.
    """
    if dossier.pending:
        problems: list[Problem] = []
        private = hide(clean(text[:MAX_READ]))
        asked = dossier.with_warnings(tuple(f"private.{kind}" for kind in private.kinds))
        after = _one(asked, dossier.pending, private.text, now, ears, "answer", problems)
        if after is not None and not problems:
            more = understand(private.text, now, ears.lexicon, "answer") if len(private.text) > 12 else []
            return replace(after.with_facts([f for f in more if f.field != dossier.pending]), pending="")
    return replace(told(dossier, text, now, ears), pending="")


def _one(
    dossier: Dossier, key: str, text: str, now: datetime, ears: Ears, source: str, problems: list[Problem]
) -> Dossier | None:
    """The dossier after one answer; None, and a problem, where it is not understood."""
    name = key.strip()
    question = question_of(name, ears.checks, ears.lexicon)
    if question is None:
        known = [*ears.lexicon.fields, *(check.id for check in ears.checks)]
        problems.append(Problem(short(name), _says(ears, "question"), nearest(short(name), known)))
        return None
    bare = text.replace(" ", "").lower().rstrip(".!")
    if not bare:
        problems.append(Problem(name, _says(ears, "empty"), _says(ears, "empty.remedy")))
        return None
    if bare in _UNSURE:
        declined = tuple(dict.fromkeys((*dossier.extra.get("declined", ()), name, question.field or name)))
        unsure = replace(dossier, extra={**dossier.extra, "declined": list(declined)})
        return _with_answer(unsure, question.check, DONT_KNOW, source) if question.check else unsure
    field = ears.lexicon.fields.get(question.field)
    words = "" if field is not None and field.kind == "message" else text  # its very words are what is wanted
    answer = _of_check(question.answers, words, bare, ears) if question.check else ""
    if field is not None and field.kind != "choice" and not answer:
        return _of_field(dossier, field, text, now, ears, source, problems)
    value = read_answer(field, text, now, ears.lexicon) if field else None
    chosen = field.value(value) if field and value else None
    if question.check and not answer and chosen:
        answer = chosen.answer
    if question.check and answer:
        named = chosen if chosen and chosen.answer == answer else field.of_answer(answer) if field else None
        facts = [Fact(field.id, named.id, source, short(text))] if field and named else []
        return _with_answer(dossier.with_facts(facts), question.check, answer, source)
    if field and value:
        return dossier.with_facts([Fact(field.id, value, source, short(text))])
    options = ", ".join(f"{number}={id_}" for number, (id_, _) in enumerate(question.answers, 1))
    what, remedy = _says(ears, "none", given=short(text)), _says(ears, "none.remedy", options=options)
    problems.append(Problem(name, what, remedy))
    return None


def _of_field(
    dossier: Dossier, field: Field, text: str, now: datetime, ears: Ears, source: str, problems: list[Problem]
) -> Dossier | None:
    """The dossier after an answer in free words, a sum, a moment or a number."""
    value = read_answer(field, text, now, ears.lexicon)
    if value is None:
        remedy = _says(ears, field.kind if field.kind in ("money", "moment") else "id")
        problems.append(Problem(field.id, _says(ears, "unclear", given=short(text)), remedy))
        return None
    after = dossier.with_facts([Fact(field.id, value, source, short(text))])
    if field.kind == "message":
        reading = ears.classify("message", value[:MAX_CLASSIFIED])
        after = replace(after, readings=(*after.readings, replace(reading, text=short(value))))
    return after


def _with_answer(dossier: Dossier, check: str, answer: str, source: str) -> Dossier:
    """An answer to a check takes the place of an earlier one."""
    others = tuple(one for one in dossier.answers if one.check != check)
    return replace(dossier, answers=(*others, Answered(check, answer, source)))


def _of_check(answers: tuple[tuple[str, Mapping[str, str]], ...], text: str, bare: str, ears: Ears) -> str:
    """The id of the answer of a check that a text gives: by id, number, words,
    or yes and no; empty for none.
    """
    ids = [id_ for id_, _ in answers]
    if bare in ids:
        return bare
    if bare.isdecimal() and len(bare) <= 2 and 1 <= int(bare) <= len(ids):
        return ids[int(bare) - 1]
    for words, id_ in ((_YES, "yes"), (_NO, "no")):
        if id_ in ids and any(bare == word or (len(word) > 1 and bare.startswith(word)) for word in words):
            return id_
    squeezed = squeeze(text, ears.lexicon).text
    same = [id_ for id_, said in answers if any(_same(squeezed, words) for words in said.values())]
    return same[0] if len(same) == 1 else ""


def _same(squeezed: str, words: str) -> bool:
    other = words.replace(" ", "").lower()
    return len(squeezed) >= 2 and (squeezed == other or (len(other) >= 3 and other in squeezed))
