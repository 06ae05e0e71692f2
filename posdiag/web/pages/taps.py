"""Pages of taps: the recordings there are, and one as it grows, frame by frame and payment by payment."""

from __future__ import annotations

from typing import Any

import msgspec
from aiohttp import web

from posdiag.explain.ways import Ways
from posdiag.web.api.taps import begin_following, recorded, tap_shown
from posdiag.web.failure import Failure
from posdiag.web.job import Job
from posdiag.web.pages.ladder_view import FrameShown, frame_shown
from posdiag.web.pages.page import Form, Page, render, see
from posdiag.web.rooms import Rooms
from posdiag.web.route import Ask
from posdiag.wire.codec import Codec

#: Frames and payments that a page shows when it is opened; the script adds what comes.
MOST_FRAMES, MOST_PAYMENTS = 120, 50
_FRAME, _RUN = '{"event": "frame"', '{"event": "run",'


async def taps_page(ask: Ask, form: Form) -> web.StreamResponse:
    """Recordings, those that grow first."""
    taps = [tap_shown(ask, one) for one in await recorded(ask)]
    jobs = await ask.desk.jobs.recent(20, "tap")
    return render(ask, "taps.html", taps=taps, jobs=jobs, watched=ask.desk.settings.watch is not None)


async def follow(ask: Ask, form: Form) -> web.StreamResponse:
    job = await begin_following(ask)
    return see(f"/runs/{job.id}")


def live_of(job: Job) -> dict[str, Any]:
    """What has passed so far: the last frames and payments, and after which event the script goes on."""
    seen = list(enumerate(job.events, 1))
    frames = [(n, line) for n, line in seen if line.startswith(_FRAME)]
    runs = [line for _, line in seen if line.startswith(_RUN)]
    first = len(runs) - len(runs[-MOST_PAYMENTS:])
    return {
        "after": len(seen),
        "live": [{**msgspec.json.decode(line), "n": n} for n, line in frames[-MOST_FRAMES:]],
        "payments": [(first + at, msgspec.json.decode(line)["run"]) for at, line in enumerate(runs[first:])][
            ::-1
        ],
    }


async def live_frame(ask: Ask, form: Form) -> web.StreamResponse:
    """One frame of a line that is followed, or of a replay that runs: bytes, fields, faults."""
    job = await ask.desk.jobs.get(ask.path("id"))
    ask.about(job.id)
    n = ask.path("n")
    number = int(n) if n.isdecimal() and len(n) < 7 else 0
    line = job.events[number - 1] if 0 < number <= len(job.events) else ""
    if not line.startswith(_FRAME):
        raise Failure("not_found", "path.n", what=n[:20])
    frame = msgspec.json.decode(line)
    shown = live_shown(frame, number, ask.lang, ask.desk.rooms)
    template = "frame_part.html" if ask.request.query.get("part") else "frame.html"
    return render(ask, template, frame=shown, job=job, index="")


def live_shown(frame: dict[str, Any], number: int, lang: str, rooms: Rooms) -> FrameShown:
    """A frame that was told while it passed, masked as it was told."""
    data = bytes.fromhex(frame["hex"])
    codec = None if frame["control"] else _codec(frame.get("way", ""), frame.get("pos", ""), rooms)
    return frame_shown(number, frame["text"][lang], data, codec)


def _codec(way: str, pos: str, rooms: Rooms) -> Codec | None:
    """What reads a frame: that of a release that is replayed, or the way that a line was found to speak."""
    if pos:
        return rooms.library.codec_of(rooms.library.select((pos,))[-1])
    if not way:
        return None
    try:
        return Ways(rooms.library).of(way).codec
    except StopIteration:  # a way that another version of posdiag knew
        return None


PAGES = (
    Page("GET", "/taps", taps_page),
    Page("POST", "/taps/{id}/follow", follow),
    Page("GET", "/runs/{id}/live/{n}", live_frame),
)
