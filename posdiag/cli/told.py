"""What `posdiag classify` does, once its words and options are known."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from posdiag.cli.endings import DONE
from posdiag.cli.output import Result, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from posdiag.classify.result import Classification
    from posdiag.cli.advised import Advisor


def told(
    words: tuple[str, ...],
    source: str | None,
    scheme: str | None,
    layer: str | None,
    form: str,
    output: Path | None,
    lang: str,
) -> int:
    """Classify a text, or each line of `source`, and write what is told; the exit code."""
    from posdiag.classify import load_classifier
    from posdiag.cli.advised import Advisor
    from posdiag.cli.many_texts import many
    from posdiag.profile.roots import Roots

    roots = Roots.of()
    classifier = load_classifier(roots)
    advisor = Advisor(roots)
    if source is None:
        text = _text(words, lang)
        answer = classifier.classify(text, scheme=scheme, layer=layer)
        with result(output, lang) as place:
            _write_one(place, answer, advisor, form, lang)
        return DONE
    if words:
        raise InputError(Problem("--input", tell(lang, "classify.both"), tell(lang, "classify.give")))
    classifier.classify("", scheme=scheme, layer=layer)  # a wrong scheme is told before the file is read
    with result(output, lang) as place:
        many(
            place,
            source,
            lambda data: classifier.classify(data, scheme=scheme, layer=layer),
            advisor,
            form,
            lang,
        )
    return DONE


def _text(words: tuple[str, ...], lang: str) -> str | bytes:
    """The text of the command line, or the bytes of stdin. InputError where there is none."""
    from posdiag.cli.many_texts import MOST_BYTES

    if words == ("-",):
        data = sys.stdin.buffer.read(MOST_BYTES)
        if not data.strip():
            raise InputError(Problem("stdin", tell(lang, "classify.empty"), tell(lang, "classify.give")))
        return data
    text = " ".join(words)
    if not text.strip():
        raise InputError(Problem("TEXT", tell(lang, "classify.empty"), tell(lang, "classify.give")))
    return text


def _write_one(place: Result, told: Classification, advisor: Advisor, form: str, lang: str) -> None:
    if form != "text":
        import json

        place.write(json.dumps(whole_object(told, advisor), ensure_ascii=False) + "\n")
        return
    from posdiag.report.classified import cause_lines

    # the cause is written before the question is looked for, which takes longer
    place.write_lines(cause_lines(told, advisor.name, lang, place.width))
    _rest(place, told, advisor, lang)


def _rest(place: Result, told: Classification, advisor: Advisor, lang: str) -> None:
    """The question and the advice."""
    from posdiag.report.classified import advice_lines, question_lines

    check = advisor.question(told)
    if check is not None:
        place.write_lines(question_lines(check.text, [one.text for one in check.answers], lang, place.width))
    for card, _ in advisor.advice(told):
        place.write_lines(advice_lines(card.audience, card.text, lang, place.width))


def whole_object(told: Classification, advisor: Advisor) -> dict[str, Any]:
    """The classification with the question and the advice that belong to it: DESIGN 6."""
    from posdiag.cli.advised import card_object, question_object
    from posdiag.report.classified import classification_object

    check = advisor.question(told)
    return {
        **classification_object(told),
        "ask": [] if check is None else [question_object(check)],
        "guidance": [card_object(card, cause) for card, cause in advisor.advice(told)],
    }
