"""Response codes and what they mean: per scheme, a cause and the message in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.header import read_header
from posdiag.profile.roots import Roots
from posdiag.worded import worded


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """One reading of a code. `cause` is an id of the taxonomy, or `approved` for a code of success."""

    scheme: str
    code: str
    cause: str
    message: Mapping[str, str]
    source: str
    place: str


class Codes:
    """All codes. Codes of different schemes are never compared: 01 means another thing in each."""

    def __init__(self, meanings: Iterable[CodeMeaning]) -> None:
        self._by_code: dict[str, list[CodeMeaning]] = {}
        for meaning in meanings:
            self._by_code.setdefault(meaning.code, []).append(meaning)
        self._causes = {
            code: tuple(dict.fromkeys(meaning.cause for meaning in known))
            for code, known in self._by_code.items()
        }

    def reading(self, scheme: str | None, code: str) -> tuple[CodeMeaning, ...]:
        """What a code means in a scheme, or in every scheme that has it; empty where nobody knows it."""
        found = self._by_code.get(code, [])
        return tuple(meaning for meaning in found if scheme is None or meaning.scheme == scheme)

    def causes(self) -> Mapping[str, tuple[str, ...]]:
        """For each code the causes it may mean, in the order in which the schemes were read."""
        return self._causes

    def schemes(self) -> tuple[str, ...]:
        return tuple(sorted({meaning.scheme for known in self._by_code.values() for meaning in known}))

    def __iter__(self) -> Iterator[CodeMeaning]:
        return (meaning for code in sorted(self._by_code) for meaning in self._by_code[code])

    def __len__(self) -> int:
        return sum(len(known) for known in self._by_code.values())


def load_codes(roots: Roots, faults: Faults) -> Codes:
    """The codes of every file on the shelf; faults go to `faults`."""
    meanings: dict[tuple[str, str], CodeMeaning] = {}
    for file in roots.files("codes"):
        document = read_yaml(file.path, faults, file.shown_as)
        if document is None:
            continue
        for meaning in _read(document, file.id):
            key = (meaning.scheme, meaning.code)
            if key in meanings:
                faults.add(
                    meaning.place,
                    worded(
                        "code `{code}` of `{scheme}` stands twice", code=meaning.code, scheme=meaning.scheme
                    ),
                    worded("the other is at {place}", place=meanings[key].place),
                )
            meanings.setdefault(key, meaning)
    return Codes(meanings.values())


def _read(document: Marked, file_id: str) -> list[CodeMeaning]:
    if not isinstance(document.raw, dict):
        document.fault(
            worded("a code file must be a mapping of keys to values"), worded("begin it with `scheme: …`")
        )
        return []
    head = read_header(document, "codes", file_id, key="scheme")
    codes = document.need("codes").pairs()
    meanings = [_meaning(head.id, code, entry, head.source) for code, entry in codes]
    document.no_other_keys()
    return meanings


def _meaning(scheme: str, code: str, entry: Marked, source: str) -> CodeMeaning:
    meaning = CodeMeaning(
        scheme=scheme,
        code=code,
        cause=entry.need("cause").as_text(),
        message=entry.languages("message"),
        source=entry.text("source", source),
        place=entry.place,
    )
    entry.no_other_keys()
    return meaning
