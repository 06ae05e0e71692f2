"""A product's YAML file to a typed draft: header, base and ordered releases, every fault with its place.

```yaml
id: reference/hangang        # = the file's path below profiles/pos
kind: reference              # documented | measured | reference
vendor: reference
source: …                    # where the product's facts come from
name: {ko: …, en: …}
rig: counter-fs              # the simulated terminal it is replayed against; `external`: none of ours
like: reference/other@2.0    # optional: start from another product's base or release
base: {dialect: kr-fs, timers: {answer_ms: 35000}}
releases:
  - release: "1.0"
    date: 2019-03-04
    shows: [F13]
    source: …
    note: {ko: …, en: …}
    changes: {bin_digits: 6}
```
"""

from __future__ import annotations

from pathlib import Path

from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.header import read_header
from posdiag.profile.model import Origin, ProductDraft, ReleaseDraft, Setting
from posdiag.profile.trait_types import read_traits
from posdiag.worded import worded

MAX_RELEASES = 200


def load_product(path: Path, shown_as: str, file_id: str, faults: Faults) -> ProductDraft | None:
    """The draft in a file, or None where it is no YAML mapping; every fault goes to `faults`."""
    document = read_yaml(path, faults, shown_as)
    return None if document is None else read_product(document, file_id)


def read_product(document: Marked, file_id: str) -> ProductDraft | None:
    """The draft in a document; None where the document is not a mapping."""
    if not isinstance(document.raw, dict):
        document.fault(
            worded("a product file must be a mapping of keys to values"), worded("begin it with `id: …`")
        )
        return None
    head = read_header(document, "product", file_id)
    base = document.get("base")
    releases = document.need("releases").items()
    if len(releases) > MAX_RELEASES:
        document.fault(
            worded("more than {max_releases} releases", max_releases=MAX_RELEASES),
            worded("split the product"),
        )
    draft = ProductDraft(
        id=head.id,
        vendor=document.need("vendor").as_text(),
        kind=head.kind,
        source=head.source,
        name=head.name,
        rig=document.need("rig").as_text(),
        like=document.text("like"),
        base=_settings(base, "base") if base is not None else (),
        releases=tuple(_release(entry) for entry in releases[:MAX_RELEASES]),
        file=document.file,
        document=document,
    )
    document.no_other_keys()
    return draft


def _release(entry: Marked) -> ReleaseDraft:
    version = entry.need("release").as_text()
    changes = entry.get("changes")
    draft = ReleaseDraft(
        release=version,
        date=entry.need("date").as_text(),
        note=entry.languages("note"),
        shows=tuple(pattern.as_text() for pattern in entry.list("shows")),
        source=entry.need("source").as_text(),
        changes=_settings(changes, version) if changes is not None else (),
        place=entry.place,
    )
    entry.no_other_keys()
    return draft


def _settings(value: Marked, release: str) -> tuple[Setting, ...]:
    return tuple(
        Setting(path, typed, Origin(member.file, member.line, release))
        for path, typed, member in read_traits(value)
    )
