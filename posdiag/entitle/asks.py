"""The question to ask for each fact that a rule may lack, in the order in which they are worth asking."""

from __future__ import annotations

from collections.abc import Mapping

ASKS: Mapping[str, Mapping[str, str]] = {
    "route": {
        "ko": "어디서 결제하나요: 카운터 단말기, 키오스크, 테이블오더, 배달앱, 온라인?",
        "en": "Where is it paid: counter terminal, kiosk, table order, delivery app, online?",
    },
    "device_route": {
        "ko": "그 기기는 매장의 VAN 단말기로 결제되나요, 결제대행사(PG)로 결제되나요? (영수증을 봅니다)",
        "en": "Does the device pay by the shop's own VAN terminal or by a gateway? (see the slip)",
    },
    "instrument": {
        "ko": "어떤 형태인가요: 신용·체크카드, 선불카드, 지역사랑상품권(카드·앱·QR)?",
        "en": "In which form is it held: credit or check card, prepaid card, local currency (card, app, QR)?",
    },
    "holder_region": {
        "ko": "쿠폰을 어느 시·군(특별시·광역시는 시)에서 받았나요?",
        "en": "Which city or county gave the coupon (a metropolitan city as a whole)?",
    },
    "shop_region": {
        "ko": "매장은 어느 시·군에 있나요?",
        "en": "In which city or county is the shop?",
    },
    "sector": {
        "ko": "매장의 업종이 무엇인가요? (대형마트·백화점·SSM 안의 매장인지도)",
        "en": "What business is the shop in (and is it inside a hypermarket, department store or SSM)?",
    },
    "direct_store": {
        "ko": "본사가 직접 운영하는 직영점인가요, 가맹점인가요?",
        "en": "Is it run by the company itself, or by a franchisee or owner?",
    },
    "hq_region": {
        "ko": "직영점이라면 본사는 어느 지역에 있나요?",
        "en": "If the company runs it itself: in which region is its seat?",
    },
    "annual_sales_krw": {
        "ko": "매장의 연 매출이 얼마인가요? (우대 수수료율 1.45% 이하이면 30억 원 이하)",
        "en": "What are the shop's annual sales? (a fee rate of 1.45% or less means up to 3 billion won)",
    },
    "enrolled": {
        "ko": "이 상품권·쿠폰의 가맹점으로 등록된 매장인가요?",
        "en": "Is the shop registered with this programme?",
    },
    "listed": {
        "ko": "공개된 예외 매장 목록에 이 매장이 있나요?",
        "en": "Is the shop on the published list of exceptions?",
    },
    "items": {
        "ko": "무엇을 사나요? (술·담배·상품권 등 제한 품목이 있는지)",
        "en": "What is bought (alcohol, tobacco, gift certificates or other barred goods among it)?",
    },
    "purse": {
        "ko": "정책발행 금액(농어민수당 등)인가요, 직접 충전하거나 할인받아 산 금액인가요?",
        "en": "Is it policy money that was given, or money that was charged or bought at a discount?",
    },
    "paid_on": {
        "ko": "결제한 날이 언제인가요?",
        "en": "On which day was it paid?",
    },
    "source": {
        "ko": "권위 있는 근거를 찾지 못했습니다. 발급한 카드사나 지자체에 확인하세요.",
        "en": "No authoritative source was found: ask the card company or local government that issued it.",
    },
    "sources-disagree": {
        "ko": "근거가 서로 다릅니다. 발급한 카드사나 지자체에 확인하세요.",
        "en": "Sources disagree: ask the card company or local government that issued it.",
    },
    "source-says-may": {
        "ko": "근거가 '될 수 있다'고만 합니다. 결제 뒤 쿠폰 사용 문자나 앱 알림으로 확인하세요.",
        "en": 'The source itself says only "may": see by the message of coupon use after paying.',
    },
}
