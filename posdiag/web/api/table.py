"""The table of all routes of the API."""

from __future__ import annotations

from posdiag.web.api import advice, captures, cases, classify, export, jobs, library, rules, tables, taps

ROUTES = (
    *classify.ROUTES,
    *export.ROUTES,  # before cases, since `export` is no number of a case
    *cases.ROUTES,
    *rules.ROUTES,
    *advice.ROUTES,
    *library.ROUTES,
    *jobs.ROUTES,
    *tables.ROUTES,
    *captures.ROUTES,
    *taps.ROUTES,
)
