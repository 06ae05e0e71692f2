"""Files that are sent: read piece by piece into a place of the server's own, whatever they are called."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import BodyPartReader, web

from posdiag.web.failure import Failure, Phrase
from posdiag.web.route import FORM

#: How much of a file is held in memory at once, and of a text field at all.
_PIECE, LONGEST_TEXT = 65_536, 4_096
_MOST_PARTS = 10
PREFIX = "posdiag-upload-"


@dataclass(slots=True)
class Uploaded:
    """The texts of a form, and its file where it has one: whoever takes it must see that it goes again."""

    texts: dict[str, str] = field(default_factory=dict)
    path: Path | None = None
    size: int = 0


async def receive(request: web.Request, most_bytes: int, most_text: int = LONGEST_TEXT) -> Uploaded:
    """The form of a request. What is left of a file goes where anything is wrong with it.

    `most_text` is how many bytes a text field may have.
    """
    if request.content_type != FORM:
        raise Failure("media", "header.Content-Type", wanted=FORM)
    got = Uploaded()
    try:
        await _parts(request, got, most_bytes, most_text)
        return got
    except (ValueError, AssertionError, UnicodeDecodeError, RuntimeError) as error:
        discard(got.path)
        raise Failure("malformed", "body", what=type(error).__name__) from error
    except BaseException:
        discard(got.path)
        raise


async def _parts(request: web.Request, got: Uploaded, most_bytes: int, most_text: int) -> None:
    reader = await request.multipart()
    for _ in range(_MOST_PARTS):
        part = await reader.next()
        if part is None:
            return
        if not isinstance(part, BodyPartReader):
            raise ValueError("a form within a form")
        if part.name == "file" and got.path is None:
            await _file(part, got, most_bytes)
        else:
            got.texts[str(part.name)[:40]] = await _text(part, most_text)


async def _file(part: BodyPartReader, got: Uploaded, most_bytes: int) -> None:
    handle, name = tempfile.mkstemp(prefix=PREFIX)
    got.path = Path(name)
    with os.fdopen(handle, "wb") as file:
        while piece := await part.read_chunk(_PIECE):
            got.size += len(piece)
            if got.size > most_bytes:
                raise Failure("too_large", "form.file", most=most_bytes)
            file.write(piece)


async def _text(part: BodyPartReader, most: int) -> str:
    kept = b""
    while piece := await part.read_chunk(_PIECE):
        kept += piece
        if len(kept) > most:
            raise Failure("too_large", f"form.{part.name}"[:60], most=most)
    return kept.decode("utf-8", "replace")


def discard(path: Path | str | None) -> None:
    """Let a file go that was put aside; nothing else is ever touched."""
    if path is None:
        return
    kept = Path(path)
    if kept.name.startswith(PREFIX) and kept.parent == Path(tempfile.gettempdir()):
        with suppress(OSError):
            kept.unlink()


def spec_of(got: Uploaded, lang: str) -> Mapping[str, object]:
    """What a job for an uploaded file is asked for. Failure where there is none, or an empty one."""
    if got.path is None or not got.size:
        discard(got.path)
        raise Failure("invalid", "form.file", says=Phrase("upload.none", {}))
    return {"file": str(got.path), "size": got.size, "lang": lang}
