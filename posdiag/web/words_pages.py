"""What the pages of the console say."""

from __future__ import annotations

from collections.abc import Mapping

PAGES: Mapping[str, tuple[str, str]] = {
    "app.name": ("posdiag 상담 콘솔", "posdiag console"),
}
