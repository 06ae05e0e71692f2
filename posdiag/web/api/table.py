"""The table of all routes of the API."""

from __future__ import annotations

from posdiag.web.api import cases, classify, jobs, library

ROUTES = (*classify.ROUTES, *cases.ROUTES, *library.ROUTES, *jobs.ROUTES)
