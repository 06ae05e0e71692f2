"""Texts that say only that something fails: they name no cause, however much they look like those that do."""

from __future__ import annotations

from posdiag.late import late

_KOREAN_WORDS = """
결제 카드 쿠폰 소비쿠폰 포스 포스기 단말기 카드기 기계 승인 거래 이거 이게 그게 그냥 자꾸 계속 또
다시 왜 지금 오늘 갑자기 손님 손님이 매장 저희 우리 가게 여기 저기요 안녕하세요 여보세요 도와주세요
에러 오류 문제 이상 실패 메시지 화면 전화 가 이 를 을 는 은 도 만 에서 에 로 라고 요 안 못 됨
되 돼 된다 됩니다 됩니까 돼요 되요 되네요 되나요 되는데요 되는거죠 나요 나와요 나옵니다 났어요 났습니다
떠요 떴어요 뜹니다 있어요 없어요 해요 하네요 합니다 해서 했어요 했습니다 됐어요 발생 생겼어요 봐주세요
어떻게 어떡해 해야 하나요 하죠 하지 이래요 이러죠 그래요 모르겠어요 뭐 뭔가 인가요 건가요 좀 급해요
"""
_ENGLISH_WORDS = """
it its this that the a an is isn was does doesn did didn do not no t s payment
payments pay card machine terminal pos till coupon work works working error errors
fail fails failed failure problem problems please help broken transaction again my
our i we have has with cannot can why what wrong went something always still hi
hello
"""
_KOREAN, _ENGLISH = frozenset(_KOREAN_WORDS.split()), frozenset(_ENGLISH_WORDS.split())
_LONGEST = max(map(len, _KOREAN))
_DIGIT = late(r"\d")
_SYLLABLES = late(r"[가-힣]+")
_WORDS = late(r"[a-z]+")


def says_only_that_it_fails(text: str) -> bool:
    """Whether nothing in the text could tell one cause from another. Figures and codes count as telling."""
    if _DIGIT.search(text):
        return False
    lowered = text.lower()
    if not lowered.isascii() and any(sign.isdigit() for sign in lowered):  # as ① and ² are
        return False
    words, korean = _WORDS.findall(lowered), "".join(_SYLLABLES.findall(lowered))
    if not korean and not words:
        return False
    return _ENGLISH.issuperset(words) and _consists(korean)


def _consists(text: str) -> bool:
    """Whether a text without spaces is a row of such words."""
    ends = {0}
    for at in range(len(text)):
        if at in ends:
            ends.update(at + size for size in range(1, _LONGEST + 1) if text[at : at + size] in _KOREAN)
        elif max(ends) < at:
            return False
    return len(text) in ends
