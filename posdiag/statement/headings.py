"""What the columns of statements are called, in Korean and English."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORDS = {
    "original": """
        원승인번호 원거래승인번호 원거래번호 originalapproval originalauth originalapprovalnumber""",
    "moment": """
        거래일시 이용일시 승인일시 사용일시 결제일시 일시 거래일자 이용일자 승인일자 사용일자 결제일자
        거래일 이용일 승인일 사용일 결제일 날짜 일자 datetime date timestamp when transactiondate paidat
        dateandtime""",
    "clock": """
        시간 시각 거래시간 승인시간 이용시간 거래시각 승인시각 사용시간 결제시간 time""",
    "deposit": """
        입금액 입금금액 입금 맡기신금액 맡긴금액 받은금액 deposit deposited paidin moneyin""",
    "coupon_part": """
        쿠폰사용액 쿠폰금액 쿠폰결제액 쿠폰결제 쿠폰차감액 쿠폰차감 쿠폰사용 couponamount
        정책발행금 정책수당 정책지원금 정책자금 지원금사용액 paidbycoupon couponused""",
    "card_part": """
        충전금 충전금액 충전금사용액 카드사용액 카드금액 카드결제액 카드결제 본인부담 본인부담금
        cardamount paidbycard ownshare""",
    "cancelled": """
        취소금액 환불금액 cancelamount refundamount cancelledamount""",
    "balance": """
        잔액 쿠폰잔액 잔여금액 잔여 남은금액 남은잔액 거래후잔액 사용후잔액 balance remaining
        balanceafter couponbalance left""",
    "amount": """
        금액 이용금액 승인금액 결제금액 사용금액 거래금액 출금액 출금금액 찾으신금액 찾은금액
        amount price krw won total sum paid amountkrw amountwon""",
    "approval": """
        승인번호 승인no 승인 승인코드 approval approvalno approvalnumber approvalcode auth authno
        authcode authorization authorisation authnumber""",
    "place": """
        지역 장소 주소 가맹점주소 매장주소 가맹점지역 사용지역 시군구 위치 소재지 이용지역 place region
        address location city area district where""",
    "shop": """
        가맹점명 가맹점 상호 상호명 이용처 사용처 매장 매장명 이용가맹점 이용하신곳 가게 업체 업체명
        거래처 내용 적요 이용내용 거래내용 점포 점포명 판매자 merchant shop store payee description
        merchantname shopname vendor seller details""",
    "purse": """
        결제수단 지갑 재원 자금 수단 결제구분 사용구분 결제방법 결제방식 카드 카드명 이용카드 쿠폰여부
        쿠폰구분 사용수단 지불수단 차감 차감구분 purse tender method wallet source fund funding
        instrument paidfrom paymentmethod means paidby card""",
    "kind": """
        상태 거래구분 승인구분 취소여부 거래상태 승인여부 결과 거래종류 거래유형 구분 유형 종류 status
        type kind result state transactiontype action""",
    "number": """
        번호 순번 no 연번 # row index seq""",
}
#: Field -> headings as `bare_heading` gives them. The first field that fits takes a column.
HEADINGS: Mapping[str, tuple[str, ...]] = {field: tuple(words.split()) for field, words in _WORDS.items()}

_BETWEEN = re.compile(r"[\s,;|]+")
_SIGNS = re.compile(r"[\s_\-./:*'\"]+|\(.*?\)|\[.*?\]")


def bare_heading(text: str) -> str:
    """A heading without spaces, signs, brackets and capitals."""
    return _SIGNS.sub("", text).lower()


def is_heading(line: str) -> bool:
    """Whether a line of words is made of headings alone."""
    words = [bare_heading(word) for word in _BETWEEN.split(line.strip())]
    return len(words) > 1 and all(any(word in names for names in HEADINGS.values()) for word in words)
