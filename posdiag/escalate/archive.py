"""A ZIP file of texts, the same bytes for the same texts anywhere, with a list of checksums inside. Pure."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

SUMS = "SHA256SUMS"
#: The first moment that a ZIP can tell: no time is told, so that the same case gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3


def archived(files: Mapping[str, str]) -> bytes:
    """The archive of files by name, in the order of their names; SUMS is added, as `sha256sum -c` reads it.

    Nothing is compressed: what compressors write differs between their versions.
    """
    encoded = {name: files[name].encode("utf-8") for name in sorted(files)}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in encoded.items())
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_STORED) as archive:
        for name, data in (*encoded.items(), (SUMS, sums.encode("ascii"))):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, data)
    return room.getvalue()
