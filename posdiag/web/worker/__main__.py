"""`python -m posdiag.web.worker`: one job from stdin, what it tells as lines of JSON on stdout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from posdiag.errors import PosdiagError
from posdiag.masking import mask_text

#: No job's order is longer.
_LONGEST = 1_000_000

Tell = Callable[[Mapping[str, Any]], None]


def main() -> int:
    """Carry one job out; 0 where it came to its end, 1 where what was asked for cannot be, 2 for our bugs."""
    if hasattr(os, "nice"):  # whoever waits for a page goes before whoever watches a replay
        os.nice(10)
    order = json.loads(sys.stdin.readline(_LONGEST))
    out = sys.stdout

    def tell(event: Mapping[str, Any]) -> None:
        out.write(json.dumps(event, ensure_ascii=False) + "\n")
        out.flush()

    try:
        _work(order["kind"])(order["spec"], tell)
    except PosdiagError as error:
        tell({"event": "failed", "said": mask_text(str(error))})
        return 1
    except BrokenPipeError:  # the server is gone, and will take the job up again
        return 2
    return 0


def _work(kind: str) -> Callable[[Mapping[str, Any], Tell], None]:
    match kind:
        case "diagnose":
            from posdiag.web.worker.replays import work
        case "reproduce":
            from posdiag.web.worker.enactments import work
        case "capture":
            from posdiag.web.worker.captured import work
        case "matrix":
            from posdiag.web.worker.table import work
        case "tap":
            from posdiag.web.worker.tapped import work
        case _:
            raise ValueError(kind)
    return work


if __name__ == "__main__":
    sys.exit(main())
