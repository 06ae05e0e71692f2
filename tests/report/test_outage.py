"""The report of outages: sentences with counts and times, and the same for programs."""

from __future__ import annotations

import json

from posdiag.diagnose.outage import NO_SERVICE, Outage, Sale, Sales
from posdiag.report.lines import plain
from posdiag.report.outage import Outages, outage_json, outage_lines

NOON = 1_790_000_000.0  # 2026-09-21 14:13:20 UTC
NAMES = {"host.unavailable": {"ko": "기관 장애", "en": "host down"}}
DOWN = Outage(
    *("van", "192.0.2.1:9100", "host.unavailable", "issuer", NOON, NOON + 480, 12, 14, 9, 1, 230, -11.256),
    also=(("bin", "940001"),),
)
SHOP = Outage("shop", "T7", "comm.timeout", "line", NOON, NOON + 90_000, 30, 31, 1, 4, 5_000, -40.0)


def outages(*found: Outage, undated: int = 0) -> Outages:
    sales = Sales()
    for at in (0, 480):
        sales.take(Sale(NOON + at, symptom="host.unavailable" if at else ""))
    return Outages(sales, found, undated)


def lines(lang: str, *found: Outage, undated: int = 0) -> list[str]:
    return list(plain(outage_lines(outages(*found, undated=undated), lang, 100, NAMES)))


def test_an_outage_is_told_with_counts_window_shops_and_the_rest() -> None:
    assert lines("en", DOWN) == [
        "2 sales, 1 failed (2026-09-21 14:13:20 to 2026-09-21 14:21:20 UTC)",
        "",
        "1. VAN 192.0.2.1:9100 is down · host down [host.unavailable]",
        "   12 of 14 sales between 2026-09-21 14:13:20 and 14:21:20 in 9 shops failed.",
        "   Elsewhere and at other times 1 of 230.",
        "   It would be explained as well by card range 940001.",
        "   There is nothing to mend in the shops: tell the VAN, or who runs the line to it.",
        "",
    ]


def test_korean_says_the_same() -> None:
    told = "\n".join(lines("ko", DOWN, undated=3))
    assert "VAN 192.0.2.1:9100 장애 · 기관 장애 [host.unavailable]" in told
    assert "2026-09-21 14:13:20부터 14:21:20까지 매장 9곳에서 14건 중 12건이 실패했습니다." in told
    assert "시각을 알 수 없는 결제 3건은 뺐습니다." in told


def test_a_lonely_shop_is_told_as_its_own_trouble_over_days() -> None:
    told = lines("en", SHOP)
    assert told[2] == "1. terminal T7 fails alone · comm.timeout"
    assert "between 2026-09-21 14:13:20 and 2026-09-22 15:13:20." in told[3]


def test_nothing_found_is_said() -> None:
    assert lines("en")[2] == "No symptom gathers in many shops: nothing points to an outage."


def test_json_holds_the_same_and_card_ranges_stay_masked() -> None:
    fails = Outage("bin", "940001", NO_SERVICE, "van", NOON, NOON, 9, 9, 5, 0, 100, -8.0)
    told = json.loads(outage_json(outages(DOWN, fails, undated=1), NAMES))
    assert (told["schema"], told["sales"], told["failed"], told["undated"]) == ("posdiag/outages/1", 2, 1, 1)
    assert told["from"] == "2026-09-21T14:13:20.000Z"
    first, second = told["found"]
    assert (first["failed"], first["of"], first["shops"]) == (12, 14, 9)
    assert first["elsewhere"] == {"failed": 1, "of": 230}
    assert first["log10_p"] == -11.26
    assert first["also"] == [{"kind": "bin", "value": "940001"}]
    assert second["value"] == "940001**"
    assert set(first["text"]) == {"ko", "en"}
