"""What the pages of calls and cases say."""

from __future__ import annotations

from collections.abc import Mapping

WORK: Mapping[str, tuple[str, str]] = {
    "work.causes": ("원인", "Cause"),
    "work.why": ("근거", "Why"),
    "work.guidance": ("안내", "Guidance"),
}
