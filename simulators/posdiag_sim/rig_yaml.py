"""A rig file as strings with their lines: every value is asked for by type, every fault is collected."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

MAX_FILE_BYTES = 200_000
MAX_DEPTH = 12

#: (place as file:line, what is wrong, remedy)
RigFault = tuple[str, str, str]


class Node:
    """One value of the file. Reading it wrongly adds a fault and gives the default."""

    def __init__(
        self, raw: str | list[Node] | dict[str, Node], place: str, key: str, faults: list[RigFault]
    ) -> None:
        self.raw = raw
        self.place = place
        self.key = key
        self.faults = faults
        self._asked: set[str] = set()

    def fault(self, what: str, remedy: str = "") -> None:
        self.faults.append((self.place, what, remedy))

    def get(self, key: str) -> Node | None:
        """The member of that key, or None."""
        self._asked.add(key)
        return self.raw.get(key) if isinstance(self.raw, dict) else None

    def mapping(self, key: str) -> Node:
        """A member that must be a mapping; an empty one where it is absent."""
        found = self.get(key)
        if found is not None and isinstance(found.raw, dict):
            return found
        if found is not None:
            found.fault(f"`{key}` must be a mapping", "write its keys below it, indented")
        return Node({}, self.place, key, self.faults)

    def members(self) -> Mapping[str, Node]:
        """All members by key; every key counts as asked for."""
        if not isinstance(self.raw, dict):
            return {}
        self._asked |= set(self.raw)
        return self.raw

    def text(self, key: str, default: str = "") -> str:
        found = self.get(key)
        if found is None:
            return default
        if isinstance(found.raw, str):
            return found.raw
        found.fault(f"`{key}` must be one text", "write one value after the colon")
        return default

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        known = list(choices)
        value = self.text(key, default)
        if value in known:
            return value
        found = self.get(key)
        (found or self).fault(f"`{key}` is `{value}`", f"one of: {', '.join(known)}{near(value, known)}")
        return default

    def whole(self, key: str, default: int, least: int = 0, most: int = 10**12) -> int:
        value = self.text(key, str(default)).replace("_", "")
        if value.isascii() and value.isdigit() and len(value) < 16 and least <= int(value) <= most:
            return int(value)
        (self.get(key) or self).fault(f"`{key}` is `{value}`", f"a whole number from {least} to {most}")
        return default

    def flag(self, key: str, default: bool) -> bool:
        return self.choice(key, ("yes", "no", "true", "false"), "yes" if default else "no") in ("yes", "true")

    def pair(self, key: str, default: tuple[int, int]) -> tuple[int, int]:
        """Two whole numbers in milliseconds, `[least, most]`."""
        found = self.get(key)
        if found is None:
            return default
        words = [member.raw for member in found.raw] if isinstance(found.raw, list) else []
        numbers = [int(word) for word in words if isinstance(word, str) and word.isdigit() and len(word) < 8]
        if len(numbers) == len(words) == 2 and numbers[0] <= numbers[1]:
            return numbers[0], numbers[1]
        found.fault(f"`{key}` must be two times in ms", f"write {key}: [300, 1500]")
        return default

    def raw_bytes(self, key: str) -> bytes:
        text = self.text(key)
        try:
            return bytes.fromhex(text)
        except ValueError:
            (self.get(key) or self).fault(f"`{key}` is `{text}`, not hexadecimal", "write such as 6000010000")
            return b""

    def plain(self) -> object:
        """The same as strings, lists and mappings."""
        if isinstance(self.raw, dict):
            return {key: member.plain() for key, member in self.members().items()}
        if isinstance(self.raw, list):
            return [member.plain() for member in self.raw]
        return self.raw

    def no_other_keys(self) -> None:
        """Report every key that nobody asked for, with the nearest known one."""
        if isinstance(self.raw, dict):
            known = sorted(self._asked)
            for key, member in self.raw.items():
                if key not in self._asked:
                    member.fault(f"unknown key `{key}`", f"known here: {', '.join(known)}{near(key, known)}")


def near(word: str, known: Iterable[str]) -> str:
    """What to add to a remedy where a known word is close to this one."""
    close = difflib.get_close_matches(word, list(known), 1, 0.5)
    return f"; did you mean `{close[0]}`?" if close else ""


def read_rig_file(path: Path, shown_as: str, faults: list[RigFault]) -> Node | None:
    """The document of a file, or None with the fault added."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            faults.append((shown_as, f"larger than {MAX_FILE_BYTES} bytes", "a rig is a page of text"))
            return None
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append((shown_as, f"cannot be read: {error}", "save it as UTF-8 text"))
        return None
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.append((f"{shown_as}:{line}", f"not YAML: {error.problem}", "check the indentation"))
        return None
    except (yaml.YAMLError, RecursionError) as error:
        faults.append((shown_as, f"not YAML: {type(error).__name__}", "check the indentation"))
        return None
    if not isinstance(node, yaml.MappingNode):
        faults.append(
            (f"{shown_as}:1", "a rig must be a mapping of keys to values", "begin with `rig: NAME`")
        )
        return None
    return _convert(node, shown_as, "rig", faults, 0)


def _convert(node: yaml.Node, file: str, key: str, faults: list[RigFault], depth: int) -> Node:
    place = f"{file}:{node.start_mark.line + 1}"
    if depth > MAX_DEPTH:
        faults.append((place, f"nested deeper than {MAX_DEPTH} levels", "make it flatter"))
        return Node("", place, key, faults)
    if isinstance(node, yaml.MappingNode):
        members: dict[str, Node] = {}
        for key_node, value_node in node.value:
            name = str(key_node.value)
            line = f"{file}:{key_node.start_mark.line + 1}"
            if name in members:
                faults.append((line, f"key `{name}` stands twice", "keep one of them"))
            members[name] = _convert(value_node, file, name, faults, depth + 1)
            members[name].place = line
        return Node(members, place, key, faults)
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(item, file, key, faults, depth + 1) for item in node.value], place, key, faults)
    return Node(str(node.value), place, key, faults)
