"""What the server writes about itself: lines of JSON that say who saw what, and nothing personal.

A line names the route and not the address as it came, so that no search word, number or text of a request
is ever in it. Names in it are those of the server's own users.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

Write = Callable[[str], None]


class Journal:
    """Writes one line for each thing that happened. `now_s` is seconds since 1970."""

    def __init__(self, write: Write, now_s: Callable[[], float]) -> None:
        self._write = write
        self._now_s = now_s

    def access(
        self,
        *,
        request: str,
        who: str,
        role: str,
        method: str,
        route: str,
        status: int,
        ms: float,
        thing: str = "",
    ) -> None:
        """A request was answered. `thing` is the id of the case or job that was shown or changed."""
        self.note(
            "access",
            request=request,
            who=who,
            role=role,
            method=method,
            route=route,
            thing=thing,
            status=status,
            ms=round(ms, 1),
        )

    def note(self, kind: str, **facts: Any) -> None:
        """Anything else: `kind` is one word, facts are numbers, ids and the server's own words."""
        at = datetime.fromtimestamp(self._now_s(), UTC).isoformat(timespec="milliseconds")
        self._write(msgspec.json.encode({"at": at, "kind": kind, **facts}).decode())
