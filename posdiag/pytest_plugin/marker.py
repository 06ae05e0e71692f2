"""What `@pytest.mark.posdiag(…)` may say: unknown settings and values of the wrong kind are told at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

_VERDICTS = ("compatible", "incompatible", "inconclusive")


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return _text(value) or (isinstance(value, list | tuple) and all(map(_text, value)))


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _speed(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1000


#: Each setting with the test that its value must pass, and what to write instead.
_SETTINGS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "scenario": (_texts, "a name, a glob, `tag:NAME`, a YAML file, or a list of them"),
    "pos": (_texts, "releases as --pos takes them, or a list of them"),
    "terminal": (_text, "an address such as sim:counter-fs"),
    "faults": (_texts, "faults as --fault takes them, or a list of them"),
    "seed": (_whole, "a whole number"),
    "verdict": (lambda value: value in _VERDICTS, f"one of {', '.join(_VERDICTS)}"),
    "cause": (_text, "a cause, its class or its family"),
    "rig": (_text, "the name or the file of a rig"),
    "listen": (_text, "an address such as tcp://127.0.0.1:0, or pty"),
    "speed": (_speed, "a number above 0, at most 1000"),
}


def marker_faults(settings: Mapping[str, object]) -> list[str]:
    """What is wrong with a marker's settings, one sentence each; None stands for a setting left out."""
    told = []
    for name, value in settings.items():
        if name not in _SETTINGS:
            near = difflib.get_close_matches(name, _SETTINGS, 1)
            remedy = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(sorted(_SETTINGS))}"
            told.append(f"no setting `{name}` ({remedy})")
            continue
        fits, remedy = _SETTINGS[name]
        if value is not None and not fits(value):
            told.append(f"`{name}` is {value!r} (write {remedy})")
    return told
