"""Use unlike the holder's: several signs together, none alone."""

from __future__ import annotations

from tests.statement.shapes import kinds, odd

HEAD = "일시,상호,지역,금액,결제수단,승인번호\n"
DAYS = "".join(f"2025-07-1{n} 1{n}:30,상점{n},서울 마포구,{n}300,소비쿠폰,3000000{n}\n" for n in range(1, 7))


def test_an_ordinary_week_is_quiet() -> None:
    assert kinds(HEAD + DAYS) == []


def test_far_away_at_night_in_haste_is_suspicious_and_says_why() -> None:
    night = (
        "2025-07-20 02:10,주점가,부산 해운대구,100000,소비쿠폰,30000011\n"
        "2025-07-20 02:14,편의점나,부산 해운대구,50000,소비쿠폰,30000012\n"
        "2025-07-20 02:18,노래방다,부산 해운대구,70000,소비쿠폰,30000013\n"
    )
    found = odd(HEAD + DAYS + night)
    assert [(one.cause, one.lines, one.severity) for one in found] == [
        ("fraud.suspected", (8, 9, 10), "error")
    ]
    assert len(found[0].why) >= 3
    told = " ".join(one["ko"] for one in found[0].do)
    for word in ("사용 정지", "112", "인증번호"):
        assert word in told


def test_two_places_that_nobody_can_reach_in_time() -> None:
    text = (
        HEAD
        + DAYS
        + (
            "2025-07-20 12:00,식당가,서울 마포구,9000,소비쿠폰,30000011\n"
            "2025-07-20 12:20,식당나,부산 해운대구,9100,소비쿠폰,30000012\n"
        )
    )
    found = odd(text)
    assert [(one.cause, one.strength) for one in found] == [("fraud.suspected", "almost-certain")]
    assert 9 in found[0].lines


def test_a_trip_paid_by_ordinary_card_is_no_suspicion() -> None:
    trip = "2025-07-20 12:20,식당나,부산 해운대구,9100,일반카드,30000012\n"
    assert [one for one in odd(HEAD + DAYS + trip) if one.cause == "fraud.suspected"] == []


def test_a_coupon_used_far_from_its_area_is_possible_fraud() -> None:
    far = "2025-07-20 12:20,식당나,부산 해운대구,9100,소비쿠폰,30000012\n"
    assert [one.strength for one in odd(HEAD + DAYS + far)] == ["possible"]
    assert [one.strength for one in odd(HEAD + far, holder_region="서울")] == ["possible"]
    assert kinds(HEAD + far, holder_region="부산") == []


def test_a_place_that_nobody_knows_is_no_sign() -> None:
    assert kinds(HEAD + DAYS + "2025-07-20 12:20,식당나,어딘가,9100,소비쿠폰,30000012\n") == []


def test_one_large_round_amount_is_no_sign() -> None:
    assert kinds(HEAD + DAYS + "2025-07-20 12:20,가구나,서울 마포구,200000,소비쿠폰,30000012\n") == []


def test_who_commutes_between_neighbouring_provinces_is_no_suspicion() -> None:
    commute = (
        "2025-07-20 08:00,상점가,경기 성남시,4100,일반카드,30000011\n"
        "2025-07-20 08:40,상점나,서울 강남구,4200,소비쿠폰,30000012\n"
    )
    found = odd(HEAD + DAYS + commute)
    assert [one for one in found if one.cause == "fraud.suspected"] == []
