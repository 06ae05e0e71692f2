"""The page of programme rules: may this coupon be used, cancelled or refunded here."""

from __future__ import annotations

import msgspec
from aiohttp import web

from posdiag.errors import PosdiagError
from posdiag.web.api.rules import MayUseBody, Ruled, listed, ruled
from posdiag.web.failure import Failure, of_posdiag, of_reader
from posdiag.web.pages.page import Form, Page, render
from posdiag.web.route import Ask

_FIELDS = (
    "programme",
    "do",
    "date",
    "route",
    "instrument",
    "sector",
    "shop_region",
    "holder_region",
    "paid_on",
)
_YES_NO = {"yes": True, "no": False}


async def rules_page(ask: Ask, form: Form) -> web.StreamResponse:
    """The question stands in the address, so that an answer can be looked up again."""
    given = {name: ask.request.query.get(name, "").strip()[:80] for name in (*_FIELDS, "items", "enrolled")}
    answer: Ruled | None = None
    wrong = ""
    if given["programme"]:
        try:
            answer = ruled(ask.desk, _asked(given))
        except Failure as failure:
            wrong = failure.message(ask.lang)
        except PosdiagError as error:
            wrong = of_posdiag(error).message(ask.lang)
    known = listed(ask.desk)
    status = 422 if wrong else 200
    return render(
        ask, "rules.html", status, given=given, answer=answer, wrong=wrong, programmes=known.programmes,
        words=known.words,
    )  # fmt: skip


def _asked(given: dict[str, str]) -> MayUseBody:
    plain: dict[str, object] = {name: given[name] for name in _FIELDS if given[name]}
    items = [one.strip() for one in given["items"].split(",") if one.strip()]
    if items:
        plain["items"] = items
    if given["enrolled"] in _YES_NO:
        plain["enrolled"] = _YES_NO[given["enrolled"]]
    try:
        return msgspec.convert(plain, MayUseBody)
    except msgspec.ValidationError as error:
        raise of_reader(str(error), "query") from error


PAGES = (Page("GET", "/rules", rules_page),)
