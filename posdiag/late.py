"""Patterns that are compiled when they are first used: most calls use few, and compiling all takes longer."""

from __future__ import annotations

import re

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")


class _Late:
    """Stands for a pattern; with the first use it takes over the methods of the compiled one."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        pattern = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a source, for searching and replacing. `re.error` only with the first use."""
    return _Late(source, flags)  # type: ignore[return-value]


def late_bytes(source: bytes, flags: int = 0) -> re.Pattern[bytes]:
    """The same for bytes."""
    return _Late(source, flags)  # type: ignore[return-value]
