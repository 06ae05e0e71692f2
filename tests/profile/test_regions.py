"""Regions under all their names, and whether two are the same area for a coupon."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.marked import Faults
from posdiag.payment.programme import Level
from posdiag.profile.regions import load_regions
from posdiag.profile.roots import Roots

REGIONS = load_regions(Roots.of())


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("서울", {("seoul", "")}),
        ("서울특별시 강남구 역삼동", {("seoul", "")}),
        ("서울특별시강남구", {("seoul", "")}),
        ("Seoul", {("seoul", "")}),
        ("경기 수원시", {("gyeonggi", "suwon")}),
        ("경기도수원시팔달구", {("gyeonggi", "suwon")}),
        ("수원", {("gyeonggi", "suwon")}),
        ("gyeonggi/suwon", {("gyeonggi", "suwon")}),
        ("suwon", {("gyeonggi", "suwon")}),
        ("경기", {("gyeonggi", "")}),
        ("고성군", {("gangwon", "goseong-gangwon"), ("gyeongnam", "goseong-gyeongnam")}),
        ("경남 고성", {("gyeongnam", "goseong-gyeongnam")}),
        ("광주", {("gwangju", "")}),
        ("광주시", {("gwangju", ""), ("gyeonggi", "gwangju-gyeonggi")}),
        ("경기 광주", {("gyeonggi", "gwangju-gyeonggi")}),
        ("제주시", {("jeju", "jeju-city")}),
        ("Atlantis", set()),
        ("", set()),
    ],
)
def test_a_region_is_found_by_any_of_its_names(text: str, spots: set[tuple[str, str]]) -> None:
    assert REGIONS.find(text) == spots


@pytest.mark.parametrize(
    ("one", "other", "level", "same"),
    [
        ("서울 마포구", "서울", Level.CITY_OR_COUNTY, True),
        ("경기 수원시", "경기 성남시", Level.CITY_OR_COUNTY, False),
        ("경기 수원시", "경기 성남시", Level.PROVINCE, True),
        ("경기", "수원", Level.CITY_OR_COUNTY, None),
        ("제주시", "서귀포시", Level.CITY_OR_COUNTY, None),
        ("제주시", "제주 제주시", Level.CITY_OR_COUNTY, True),
        ("고성군", "경남 고성군", Level.CITY_OR_COUNTY, None),
        ("고성군", "서울", Level.CITY_OR_COUNTY, False),
        ("서울 마포구", "서울 강남구", Level.SAME, None),
        ("무안", "무안군", Level.SAME, True),
        ("Springfield", "springfield", Level.SAME, True),
        ("Springfield", "서울", Level.SAME, None),
        ("", "", Level.SAME, None),
    ],
)
def test_regions_are_the_same_by_the_level_of_the_rule(
    one: str, other: str, level: Level, same: bool | None
) -> None:
    assert REGIONS.same(one, other, level) is same
    assert REGIONS.same(other, one, level) is same


def test_neighbours_are_not_far_apart() -> None:
    assert REGIONS.far_apart("서울 강남구", "부산")
    assert not REGIONS.far_apart("서울 강남구", "경기 성남시")
    assert not REGIONS.far_apart("서울", "어딘가")


def test_a_region_lies_in_one_that_is_named() -> None:
    assert REGIONS.is_one_of("경기 수원시", ("gyeonggi",)) is True
    assert REGIONS.is_one_of("경기 수원시", ("muan", "chungju")) is False
    assert REGIONS.is_one_of("경기", ("suwon",)) is None


def test_names_in_both_languages() -> None:
    assert REGIONS.name("suwon", "ko") == "경기도 수원시"
    assert REGIONS.name("서울시", "en") == "Seoul"
    assert REGIONS.name("nowhere", "ko") == "nowhere"


@given(st.text(max_size=40))
def test_any_text_can_be_asked(text: str) -> None:
    for province, _ in REGIONS.find(text):
        assert province
    assert REGIONS.same(text, text, Level.PROVINCE) in (True, None)


def test_faults_have_their_line(tmp_path: Path) -> None:
    (tmp_path / "pos").mkdir()
    (tmp_path / "regions.yaml").write_text(
        "provinces:\n  x: {ko: 가나도, en: X, cities: {y: 나}, colour: red}\n", encoding="utf-8"
    )
    faults = Faults()
    load_regions(Roots.of([tmp_path]), faults)
    told = "\n".join(map(str, faults.problems))
    assert "regions.yaml:2" in told
    for word in ("`source` is missing", "ends in 시", "unknown key `colour`"):
        assert word in told
