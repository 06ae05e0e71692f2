"""programmes: the list, one programme, and only the rules of a day."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from posdiag.cli.phrases.programmes import TEXTS

Posdiag = Callable[..., Any]


def test_the_list_names_every_programme_of_the_field(posdiag: Posdiag) -> None:
    out = posdiag("programmes").out
    wanted = (
        "consumption-coupon-2025 emergency-relief-2020 coexistence-relief-2021 local-currency onnuri zeropay"
    )
    for id_ in (wanted + " happy-card first-meeting fuel-relief-2026").split():
        assert f"  {id_} · " in out


def test_only_the_rules_of_a_day_are_shown(posdiag: Posdiag) -> None:
    july, september = (posdiag("programmes", "소비쿠폰", "--on", f"2025-0{m}-25").out for m in (7, 9))
    assert "[hanaro-list," in july
    assert "[hanaro-list," not in september
    assert "[hanaro-list-longer," in september


def test_json(posdiag: Posdiag) -> None:
    told = json.loads(posdiag("programmes", "--format", "json").out)
    assert told["schema"] == "posdiag/programmes/1"
    for programme in told["programmes"]:
        assert all(rule["source"] and rule["grade"] for rule in programme["rules"])


def test_an_unknown_one_is_told(posdiag: Posdiag) -> None:
    ran = posdiag("programmes", "onnurie", lang="ko")
    assert ran.code == 2
    assert "혹시 onnuri?" in ran.err
    assert TEXTS
