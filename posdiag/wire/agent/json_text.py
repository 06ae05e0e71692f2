"""The scalars of a JSON text with the places of their bytes: what can be read of a broken one, too."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Values and levels of one text at most; what lies beyond is left out.
MAX_VALUES = 2_000
MAX_DEPTH = 16

#: Bytes above 7F are of no structure: in UTF-8 and CP949 no byte of a character is a quote or a brace.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_ESCAPE = re.compile(rb"(?:\\u[0-9A-Fa-f]{4})+|\\.", re.DOTALL)
_SHORT = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A text, number, true, false or null. `path` joins keys and places with dots; `raw` has no quotes."""

    path: str
    offset: int
    raw: bytes

    def plain(self, charset: str) -> bytes:
        """The bytes with their escapes resolved; `charset` is the whole text's."""
        return _unescaped(self.raw, charset) if b"\\" in self.raw else self.raw


def scan(data: bytes, start: int, end: int) -> tuple[list[JsonValue], int]:
    """Every scalar of the first value in `data[start:end]`, and where it broke off (-1 where it did not)."""
    values: list[JsonValue] = []
    stack: list[_Level] = []
    at = start
    while found := _TOKEN.search(data, at, end):
        if data[at : found.start()].strip():
            return values, at
        at = found.end()
        token = found[0]
        if token in (b"{", b"["):
            if len(stack) >= MAX_DEPTH:
                return values, found.start()
            stack.append(_Level(_path(stack), token == b"["))
        elif token in (b"}", b"]"):
            if not stack or stack[-1].is_list != (token == b"]"):
                return values, found.start()
            stack.pop()
            if not stack:
                return values, -1
        elif not stack or len(values) >= MAX_VALUES or not _scalar(data, found, token, stack, values):
            return values, found.start()
    return values, at


@dataclass(slots=True)
class _Level:
    path: str
    is_list: bool
    key: str | None = None
    count: int = 0
    colon: bool = False


def _path(stack: list[_Level]) -> str:
    if not stack:
        return ""
    top = stack[-1]
    name = str(top.count) if top.is_list else top.key or ""
    top.key, top.colon = None, False
    return f"{top.path}.{name}" if top.path else name


def _scalar(
    data: bytes, found: re.Match[bytes], token: bytes, stack: list[_Level], values: list[JsonValue]
) -> bool:
    """Take a comma, colon, key or value; False where it cannot stand here."""
    top = stack[-1]
    if token == b",":
        top.key, top.colon = None, False
        top.count += 1
        return True
    if token == b":":
        top.colon = top.key is not None
        return top.colon
    quoted = token.startswith(b'"')
    if not top.is_list and not top.colon:
        top.key = _unescaped(token[1:-1], "utf-8").decode("utf-8", "replace") if quoted else None
        return quoted
    raw = token[1:-1] if quoted else token
    values.append(JsonValue(_path(stack), found.start() + quoted, raw))
    return True


def _unescaped(raw: bytes, charset: str) -> bytes:
    """Escapes resolved; what is written as \\u is given in the charset, all other bytes as they are."""

    def resolve(found: re.Match[bytes]) -> bytes:
        escape = found[0]
        if escape[1:2] != b"u":
            return _SHORT.get(escape[1:2], escape[1:2])
        units = bytes.fromhex(escape.replace(b"\\u", b"").decode("ascii"))
        return units.decode("utf-16-be", "replace").encode(charset, "replace")

    return _ESCAPE.sub(resolve, raw)
