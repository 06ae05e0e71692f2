"""What goes wrong with a request, as one shape: a code for programs, a sentence for people, and a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from posdiag.errors import InputError, LinkError, NothingSelected, PosdiagError, Problem
from posdiag.masking import mask_text
from posdiag.web.words import word

#: Codes of failures with the HTTP status of each; nothing else is ever answered.
STATUS: Mapping[str, int] = {
    "malformed": 400,
    "csrf": 403,
    "unauthorised": 401,
    "login": 401,
    "forbidden": 403,
    "not_found": 404,
    "no_page": 404,
    "method": 405,
    "conflict": 409,
    "refused": 409,
    "too_large": 413,
    "media": 415,
    "host": 421,
    "invalid": 422,
    "rate": 429,
    "internal": 500,
    "busy": 503,
    "unavailable": 503,
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that is put into a language only where it is shown."""

    key: str
    blanks: Mapping[str, str]

    def in_language(self, lang: str) -> str:
        return word(lang, self.key, **{name: text.strip() for name, text in self.blanks.items()})


@dataclass(frozen=True, slots=True)
class Said:
    """What a lower room says, put into a language only where it is shown."""

    problems: tuple[Problem, ...]

    def in_language(self, lang: str) -> str:
        told = [problem.in_language(lang) for problem in self.problems]
        return "; ".join(f"{one.what} ({one.remedy})" if one.remedy else one.what for one in told)


class Failure(Exception):
    """A request that cannot be answered as asked.

    `code` is a key of STATUS, `place` says where (`body.text`, `query.limit`, `path.id`), and `values`
    fill the blanks of the phrase `failure.<code>`. `said` replaces the phrase where a lower room said it.
    `wait_s` is for `rate` and `busy`: when to come again.
    """

    def __init__(
        self, code: str, place: str = "", *, said: str = "", wait_s: float = 0.0, **values: object
    ) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.said = said
        self.wait_s = wait_s
        self.values = values

    @property
    def status(self) -> int:
        return STATUS[self.code]

    def message(self, lang: str) -> str:
        """What is wrong, in a sentence, masked: requests carry what people type."""
        filled = {
            name: value.in_language(lang) if isinstance(value, Phrase | Said) else value
            for name, value in self.values.items()
        }
        return mask_text(self.said or word(lang, f"failure.{self.code}", **filled))

    def body(self, lang: str) -> dict[str, Any]:
        """`{"error": {"code", "message", "place"}}`."""
        return {"error": {"code": self.code, "message": self.message(lang), "place": self.place}}


def of_posdiag(error: PosdiagError, place: str = "") -> Failure:
    """What a lower room says, as a failure of the request.

    The document allows the request: what is against it is `invalid`, what the rooms cannot take is `refused`.
    """
    first = error.problems[0] if error.problems else None
    said = Said(error.problems)
    where = place or (first.place if first else "")
    match error:
        case NothingSelected():
            return Failure("not_found", where, what=said)
        case InputError():
            return Failure("refused", where, what=said)
        case LinkError():
            return Failure("unavailable", where, what=said)
        case _:
            return Failure("unavailable", where, what=said)


#: What the reader of JSON says, and the phrase that says it in two languages.
_READER_SAYS = (
    (re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`"), "reading.type"),
    (re.compile(r"Object missing required field `(?P<field>[^`]+)`"), "reading.missing"),
    (re.compile(r"Object contains unknown field `(?P<field>[^`]+)`"), "reading.unknown"),
    (re.compile(r"Invalid enum value (?P<value>.+?)(?: - at|$)"), "reading.choice"),
    (re.compile(r"Expected `(?P<wanted>\w+)` of length (?P<rule>.+?)(?: - at|$)"), "reading.length"),
    (re.compile(r"Expected `(?P<wanted>\w+)` matching regex .*?(?: - at|$)"), "reading.pattern"),
    (re.compile(r"Expected `(?P<wanted>\w+)` (?P<rule>[<>]=? .+?)(?: - at|$)"), "reading.range"),
)
_AT = re.compile(r" - at `(?:key in )?\$(?P<path>[^`]*)`")


def of_reader(text: str, root: str) -> Failure:
    """What msgspec says of a body or a query, in words of both languages; `root` is `body` or `query`."""
    at = _AT.search(text)
    place = root + (at["path"] if at else "")
    for pattern, key in _READER_SAYS:
        found = pattern.search(text)
        if found:
            return Failure("invalid", place, says=Phrase(key, found.groupdict()))
    return Failure("invalid", place, says=Phrase("reading.other", {"text": _AT.sub("", text)}))
