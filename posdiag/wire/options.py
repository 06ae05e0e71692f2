"""Reads a dialect's options, all strings, and collects every fault with the nearest known word."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from posdiag.wire.codec import OptionFault
from posdiag.worded import worded

Choice = TypeVar("Choice", bound=StrEnum)


class OptionReader:
    """One mapping of options. Each method asks for one key; `finish` reports the keys nobody asked for."""

    __slots__ = ("_asked", "_faults", "_path", "_raw")

    def __init__(self, raw: object, faults: list[OptionFault], path: str = "") -> None:
        self._faults = faults
        self._path = path
        self._asked: set[str] = set()
        self._raw: Mapping[str, object] = {}
        if isinstance(raw, Mapping):
            self._raw = raw
        elif raw not in (None, ""):
            self.fault("", worded("must be a mapping of keys to values"))

    def fault(self, key: str, what: str, remedy: str = "") -> None:
        path = ".".join(part for part in (self._path, key) if part)
        self._faults.append(OptionFault(path, what, remedy))

    def raw(self, key: str) -> object:
        """The value as it stands, or None where it is absent."""
        self._asked.add(key)
        return self._raw.get(key)

    def keys(self) -> tuple[str, ...]:
        """Every key, all of them counted as asked for: for mappings whose keys are data."""
        self._asked.update(self._raw)
        return tuple(self._raw)

    def text(self, key: str, default: str = "") -> str:
        value = self.raw(key)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        self.fault(key, worded("must be one value"), worded("write one value after the colon"))
        return default

    def choice(self, key: str, default: Choice) -> Choice:
        """A member of `default`'s enum."""
        known = [member.value for member in type(default)]
        text = self.text(key, default.value)
        if text in known:
            return type(default)(text)
        self.fault(
            key,
            worded("`{text}` is not known", text=text),
            worded("one of: {known}{near}", known=", ".join(known), near=near(text, known)),
        )
        return default

    def number(self, key: str, default: int, at_least: int, at_most: int) -> int:
        text = self.text(key, str(default))
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            self.fault(
                key,
                worded("`{text}` is not a whole number", text=text),
                worded("{at_least} to {at_most}", at_least=at_least, at_most=at_most),
            )
            return default
        if not at_least <= int(text) <= at_most:
            self.fault(
                key,
                worded(
                    "{text} is outside {at_least} to {at_most}",
                    text=int(text),
                    at_least=at_least,
                    at_most=at_most,
                ),
            )
            return default
        return int(text)

    def flag(self, key: str, default: bool = False) -> bool:
        text = self.text(key, "true" if default else "false")
        if text in ("true", "yes", "on"):
            return True
        if text not in ("false", "no", "off"):
            self.fault(key, worded("must be true or false, not `{text}`", text=text))
            return default
        return False

    def hex(self, key: str, default: bytes, most: int) -> bytes:
        """Bytes written in hex, at most `most` of them."""
        text = self.text(key, default.hex())
        try:
            found = bytes.fromhex(text)
        except ValueError:
            self.fault(
                key, worded("`{text}` is not hex", text=text), worded("write two hex digits for each byte")
            )
            return default
        if len(found) > most:
            self.fault(
                key,
                worded("{found} bytes are too many", found=len(found)),
                worded("at most {most}", most=most),
            )
            return default
        return found

    def members(self, key: str) -> tuple[object, ...]:
        """The members of a list; one text counts as a list of one."""
        value = self.raw(key)
        if value is None or value in ("", "[]"):
            return ()
        if isinstance(value, list | tuple):
            return tuple(value)
        if isinstance(value, str):
            return (value,)
        self.fault(key, worded("must be a list"))
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        members = self.members(key)
        for member in members:
            if not isinstance(member, str):
                self.fault(key, worded("must be a list of single values"))
                return ()
        return tuple(str(member) for member in members)

    def inside(self, key: str) -> OptionReader:
        """The mapping under `key`, empty where it is absent."""
        return self.at(key, self.raw(key))

    def at(self, place: str, raw: object) -> OptionReader:
        """A reader of a mapping that stands at `place` below this one, such as a list's third member."""
        path = ".".join(part for part in (self._path, place) if part)
        return OptionReader(raw, self._faults, path)

    def finish(self) -> None:
        """Report every key that nobody asked for."""
        for key in self._raw:
            if key not in self._asked:
                known = sorted(self._asked)
                self.fault(
                    str(key),
                    worded("unknown option"),
                    worded("known here: {known}{near}", known=", ".join(known), near=near(str(key), known)),
                )


def near(word: str, known: Iterable[str]) -> str:
    """A question after the nearest known word, or nothing."""
    close = difflib.get_close_matches(word, list(known), 1)
    return worded("; did you mean `{near}`?", near=close[0]) if close else ""
