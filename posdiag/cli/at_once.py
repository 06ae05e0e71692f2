"""Answers plain command lines of `classify` before click is loaded, which would take longer than the answer.

A command line that is anything but plain, a wrong one above all, goes the way of all others: click parses it
and says what is wrong. Tests hold the two ways together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

_FORMS = ("text", "json", "jsonl")
#: Options that take a value as it stands.
_VALUED = {"--scheme": "scheme", "--layer": "layer", "--input": "source"}


def plain(arguments: Sequence[str]) -> Callable[[str], int] | None:
    """What does the work in a language, or None where click must look at the command line."""
    words = list(arguments)
    if words[:1] == ["--lang"] and words[1:2] in (["ko"], ["en"]):
        words = words[2:]
    if words[:1] != ["classify"]:
        return None
    said: list[str] = []
    given: dict[str, str | None] = dict.fromkeys(_VALUED.values())
    form = "text"
    rest = iter(words[1:])
    for word in rest:
        if not word.startswith("-") or word == "-":
            said.append(word)
            continue
        value = next(rest, "-")
        if value.startswith("-"):
            return None
        if word in _VALUED:
            given[_VALUED[word]] = value
        elif word == "--format" and value in _FORMS:
            form = value
        else:
            return None

    def work(lang: str) -> int:
        from posdiag.cli.told import told

        return told(tuple(said), given["source"], given["scheme"], given["layer"], form, None, lang)

    return work


def answer(work: Callable[[str], int], lang: str) -> int:
    """Do the work; what ends it otherwise is told as `main` tells it. The exit code."""
    try:
        return work(lang)
    except (Exception, KeyboardInterrupt) as error:
        from posdiag.cli.main import ended

        return ended(error, lang, debug=False)
