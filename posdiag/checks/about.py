"""The checks that tell a few causes apart, read alone: for one question at once, without reading all of them.

Reading every check with its rules for every cause takes longer than an answer may. A check that names none of
the causes in question, nor their classes or families, answers alike for all of them and tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from posdiag.checks.check import Check
from posdiag.checks.load import read_check
from posdiag.diagnose.causes import CauseTable
from posdiag.errors import InputError
from posdiag.marked import Faults, parse_yaml
from posdiag.profile.roots import Roots

#: How every check begins in its file.
_ENTRY = "\n  - id:"
_OF = re.compile(r"\bof: \[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class _Block:
    """The text of a check, where it stands, and the names that its rules are of."""

    file: str
    line: int
    text: str
    names: frozenset[str]


class ChecksAbout:
    """Checks by the causes that their rules name; each is read when it is first wanted."""

    def __init__(self, roots: Roots, causes: CauseTable) -> None:
        self._causes = causes
        self._blocks = [
            block
            for file in roots.single("checks.yaml")
            for block in _blocks(file.path.read_text(encoding="utf-8"), file.shown_as)
        ]
        self._read: dict[int, Check] = {}

    def about(self, causes: Iterable[str]) -> list[Check]:
        """The checks that name one of the causes, its class or its family, in the order of the file.

        InputError with the faults of a check that cannot be read.
        """
        wanted = {".".join(cause.split(".")[:count]) for cause in causes for count in (1, 2, 3)}
        return [self._check(at) for at, block in enumerate(self._blocks) if block.names & wanted]

    def _check(self, at: int) -> Check:
        check = self._read.get(at)
        if check is None:
            block = self._blocks[at]
            faults = Faults()
            document = parse_yaml("\n" * (block.line - 1) + block.text, block.file, faults)
            items = [] if document is None else document.items()
            found = [read_check(item, self._causes) for item in items]
            if faults or not found:
                raise InputError(faults.problems)
            check = self._read[at] = found[0]
        return check


def _blocks(text: str, file: str) -> Iterator[_Block]:
    head, *entries = text.split(_ENTRY)
    line = head.count("\n") + 2
    for entry in entries:
        names = frozenset(name.strip() for found in _OF.findall(entry) for name in found.split(","))
        yield _Block(file, line, _ENTRY[1:] + entry, names)
        line += entry.count("\n") + 1
