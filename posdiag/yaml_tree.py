"""YAML text to a tree of texts, lists and mappings with line numbers, within limits that no file passes.

Read from parser events, not from composed nodes: the C composer recurses without a limit and dies on
a deeply nested file, and events let the limits end the reading where they are met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import yaml

from posdiag.worded import worded

MAX_DEPTH = 30
#: Values in one document, aliases counted by what they stand for: a bomb of aliases ends here.
MAX_NODES = 50_000

Value = TypeVar("Value")


def read_tree(
    text: str,
    make: Callable[[str | list[Value] | dict[str, Value], int, str], Value],
    fault: Callable[[int, str, str], None],
) -> Value | None:
    """The document in `text`, or None after `fault(line, what, remedy)` was called.

    `make(raw, line, key)` builds the value of every node, children first; scalars stay text.
    """
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _Reading(iter(yaml.parse(text, Loader=loader)), make, fault).document()
    except _Limit:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = max(1, len(text.splitlines()))  # the end of the text is marked behind its last line
        line = min(mark.line + 1, last) if mark else 1
        if "maximum nesting depth" in (error.problem or ""):  # newer parsers have a limit of their own
            fault(line, _TOO_DEEP, _FLATTEN)
            return None
        fault(line, worded("not YAML: {problem}", problem=error.problem or error.context), _MEND)
        return None
    except (yaml.YAMLError, ValueError) as error:
        problem = str(error).partition("\n")[0]
        fault(1, worded("not YAML: {problem}", problem=problem), worded("check for control characters"))
        return None


_MEND = worded("check the indentation, the quotes and the brackets")
_TOO_DEEP = worded("nested deeper than {most} levels", most=MAX_DEPTH)
_FLATTEN = worded("flatten the document")


class _Limit(Exception):
    """The document passed a limit; the fault is already reported."""


class _Reading(Generic[Value]):
    """One document's way from parser events to values."""

    def __init__(
        self,
        events: Iterator[Any],
        make: Callable[[str | list[Value] | dict[str, Value], int, str], Value],
        fault: Callable[[int, str, str], None],
    ) -> None:
        self._events = events
        self._make = make
        self._fault = fault
        self._nodes = 0
        self._anchors: dict[str, tuple[str | list[Value] | dict[str, Value], int]] = {}

    def document(self) -> Value | None:
        root: Value | None = None
        for event in self._events:
            if not isinstance(event, yaml.NodeEvent):
                continue
            if root is not None:
                self._fault(
                    _line(event), worded("a second document in one file"), worded("keep one document a file")
                )
                return None
            root = self._value(event, "document", 0)
        if root is None:
            self._fault(1, worded("the file is empty"), "")
        return root

    def _value(self, event: Any, key: str, depth: int) -> Value:
        line, before = _line(event), self._nodes
        self._count(line, 1)
        if depth > MAX_DEPTH:
            self._fault(line, _TOO_DEEP, _FLATTEN)
            raise _Limit
        raw: str | list[Value] | dict[str, Value]
        if isinstance(event, yaml.AliasEvent):
            raw = self._alias(event)
        elif isinstance(event, yaml.MappingStartEvent):
            raw = self._mapping(depth)
        elif isinstance(event, yaml.SequenceStartEvent):
            raw = self._sequence(key, depth)
        else:
            raw = str(event.value)
        if event.anchor and not isinstance(event, yaml.AliasEvent):
            self._anchors[event.anchor] = (raw, self._nodes - before)
        return self._make(raw, line, key)

    def _mapping(self, depth: int) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            name = self._key(event, depth)
            if name in mapping:
                self._fault(
                    _line(event), worded("key `{name}` stands twice", name=name), worded("keep one of them")
                )
            mapping[name] = self._value(next(self._events), name, depth + 1)
        return mapping

    def _key(self, event: Any, depth: int) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._count(_line(event), 1)
            return str(event.value)
        self._value(event, "key", depth + 1)
        self._fault(
            _line(event), worded("a key must be one word, not a list, mapping or alias"), worded("quote it")
        )
        return "?"

    def _sequence(self, key: str, depth: int) -> list[Value]:
        members: list[Value] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            members.append(self._value(event, key, depth + 1))
        return members

    def _alias(self, event: Any) -> str | list[Value] | dict[str, Value]:
        meant = self._anchors.get(event.anchor)
        if meant is None:
            self._fault(
                _line(event),
                worded("alias `*{anchor}` has no finished anchor", anchor=event.anchor),
                worded("write the value out"),
            )
            return ""
        raw, size = meant
        self._count(_line(event), size)
        return raw

    def _count(self, line: int, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            self._fault(
                line,
                worded("more than {max_nodes} values, aliases counted", max_nodes=MAX_NODES),
                worded("split the document"),
            )
            raise _Limit


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
