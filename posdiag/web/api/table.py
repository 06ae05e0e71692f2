"""The table of all routes of the API."""

from __future__ import annotations

from posdiag.web.api import jobs, library

ROUTES = (*library.ROUTES, *jobs.ROUTES)
