"""The catalogue of response codes: a file a scheme, a line a code, each with its cause and the reason for it.

The files hold many hundred codes, and one question is about one or two of them: a file is cut into lines,
and a line becomes a code only when somebody asks for it. The linter asks for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from posdiag.classify.result import APPROVED, Words
from posdiag.errors import InputError
from posdiag.late import late
from posdiag.marked import Faults, Marked, parse_yaml, read_yaml
from posdiag.profile.header import read_header
from posdiag.profile.roots import DataFile, Roots
from posdiag.worded import worded

#: Where a code was made: the connection itself, the program on the POS PC, the terminal, or a host.
LAYERS = ("transport", "agent", "terminal", "host")
_ROW = late(r'^  "(?P<code>[^"\n]{1,80})": \{', re.MULTILINE)
#: Codes of the engine's shelf that the catalogue has at greater length.
_TWICE = ("iso8583",)
#: Of a row without a reason of its own.
_AS_LISTED: Words = {"ko": "코드표에 적힌 그대로의 뜻", "en": "as the list of the scheme has it"}
_BODY = late(r"^codes:[ \t]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """One code of one scheme. `also` are further causes it may mean; `translated` a language that is ours."""

    scheme: str
    code: str
    layer: str
    cause: str
    also: tuple[str, ...]
    reason: Words
    message: Words
    note: str
    translated: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme's head: whose codes, which layer by default, and the names it goes by in texts."""

    id: str
    name: Words
    layer: str
    aliases: tuple[str, ...]
    source: str


@dataclass(slots=True)
class _Shelf:
    """A file of a scheme: its head, and its lines still as text, by code."""

    scheme: Scheme
    shown_as: str
    lines: Mapping[str, tuple[int, str]]


class Catalogue:
    """All schemes. Codes of different schemes are never compared: 01 means another thing in each."""

    def __init__(self, shelves: Mapping[str, _Shelf], reasons: Callable[[], Mapping[str, Words]]) -> None:
        self._shelves = shelves
        self._reasons = reasons  # read when the first row is
        self._rows: dict[tuple[str, str], Row] = {}

    def schemes(self) -> tuple[Scheme, ...]:
        return tuple(shelf.scheme for shelf in self._shelves.values())

    def reading(self, code: str, scheme: str | None = None) -> tuple[Row, ...]:
        """The rows of a code in one scheme or in all that have it."""
        names = self._schemes_of.get(code, ())
        if not names:
            return ()
        return tuple(self._row(name, code) for name in names if scheme is None or name == scheme)

    def __contains__(self, code: object) -> bool:
        return code in self._schemes_of

    def __iter__(self) -> Iterator[Row]:
        return (self._row(name, code) for name, shelf in self._shelves.items() for code in shelf.lines)

    def __len__(self) -> int:
        return sum(len(shelf.lines) for shelf in self._shelves.values())

    @cached_property
    def _schemes_of(self) -> Mapping[str, Sequence[str]]:
        """The schemes that have a code, by code."""
        found: dict[str, list[str]] = {}
        for name, shelf in self._shelves.items():
            for code in shelf.lines:
                found.setdefault(code, []).append(name)
        return found

    def _known_reasons(self) -> Mapping[str, Words]:
        known = self._reasons()
        self._reasons = lambda: known
        return known

    def _row(self, name: str, code: str) -> Row:
        row = self._rows.get((name, code))
        if row is None:
            shelf = self._shelves[name]
            number, text = shelf.lines[code]
            faults = Faults()
            entry = _parsed(text, number, shelf.shown_as, faults)
            row = _read_row(shelf.scheme, code, entry, self._known_reasons())
            if faults:
                raise InputError(faults.problems)
            self._rows[name, code] = row
        return row


def load_catalogue(roots: Roots, faults: Faults | None = None) -> Catalogue:
    """The heads of all schemes and the lines of their codes.

    Faults of heads go to `faults`, or are raised together as an InputError; those of lines when read.
    """
    collected = Faults() if faults is None else faults
    shelves: dict[str, _Shelf] = {}
    for file in roots.files("catalogue"):
        shelf = _read_shelf(file, collected)
        if shelf is not None:
            shelves[shelf.scheme.id] = shelf
    for file in roots.files(
        "codes"
    ):  # those that the engine reads by, without reasons; linted where they are
        if file.id not in _TWICE and (shelf := _read_shelf(file, Faults())) is not None:
            shelves.setdefault(shelf.scheme.id, shelf)
    if faults is None and collected:
        raise InputError(collected.problems)
    return Catalogue(shelves, lambda: load_reasons(roots, collected))


def load_reasons(roots: Roots, faults: Faults) -> dict[str, Words]:
    """The reasons that rows name, by id: why a message stands for its cause."""
    reasons: dict[str, Words] = {}
    for file in roots.single("reasons.yaml"):
        document = read_yaml(file.path, faults, file.shown_as)
        if document is not None:
            reasons |= {id_: _both(entry) for id_, entry in document.need("reasons").pairs()}
            document.no_other_keys()
    return reasons


def lint_catalogue(roots: Roots, causes: Iterable[str], faults: Faults) -> None:
    """Every row of every scheme read; unknown causes, unknown reasons and reasons nobody gives are faults."""
    known = {APPROVED, *causes}
    reasons = load_reasons(roots, faults)
    given: set[str] = set()
    for file in roots.files("catalogue"):
        shelf = _read_shelf(file, faults)
        for code, (number, text) in ({} if shelf is None else shelf.lines).items():
            entry = _parsed(text, number, file.shown_as, faults)
            assert shelf is not None
            row = _read_row(shelf.scheme, code, entry, reasons)
            given.add(entry.text("reason"))
            for cause in (row.cause, *row.also):
                if cause not in known:
                    entry.fault(
                        worded("`{cause}` is no cause", cause=cause),
                        worded("see profiles/causes.yaml, or write `approved`"),
                    )
    for id_ in sorted(reasons.keys() - given):
        faults.add(
            "profiles/reasons.yaml", worded("no code gives the reason `{id}`", id=id_), worded("take it out")
        )


def _read_shelf(file: DataFile, faults: Faults) -> _Shelf | None:
    """Head and lines of a file. Its body must hold one code a line, or it is at fault."""
    try:
        text = file.path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.add(
            file.shown_as, worded("cannot be read: {error}", error=error), worded("save it as UTF-8 text")
        )
        return None
    body = _BODY.search(text)
    if body is None:
        faults.add(
            f"{file.shown_as}:1",
            worded("`codes` is missing"),
            worded("begin the list of codes with `codes:`"),
        )
        return None
    document = parse_yaml(text[: body.start()], file.shown_as, faults)
    if document is None:
        return None
    head = read_header(document, "catalogue", file.id, key="scheme")
    scheme = Scheme(
        id=head.id,
        name=head.name,
        layer=document.choice("layer", LAYERS, "terminal" if head.id.endswith("terminal") else "host"),
        aliases=tuple(item.as_text() for item in document.list("aliases")),
        source=head.source,
    )
    document.no_other_keys()
    first = text.count("\n", 0, body.end()) + 1
    return _Shelf(scheme, file.shown_as, _lines(text[body.end() :], first, file.shown_as, faults))


def _lines(body: str, first: int, shown_as: str, faults: Faults) -> dict[str, tuple[int, str]]:
    lines: dict[str, tuple[int, str]] = {}
    for number, text in enumerate(body.split("\n"), first):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        row = _ROW.match(text)
        if row is None:
            faults.add(
                f"{shown_as}:{number}",
                worded("no code in this line"),
                worded('`  "CODE": {cause: …}`, one a line'),
            )
        elif row["code"] in lines:
            other = lines[row["code"]][0]
            faults.add(
                f"{shown_as}:{number}",
                worded("code `{row}` stands twice", row=row["code"]),
                worded("the other: line {other}", other=other),
            )
        else:
            lines[row["code"]] = (number, text)
    return lines


def _parsed(text: str, number: int, shown_as: str, faults: Faults) -> Marked:
    """The value of a line. The blank lines before it keep its number."""
    document = parse_yaml("\n" * (number - 1) + text, shown_as, faults)
    values = [] if document is None else [value for _, value in document.pairs()]
    return values[0] if values else Marked("", shown_as, number, "codes", Faults())


def _read_row(scheme: Scheme, code: str, entry: Marked, reasons: Mapping[str, Words]) -> Row:
    listed = "/catalogue/" not in entry.file
    reason = "" if listed else entry.need("reason").as_text()
    if not listed and reason not in reasons:
        entry.fault(
            worded("`{reason}` is no reason", reason=reason), worded("write it down in profiles/reasons.yaml")
        )
    row = Row(
        scheme=scheme.id,
        code=code,
        layer=entry.choice("layer", LAYERS, scheme.layer),
        cause=entry.need("cause").as_text(),
        also=tuple(item.as_text() for item in entry.list("also")),
        reason=_AS_LISTED if listed else reasons.get(reason, {}),
        message=entry.languages("message"),
        note=entry.text("note"),
        translated=entry.choice("translated", ("ko", "en"), ""),
        source=entry.text("source", scheme.source),
        place=entry.place,
    )
    entry.no_other_keys()
    return row


def _both(entry: Marked) -> Words:
    texts = {lang: value.as_text() for lang, value in entry.pairs()}
    for lang in ("ko", "en"):
        if not texts.get(lang, "").strip():
            entry.fault(worded("no text in `{lang}`", lang=lang), worded("give both `ko` and `en`"))
    return texts
