"""What the console says about replays, captures and matrices."""

from __future__ import annotations

from collections.abc import Mapping

RUNS: Mapping[str, tuple[str, str]] = {
    "jobs.too_many": (
        "재생 {count}건은 너무 많습니다. {most}건까지 됩니다",
        "{count} replays are too many; at most {most}",
    ),
    "state.waiting": ("대기 중", "waiting"),
    "state.running": ("진행 중", "running"),
    "state.ended": ("끝남", "ended"),
    "state.failed": ("실패", "failed"),
    "state.stopped": ("중지함", "stopped"),
}
