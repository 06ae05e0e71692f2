"""The baseline: a file of known failures, kept in version control, each with a reason, an owner and an end.

```yaml
schema: posdiag/baseline/1
failures:
  - fingerprint: 3c0f5b1e9a77d204
    scenario: barcode
    pos: reference/hangang@2.1
    rig: hangang
    cause: pos.instrument_unsupported
    reason: the shops of this release have no scanner
    owner: pos-team
    expires: 2027-03-31
```
Sorted by scenario, product, release and rig, so that a change of one failure is a change of its lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from packaging.version import InvalidVersion, Version

from posdiag.marked import Faults, Marked, parse_yaml
from posdiag.matrix.fingerprint import Identity
from posdiag.worded import worded

SCHEMA = "posdiag/baseline/1"
MOST_ENTRIES = 5_000
_PLAIN = re.compile(r"[A-Za-z0-9가-힣][A-Za-z0-9가-힣 ._/@+,()-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A known failure. After the day `expires` it counts as a failure again. `place` is file:line."""

    identity: Identity
    reason: str
    owner: str
    expires: date
    place: str = ""

    def expired(self, today: date) -> bool:
        return today > self.expires


#: Entries by fingerprint.
Entries = Mapping[str, Entry]


def read_baseline(text: str, file: str, faults: Faults) -> dict[str, Entry]:
    """The entries of a file; every fault of it goes to `faults`."""
    entries: dict[str, Entry] = {}
    document = parse_yaml(text, file, faults)
    if document is None:
        return entries
    if not isinstance(document.raw, dict):
        document.fault(
            worded("a baseline must be a mapping of keys to values"),
            worded("write it with `posdiag baseline write`"),
        )
        return entries
    document.choice("schema", (SCHEMA,), SCHEMA)
    failures = document.list("failures")
    if len(failures) > MOST_ENTRIES:
        document.fault(
            worded("more than {most_entries} known failures", most_entries=MOST_ENTRIES),
            worded("mend some, or split the matrix"),
        )
        return entries
    for item in failures:
        entry = _entry(item)
        if entry is None:
            continue
        known = entries.setdefault(entry.identity.fingerprint, entry)
        if known is not entry:
            item.fault(worded("stands in {place} too", place=known.place), worded("keep one of them"))
    document.no_other_keys()
    return entries


def _entry(item: Marked) -> Entry | None:
    if not isinstance(item.raw, dict):
        item.fault(worded("a known failure must be a mapping of keys to values"))
        return None
    identity = Identity(
        scenario=item.need("scenario").as_text(),
        pos=item.need("pos").as_text(),
        rig=item.need("rig").as_text(),
        faults=tuple(one.as_text() for one in item.list("faults")),
        verdict=item.text("verdict", "incompatible"),
        cause=item.need("cause").as_text(),
    )
    told = item.need("fingerprint")
    if told.as_text() and told.as_text() != identity.fingerprint:
        told.fault(
            worded("`{told}` is not the fingerprint of what stands beside it", told=told.as_text()[:20]),
            worded(
                "it is {fingerprint}; or write the entry anew with `posdiag baseline write`",
                fingerprint=identity.fingerprint,
            ),
        )
    expires = _day(item.need("expires"))
    reason, owner = (_said(item.need(key)) for key in ("reason", "owner"))
    item.no_other_keys()
    return None if expires is None else Entry(identity, reason, owner, expires, item.place)


def _said(value: Marked) -> str:
    text = value.as_text().strip()
    if not text:
        value.fault(
            worded("`{key}` is empty", key=value.key), worded("say it, for whoever reads this next year")
        )
    return text


def _day(value: Marked) -> date | None:
    text = value.as_text()
    try:
        return date.fromisoformat(text)
    except ValueError:
        if text:
            value.fault(
                worded("`{key}` is `{text}`", key=value.key, text=text[:20]), worded("write it as YYYY-MM-DD")
            )
        return None


def write_baseline(entries: Iterable[Entry]) -> Iterator[str]:
    """The file, line by line with its ends, always in the same order."""
    yield "# Known failures of coupon payments, each with who looks after it and until when.\n"
    yield "# `posdiag baseline write` adds to it, `check` compares, `prune` takes out what passes.\n"
    yield f"schema: {SCHEMA}\n"
    ordered = sorted(entries, key=_order)
    yield "failures:\n" if ordered else "failures: []\n"
    for entry in ordered:
        yield from _lines(entry)


def _lines(entry: Entry) -> Iterator[str]:
    identity = entry.identity
    yield f"  - fingerprint: {_scalar(identity.fingerprint)}\n"
    yield f"    scenario: {_scalar(identity.scenario)}\n"
    yield f"    pos: {_scalar(identity.pos)}\n"
    yield f"    rig: {_scalar(identity.rig)}\n"
    if identity.faults:
        yield f"    faults: [{', '.join(json.dumps(one, ensure_ascii=False) for one in identity.faults)}]\n"
    if identity.verdict != "incompatible":
        yield f"    verdict: {_scalar(identity.verdict)}\n"
    yield f"    cause: {_scalar(identity.cause)}\n"
    yield f"    reason: {_scalar(entry.reason)}\n"
    yield f"    owner: {_scalar(entry.owner)}\n"
    yield f"    expires: {entry.expires.isoformat()}\n"


def _scalar(text: str) -> str:
    """A text as YAML: bare where nothing in it could be taken for something else."""
    if _PLAIN.fullmatch(text) and not text.endswith(" "):
        return text
    return json.dumps(text, ensure_ascii=False)


def _order(entry: Entry) -> tuple[object, ...]:
    one = entry.identity
    product, _, release = one.pos.partition("@")
    return (one.scenario, product, _version(release), one.rig, one.faults, one.cause, one.fingerprint)


def _version(text: str) -> tuple[Version, str]:
    try:
        return Version(text), text
    except InvalidVersion:
        return Version("0"), text
