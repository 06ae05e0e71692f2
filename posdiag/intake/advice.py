"""Whom to call, what to keep, what never to do: by cause, as data, beside the guidance cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posdiag.diagnose.causes import CauseTable
from posdiag.errors import InputError
from posdiag.intake.lexicon import concerns
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import Roots
from posdiag.worded import worded

Text = Mapping[str, str]
#: Scope of what is true of every call.
ANY = "any"
MAX_TEXT = {"ko": 120, "en": 240}


@dataclass(frozen=True, slots=True)
class Entry:
    """Advice for the causes that `of` names."""

    of: tuple[str, ...]
    call: tuple[Text, ...]
    keep: tuple[Text, ...]
    never: tuple[Text, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class CallAdvice:
    """What holds for one cause."""

    call: tuple[Text, ...]
    keep: tuple[Text, ...]
    never: tuple[Text, ...]


def load_advice(roots: Roots, faults: Faults | None = None) -> tuple[Entry, ...]:
    """The entries of `intake/advice.yaml`. Faults go to `faults`; without such a list they are raised."""
    collected = Faults() if faults is None else faults
    entries: list[Entry] = []
    for file in roots.files("intake"):
        document = read_yaml(file.path, collected, file.shown_as) if file.id == "advice" else None
        if document is not None:
            entries += [_entry(one) for one in document.need("advice").items()]
            document.no_other_keys()
    if faults is None and collected:
        raise InputError(collected.problems)
    return tuple(entries)


def _entry(entry: Marked) -> Entry:
    if not entry.need("source").as_text().strip():
        entry.fault(worded("`source` is empty"), worded("say where the advice comes from"))
    told = Entry(
        entry.need("of").texts(),
        _texts(entry, "call"),
        _texts(entry, "keep"),
        _texts(entry, "never"),
        entry.place,
    )
    entry.no_other_keys()
    return told


def _texts(entry: Marked, key: str) -> tuple[Text, ...]:
    texts = []
    for one in entry.list(key):
        text = {lang: one.need(lang).as_text() for lang in ("ko", "en")}
        one.no_other_keys()
        for lang, most in MAX_TEXT.items():
            if not text[lang].strip() or len(text[lang]) > most:
                one.fault(
                    worded(
                        "the `{lang}` text is empty or longer than {most} characters", lang=lang, most=most
                    ),
                    worded("make it short"),
                )
        texts.append(text)
    return tuple(texts)


def lint_advice(entries: tuple[Entry, ...], causes: CauseTable) -> Faults:
    """Scopes that name no cause, and causes for which nobody is to be called."""
    faults = Faults()
    ids = causes.ids()
    for entry in entries:
        for scope in entry.of:
            if scope != ANY and not any(concerns((scope,), id_, causes[id_].party) for id_ in ids):
                faults.add(
                    entry.place,
                    worded("`of` names no cause: `{scope}`", scope=scope),
                    worded("see profiles/causes.yaml"),
                )
    for id_ in ids:
        told = advice_for(entries, id_, causes[id_].party)
        for key, texts in (("call", told.call), ("keep", told.keep), ("never", told.never)):
            if not texts:
                faults.add(
                    "profiles/intake/advice.yaml",
                    worded("no `{key}` for `{id}`", key=key, id=id_),
                    worded("write an entry"),
                )
    return faults


def advice_for(entries: tuple[Entry, ...], cause: str, party: str = "") -> CallAdvice:
    """The narrowest `call` and `keep`, and every `never`, of the entries that fit a cause."""
    fitting = sorted(
        (entry for entry in entries if ANY in entry.of or concerns(entry.of, cause, party)),
        key=lambda entry: -concerns(entry.of, cause, party),
    )
    call = next((entry.call for entry in fitting if entry.call), ())
    keep = next((entry.keep for entry in fitting if entry.keep), ())
    never = {text["ko"]: text for entry in fitting for text in entry.never}
    return CallAdvice(call, keep, tuple(never.values()))
