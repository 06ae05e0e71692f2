"""How each trait is read from YAML: one reader a trait, and the flat paths that traits are kept under."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from posdiag.marked import Marked
from posdiag.profile import shapes
from posdiag.profile.shapes import Shape
from posdiag.profile.traits import Entry, LateAnswer, OnTimeout, PartialApproval, Timers, Traits
from posdiag.worded import worded

_Enum = TypeVar("_Enum", bound=StrEnum)
_Leaf = TypeVar("_Leaf")

#: Words for the entry letters, as profiles and scenarios write them.
ENTRY_WORDS: Mapping[str, Entry] = {
    entry.name.lower().replace("_", "-"): entry for entry in Entry
}  # chip, stripe, fallback, contactless, qr, barcode, keyed, shop-qr

MAX_WAIT_MS = 600_000


@dataclass(frozen=True, slots=True)
class Reader:
    """How a trait is read, and the same as a JSON Schema: one table for loader, linter and editors."""

    read: Callable[[Marked], object]
    shape: Shape

    def __call__(self, value: Marked) -> object:
        return self.read(value)


_TEXT = Reader(Marked.as_text, shapes.TEXT)
_FLAG = Reader(Marked.as_flag, shapes.FLAG)


#: An entry mode as `entry_of` reads it.
ENTRY_SHAPE: Shape = shapes.choice([*ENTRY_WORDS, *(entry.value for entry in Entry)])


def entry_of(value: Marked) -> Entry:
    """An entry mode by its word (`qr`) or its letter on the wire (`Q`)."""
    letters = {entry.value: entry for entry in Entry}
    text = value.as_text()
    if text in letters:
        return letters[text]
    return ENTRY_WORDS[value.as_choice(ENTRY_WORDS, "chip")]


def _choice(*words: str) -> Reader:
    return Reader(lambda value: value.as_choice(words, words[0]), shapes.choice(words))


def _number(at_least: int, at_most: int) -> Reader:
    shape = shapes.whole(at_least, at_most)
    return Reader(lambda value: value.as_int(at_least, at_least, at_most), shape)


def _enum(kind: type[_Enum], default: _Enum) -> Reader:
    words = [member.value for member in kind]
    return Reader(lambda value: kind(value.as_choice(words, default.value)), shapes.choice(words))


def _entries(value: Marked) -> frozenset[Entry]:
    return frozenset(entry_of(item) for item in value.items())


def _actions(value: Marked) -> tuple[OnTimeout, ...]:
    known = [action.value for action in OnTimeout]
    return tuple(OnTimeout(item.as_choice(known, "inquire")) for item in value.items())


def _digits(at_most: int) -> Reader:
    def read(value: Marked) -> frozenset[str]:
        for item in value.items():
            text = item.as_text()
            if not (text.isascii() and text.isdigit() and len(text) <= at_most):
                item.fault(
                    worded("`{key}` holds `{text}`", key=item.key, text=text[:30]),
                    worded("prefixes of 1 to {at_most} digits", at_most=at_most),
                )
        return frozenset(item.as_text() for item in value.items())

    return Reader(read, shapes.listed(shapes.digits(1, at_most)))


_ASKS = ("check", "inquire", "balance")
_ROUTES = ("van", "pg")


def _asks(value: Marked) -> frozenset[str]:
    return frozenset(item.as_choice(_ASKS, "check") for item in value.items())


def _routes(value: Marked) -> tuple[str, ...]:
    return tuple(item.as_choice(_ROUTES, "van") for item in value.items())


def _fixed_digits(count: int) -> Reader:
    def read(value: Marked) -> str:
        text = value.as_text("0" * count)
        if not (text.isascii() and text.isdigit() and len(text) == count):
            value.fault(
                worded("`{key}` is `{text}`", key=value.key, text=text[:30]),
                worded("give {count} digits", count=count),
            )
        return text

    return Reader(read, shapes.digits(count, count))


TRAIT_READERS: Mapping[str, Reader] = {
    "link": _choice("ecr", "host"),
    "dialect": _TEXT,
    "timers.ack_ms": _number(0, MAX_WAIT_MS),
    "timers.answer_ms": _number(1, MAX_WAIT_MS),
    "timers.gap_ms": _number(0, MAX_WAIT_MS),
    "timers.connect_ms": _number(1, MAX_WAIT_MS),
    "timers.reader_ms": _number(1000, MAX_WAIT_MS),
    "polls_first": _FLAG,
    "checks_frames": _FLAG,
    "frame_tries": _number(1, 20),
    "reader": _choice("terminal", "pos"),
    "entry_modes": Reader(_entries, shapes.listed(ENTRY_SHAPE)),
    "chip_fallback": _FLAG,
    "bin_digits": _number(0, 8),
    "bin_table": _digits(8),
    "barcode_prefixes": _digits(2),
    "instalment_max": _number(0, 99),
    "partial_approval": _enum(PartialApproval, PartialApproval.SUPPORTED),
    "approval_from": _choice("van", "agent"),
    "busy_tries": _number(1, 20),
    "approval_digits": _number(1, 12),
    "approval_keep": _choice("first", "last"),
    "on_timeout": Reader(_actions, shapes.listed(shapes.choice([deed.value for deed in OnTimeout]))),
    "retries": _number(0, 10),
    "stan": _choice("counts", "repeats", "restarts"),
    "retry_stan": _choice("same", "new"),
    "reversal_tries": _number(0, 20),
    "late_answer": _enum(LateAnswer, LateAnswer.MATCH),
    "routes": Reader(_routes, shapes.listed(shapes.choice(_ROUTES))),
    "screen_width": _number(0, 500),
    "screen_cut": _choice("characters", "bytes"),
    "screen_charset": _choice("cp949", "euc-kr", "utf-8", "latin-1"),
    "goods_text_cut": _choice("characters", "bytes", "never"),
    "asks": Reader(_asks, shapes.listed(shapes.choice(_ASKS))),
    "tells_items": _FLAG,
    "segment": _choice("stream", "first-read"),
    "tid": _fixed_digits(8),
    "pg_tid": _fixed_digits(8),
    "business_no": _fixed_digits(10),
    "clock_offset_s": _number(-10 * 366 * 86400, 10 * 366 * 86400),
    "shows_balance": _FLAG,
}


def read_traits(value: Marked) -> Iterator[tuple[str, object, Marked]]:
    """The traits that a mapping states, as (path, typed value, place); faults go to the mapping's list."""
    for key, member in value.pairs():
        if key == "wire":
            yield from (leaf for leaf in flat_leaves("wire", member) if _inside(leaf[0], member))
        elif key == "timers":
            yield from _group(key, member)
        elif key in TRAIT_READERS and "." not in key:
            yield key, TRAIT_READERS[key](member), member
        else:
            member.unknown(top_names())


def _inside(path: str, wire: Marked) -> bool:
    """Whether a leaf lies in the mapping; what stands in a mapping's place is a fault."""
    if path == "wire":
        for _ in wire.pairs():
            pass
    return path != "wire"


def _group(group: str, value: Marked) -> Iterator[tuple[str, object, Marked]]:
    for key, member in value.pairs():
        path = f"{group}.{key}"
        if path in TRAIT_READERS:
            yield path, TRAIT_READERS[path](member), member
        else:
            known = [name.split(".")[1] for name in TRAIT_READERS if name.startswith(f"{group}.")]
            member.unknown(known)


def flat_leaves(path: str, value: Marked) -> Iterator[tuple[str, object, Marked]]:
    """Leaves of a nested mapping with their paths; lists and texts are leaves."""
    if isinstance(value.raw, dict) and value.raw:
        for key, member in value.pairs():
            yield from flat_leaves(f"{path}.{key}" if path else key, member)
    elif path:
        yield path, value.plain(), value


def top_names() -> list[str]:
    """The keys that `base` and `changes` may hold."""
    return sorted({path.split(".")[0] for path in TRAIT_READERS} | {"wire"})


def traits_from(values: Mapping[str, object]) -> Traits:
    """Traits of flat values by path; what is absent has its default."""
    flat: dict[str, Any] = {path: value for path, value in values.items() if "." not in path}
    timers: dict[str, Any] = {
        path.removeprefix("timers."): value for path, value in values.items() if path.startswith("timers.")
    }
    wire = {path.removeprefix("wire."): v for path, v in values.items() if path.startswith("wire.")}
    return Traits(**flat, timers=Timers(**timers), wire=nested(wire))


def nested(flat: Mapping[str, object]) -> dict[str, object]:
    """`{"length.kind": "bcd"}` to `{"length": {"kind": "bcd"}}`."""
    root: dict[str, object] = {}
    for path, value in flat.items():
        *above, last = path.split(".")
        here: Any = root
        for key in above:
            here = here.setdefault(key, {})
        here[last] = value
    return root


def paths_of(traits: Traits) -> Iterator[tuple[str, object]]:
    """Every trait as (path, value), in the order of TRAIT_READERS, the wire options last."""
    for path in TRAIT_READERS:
        group, _, name = path.rpartition(".")
        yield path, getattr(getattr(traits, group) if group else traits, name)
    yield from _leaves("wire", traits.wire)


def _leaves(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key in value:
            yield from _leaves(f"{path}.{key}", value[key])
    elif path != "wire":
        yield path, value


def overlaps(one: str, other: str) -> bool:
    """Whether two paths are the same or one lies inside the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def lay_over(base: Mapping[str, _Leaf], changes: Iterable[tuple[str, _Leaf]]) -> dict[str, _Leaf]:
    """Leaves by path with changes over them: a change drops what stood above or below its path."""
    merged = dict(base)
    groups = {group for path in merged for group in _above(path)}
    for path, leaf in changes:
        if path not in merged:
            for group in _above(path):
                merged.pop(group, None)
            if path in groups:
                for below in [known for known in merged if known.startswith(f"{path}.")]:
                    del merged[below]
            groups.update(_above(path))
        merged[path] = leaf
    return merged


def _above(path: str) -> Iterator[str]:
    """`a.b.c` lies in `a.b` and in `a`."""
    while "." in path:
        path = path.rpartition(".")[0]
        yield path
