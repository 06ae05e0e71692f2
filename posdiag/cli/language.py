"""The language of a command line: asked for, or the system's."""

from __future__ import annotations

import os
from collections.abc import Sequence


def choose_language(arguments: Sequence[str], environment: os._Environ[str] | dict[str, str]) -> str:
    """`--lang` before the verb, or else the locale: Korean where it says ko, English everywhere else.

    Looked up before click parses anything, so that help and errors speak the same language.
    """
    words = before_verb(arguments)
    for index, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == "--lang":
            value = value or next(iter(words[index + 1 :]), "")
            return "ko" if value.lower() == "ko" else "en"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if environment.get(variable):
            return "ko" if environment[variable].lower().startswith("ko") else "en"
    return "ko" if os.name == "nt" and _windows_speaks_korean() else "en"


def before_verb(arguments: Sequence[str]) -> list[str]:
    """The arguments up to the verb, with the value of a `--lang` among them."""
    words: list[str] = []
    for word in arguments:
        if not word.startswith("-") and words[-1:] != ["--lang"]:
            break
        words.append(word)
    return words


def _windows_speaks_korean() -> bool:
    import locale

    return (locale.getlocale()[0] or "").lower().startswith("korean")
