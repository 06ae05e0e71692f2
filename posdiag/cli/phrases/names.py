"""What is said about wrong names on the command line."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "names.unknown": ("`{name}`이라는 이름은 없습니다", "`{name}` is not known"),
    "names.known": ("있는 이름: {names}", "known: {names}"),
    "names.region_remedy": (
        "시·도와 시·군의 이름으로 쓰십시오 (서울, 경기 수원시, suwon)",
        "give a city or county and its province (seoul, gyeonggi suwon)",
    ),
    "names.no_date": ("`{name}`은(는) 날짜가 아닙니다", "`{name}` is no date"),
    "names.date_remedy": (
        "2025-08-01 또는 2025-08-01T14:30처럼 쓰십시오",
        "write it like 2025-08-01 or 2025-08-01T14:30",
    ),
    "names.no_flag": ("`{name}`은(는) yes나 no가 아닙니다", "`{name}` is neither yes nor no"),
    "names.flag_remedy": (
        "yes나 no를 주고, 모르면 옵션을 빼십시오",
        "give yes or no; leave it out where unknown",
    ),
    "names.no_amount": ("`{name}`은(는) 금액이 아닙니다", "`{name}` is no amount"),
    "names.amount_remedy": ("원 단위의 숫자나 30억처럼 쓰십시오", "write won in digits: 3,000,000,000"),
}
