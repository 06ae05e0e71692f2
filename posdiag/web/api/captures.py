"""API: a capture is sent, and explained payment by payment in a job."""

from __future__ import annotations

from posdiag.web.api.jobs import JobShown, job_shown
from posdiag.web.job import Job
from posdiag.web.route import FORM, Ask, Route
from posdiag.web.upload import discard, receive, spec_of


async def capture(ask: Ask) -> JobShown:
    job = await begin_capture(ask)
    return job_shown(job)


async def begin_capture(ask: Ask, csrf: bool = False) -> Job:
    """A job for the file of the request's form; `csrf`: the word against forged requests is in the form."""
    from posdiag.web.guard import check_csrf

    got = await receive(ask.request, ask.desk.settings.limits.upload_bytes)
    try:
        if csrf:
            check_csrf(ask.desk, ask.request, ask.session, got.texts.get("csrf", ""), form=True)
        spec = spec_of(got, ask.lang)
        job = await ask.desk.jobs.start("capture", spec, ask.person.name)
    except BaseException:
        discard(got.path)
        raise
    ask.about(job.id)
    return job


ROUTES = (
    Route("POST", "/captures", "explain_capture", capture, "Send a capture to be explained", "jobs",
          answer=JobShown, status=201, takes=FORM, failures=("busy", "too_large"),
          fields={"file": "pcap, pcapng, a serial log in hex, or posdiag's own"}, cost=5),
)  # fmt: skip
