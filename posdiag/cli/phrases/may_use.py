"""What `posdiag may-use` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "may_use.about": (
        "PROGRAMME은 제도의 이름이나 ID입니다(소비쿠폰, onnuri; 목록은 posdiag programmes). "
        "모르는 것은 빼면 됩니다. 답이 거기에 달려 있으면 무엇을 물어야 하는지 알려 줍니다.\n\n"
        "답은 예, 아니요, 경우에 따라 다름이며 종료 코드는 0, 이름이 틀리면 2입니다.",
        "PROGRAMME is the name or id of a programme (onnuri; posdiag "
        "programmes lists them). Leave out "
        "what you do not know: where the answer depends on it, the question to "
        "ask is told.\n\nThe answer is yes, "
        "no or depends, and the exit code 0; 2 where a name is wrong.",
    ),
    "may_use.on": ("날짜 또는 시각. 없으면 오늘.", "Day or minute; today by default."),
    "may_use.do": ("무엇을 하려는지.", "What is to be done."),
    "may_use.instrument": (
        "쿠폰의 형태: 신용카드, 체크카드, 선불카드, 지역화폐, QR 등.",
        "Form of the coupon: coupon-credit, coupon-check, prepaid, local-currency, voucher-qr …",
    ),
    "may_use.purse": ("지갑: 정책발행, 충전, 1차, 2차.", "Purse: policy, charged, coupon1, coupon2."),
    "may_use.route": (
        "결제 경로: 카운터, 키오스크, 테이블오더, 배달앱, 온라인, PG 등.",
        "Route: counter, kiosk, table-order, delivery-app, rider, online, pg …",
    ),
    "may_use.sector": ("매장 업종.", "Business of the shop."),
    "may_use.sales": ("매장의 연 매출(원, 또는 30억).", "Annual sales of the shop, won."),
    "may_use.amount": ("결제 금액.", "Amount of the payment."),
    "may_use.region": ("매장이 있는 지역.", "Region of the shop."),
    "may_use.holder_region": ("쿠폰을 받은 지역.", "Region that gave the coupon."),
    "may_use.hq_region": ("직영점 본사의 지역.", "Region of the company's seat, for its own stores."),
    "may_use.direct": ("본사 직영점인지.", "Whether a company runs the store itself."),
    "may_use.enrolled": ("가맹점으로 등록되어 있는지.", "Whether the shop is registered with the programme."),
    "may_use.listed": ("예외 매장 목록에 있는지.", "Whether it is on the list of exceptions."),
    "may_use.item": ("사려는 것. 여러 번 쓸 수 있습니다.", "What is bought; may be repeated."),
    "may_use.paid_on": ("취소하려는 결제의 날짜.", "Day of the payment to be undone."),
}
