"""The findings of a whole statement, the worst first, and none of them lost to another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.diagnose.causes import load_causes
from posdiag.profile.roots import Roots
from posdiag.statement.finding import SEVERITIES
from tests.statement.shapes import odd

STATEMENT = """이용일시,가맹점명,지역,금액,결제수단,승인번호,쿠폰잔액
2025-07-25 09:10,커피나라,서울 마포구,4500,소비쿠폰,30000001,95500
2025-07-25 10:12,커피나라,서울 마포구,4500,소비쿠폰,30000002,91000
2025-07-26 12:03,김밥천국,서울 마포구,8000,소비쿠폰,30000003,83000
2025-07-26 12:03,김밥천국,서울 마포구,8000,소비쿠폰,30000004,75000
2025-07-27 13:00,행복마트,서울 마포구,12300,일반카드,30000005,75000
2025-07-28 13:00,약국,서울 마포구,5000,소비쿠폰,30000006,70000
2025-07-28 13:20,약국,서울 마포구,-5000,소비쿠폰,30000006,70000
2025-07-29 13:20,문구점,서울 마포구,1000,소비쿠폰,30000007,69000
2025-07-30 02:20,편의점,부산 해운대구,50000,소비쿠폰,30000008,19000
"""


def test_every_kind_of_oddity_is_found_the_worst_first() -> None:
    found = odd(STATEMENT)
    assert [(one.kind, one.lines) for one in found] == [
        ("double-charge", (4, 5)),
        ("cancel-unrestored", (8,)),
        ("not-from-coupon", (6,)),
        ("unlike-the-holder", (10,)),
    ]
    causes = load_causes(Roots.of())
    assert all(one.cause in causes for one in found)


@given(st.permutations(STATEMENT.splitlines()[1:]))
def test_the_order_of_the_lines_does_not_matter(lines: list[str]) -> None:
    found = odd("\n".join([STATEMENT.splitlines()[0], *lines]))
    assert {"double-charge", "not-from-coupon", "unlike-the-holder"} <= {one.kind for one in found}


@given(st.text(alphabet="가나다0123456789,:-\n 원승인취소쿠폰", max_size=300))
def test_no_text_raises(text: str) -> None:
    for one in odd(text):
        assert one.severity in SEVERITIES
        assert 0 < one.probability <= 1
        assert one.lines
