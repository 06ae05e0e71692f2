"""Dialects as data: their files, what they take from each other, and the codecs built from them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from posdiag.errors import InputError, Problem
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.header import read_header
from posdiag.profile.model import Origin
from posdiag.profile.roots import Roots
from posdiag.profile.trait_types import flat_leaves, lay_over, nested, overlaps
from posdiag.wire.codec import Codec, OptionFault, Options
from posdiag.worded import worded

#: A leaf option with its place.
Leaf = tuple[object, Origin]

Builder = Callable[[str, Options], tuple[Codec, tuple[OptionFault, ...]]]


def _build_ecr(name: str, options: Options) -> tuple[Codec, tuple[OptionFault, ...]]:
    from posdiag.wire.ecr.codec import EcrCodec
    from posdiag.wire.ecr.spec import EcrSpec

    spec, faults = EcrSpec.build(name, options)
    return EcrCodec(spec), faults


def _build_iso(name: str, options: Options) -> tuple[Codec, tuple[OptionFault, ...]]:
    from posdiag.wire.iso8583.codec import IsoCodec
    from posdiag.wire.iso8583.spec import IsoSpec

    spec, faults = IsoSpec.build(name, options)
    return IsoCodec(spec), faults


def _build_agent(name: str, options: Options) -> tuple[Codec, tuple[OptionFault, ...]]:
    from posdiag.wire.agent.codec import AgentCodec
    from posdiag.wire.agent.spec import AgentSpec

    spec, faults = AgentSpec.build(name, options)
    return AgentCodec(spec), faults


def _build_tlv(name: str, options: Options) -> tuple[Codec, tuple[OptionFault, ...]]:
    from posdiag.wire.tlv import TlvCodec

    return TlvCodec.build(name, options)


def _build_qr(name: str, options: Options) -> tuple[Codec, tuple[OptionFault, ...]]:
    from posdiag.wire.qr import QrCodec

    return QrCodec.build(name, options)


#: What a dialect's `family` may be, and who builds its codec. Wire modules load on first use.
BUILDERS: Mapping[str, Builder] = {
    "ecr": _build_ecr,
    "iso8583": _build_iso,
    "agent": _build_agent,
    "tlv": _build_tlv,
    "qr": _build_qr,
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect whole. `options` are plain texts, lists and mappings; `origins` places by path."""

    id: str
    family: str
    kind: str
    source: str
    name: Mapping[str, str]
    options: Options
    origins: Mapping[str, Origin]
    place: str


@dataclass(frozen=True, slots=True)
class _Draft:
    id: str
    family: str
    kind: str
    source: str
    name: Mapping[str, str]
    like: str
    leaves: Mapping[str, Leaf]
    document: Marked = field(repr=False)


class Dialects:
    """All dialects by id; codecs are built once for each set of options."""

    def __init__(self, dialects: Mapping[str, Dialect]) -> None:
        self._dialects = dict(dialects)
        self._codecs: dict[tuple[str, str], tuple[Codec, tuple[OptionFault, ...]]] = {}

    def ids(self) -> tuple[str, ...]:
        return tuple(sorted(self._dialects))

    def get(self, dialect_id: str) -> Dialect:
        """The dialect of this id; an InputError with the nearest id where there is none."""
        if dialect_id not in self._dialects:
            raise InputError(unknown_dialect("--as", dialect_id, self._dialects))
        return self._dialects[dialect_id]

    def codec_for(self, dialect_id: str, overrides: Options | None = None) -> Codec:
        """The codec of a dialect with some options set otherwise; option faults are an InputError."""
        codec, faults = self.build(dialect_id, overrides or {})
        if faults:
            raise InputError(self._placed(dialect_id, faults))
        return codec

    def lint(self) -> Iterator[Problem]:
        """Every fault of every dialect's own options."""
        for dialect_id in self.ids():
            yield from self._placed(dialect_id, self.build(dialect_id, {})[1])

    def _placed(self, dialect_id: str, faults: Iterable[OptionFault]) -> list[Problem]:
        dialect = self.get(dialect_id)
        return [
            Problem(
                str(place_of(fault.path, dialect.origins) or dialect.place),
                worded("option `{path}`: {what}", path=fault.path, what=fault.what),
                fault.remedy,
            )
            for fault in faults
        ]

    def options_of(self, dialect_id: str, overrides: Options) -> object:
        """Dialect and options as a value to compare: equal where two releases write alike."""
        known = self._dialects.get(dialect_id)
        options = overrides if known is None else merge_deep(known.options, overrides)
        return (dialect_id if known is None else known.family, sorted_deep(options))

    def build(self, dialect_id: str, overrides: Options) -> tuple[Codec, tuple[OptionFault, ...]]:
        """The codec and every fault of its options."""
        key = (dialect_id, repr(sorted_deep(overrides)))
        if key not in self._codecs:
            dialect = self.get(dialect_id)
            options = merge_deep(dialect.options, overrides)
            self._codecs[key] = BUILDERS[dialect.family](dialect_id, options)
        return self._codecs[key]


def load_dialects(roots: Roots, faults: Faults) -> Dialects:
    """Every dialect of every root, `like:` followed; faults of the files go to `faults`.

    Options are judged when a codec is built, since building all of them takes a while.
    """
    drafts: dict[str, _Draft] = {}
    for file in roots.files("dialects"):
        document = read_yaml(file.path, faults, file.shown_as)
        draft = None if document is None else _read(document, file.id)
        if draft is None:
            continue
        if file.id in drafts:
            other = drafts[file.id].document.file
            faults.add(
                f"{file.shown_as}:1",
                worded("dialect `{id}` stands in {other} too", id=file.id, other=other),
                worded("rename one"),
            )
            continue
        drafts[file.id] = draft
    whole = {name: _whole(draft, _inherited(draft, drafts, faults)) for name, draft in drafts.items()}
    return Dialects(whole)


def _read(document: Marked, file_id: str) -> _Draft | None:
    if not isinstance(document.raw, dict):
        document.fault(
            worded("a dialect file must be a mapping of keys to values"), worded("begin it with `id: …`")
        )
        return None
    head = read_header(document, "dialect", file_id, versioned=True)
    options = document.get("options")
    leaves = list(flat_leaves("", options)) if options is not None else []
    draft = _Draft(
        id=head.id,
        family=document.need("family").as_choice(BUILDERS, "ecr"),
        kind=head.kind,
        source=head.source,
        name=head.name,
        like=document.text("like"),
        leaves={path: (value, Origin(at.file, at.line)) for path, value, at in leaves},
        document=document,
    )
    document.no_other_keys()
    return draft


def _inherited(draft: _Draft, drafts: Mapping[str, _Draft], faults: Faults) -> dict[str, Leaf]:
    """The leaves of the dialects it is like, then its own."""
    chain = [draft]
    while chain[-1].like:
        last = chain[-1]
        place = last.document.need("like").place
        if last.like not in drafts:
            faults.problems.append(unknown_dialect(place, last.like, drafts))
            break
        if any(seen.id == last.like for seen in chain):
            circle = " -> ".join([*(seen.id for seen in chain), last.like])
            faults.add(
                place,
                worded("`like:` goes round in a circle: {circle}", circle=circle),
                worded("break it at one of them"),
            )
            break
        chain.append(drafts[last.like])
    leaves: dict[str, Leaf] = {}
    for link in reversed(chain):
        leaves = lay_over(leaves, link.leaves.items())
    return leaves


def _whole(draft: _Draft, leaves: Mapping[str, Leaf]) -> Dialect:
    return Dialect(
        id=draft.id,
        family=draft.family,
        kind=draft.kind,
        source=draft.source,
        name=draft.name,
        options=nested({path: value for path, (value, _) in leaves.items()}),
        origins={path: origin for path, (_, origin) in leaves.items()},
        place=draft.document.place,
    )


def unknown_dialect(place: str, name: str, known: Mapping[str, object]) -> Problem:
    near = difflib.get_close_matches(name, list(known), 1)
    remedy = worded("did you mean `{near}`? ", near=near[0]) if near else ""
    return Problem(
        place,
        worded("no dialect `{name}`", name=name),
        worded("{remedy}known: {known}", remedy=remedy, known=", ".join(sorted(known))),
    )


def place_of(path: str, origins: Mapping[str, Origin]) -> Origin | None:
    """Where an option is written: itself, else the nearest one above or below it."""
    while path:
        found = next((at for known, at in sorted(origins.items()) if overlaps(known, path)), None)
        if found is not None:
            return found
        path = path.rpartition(".")[0]
    return None


def merge_deep(base: Options, over: Options) -> dict[str, object]:
    """Mappings merge, everything else is replaced."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            merged[key] = merge_deep(below, value)
        else:
            merged[key] = value
    return merged


def sorted_deep(value: object) -> object:
    """The same with mappings as sorted pairs, so that equal options have equal text."""
    if isinstance(value, Mapping):
        return [(key, sorted_deep(value[key])) for key in sorted(value)]
    if isinstance(value, list):
        return [sorted_deep(member) for member in value]
    return value
