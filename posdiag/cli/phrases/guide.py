"""What `posdiag guide` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "guide.about": (
        "CAUSE는 원인의 ID나 이름입니다(coupon.expired, 이중 결제). diagnose가 쓰는 것과 같은 카드이며, "
        "문의(enquiry.*)에는 답하는 규칙과 기관을 함께 보여 줍니다.",
        "CAUSE is the id or name of a cause (coupon.expired, charged twice). The "
        "cards are those that diagnose "
        "uses; for questions (enquiry.*) the rules and offices that answer come with them.",
    ),
    "guide.audience": ("누구에게 할 말인지. 없으면 모두.", "Whom it is for; all by default."),
    "guide.instrument": ("결제 수단에 맞는 카드만.", "Only cards that fit this instrument."),
    "guide.route": ("결제한 곳: 키오스크, 배달앱 등.", "Where it was paid: kiosk, delivery-app …"),
    "guide.programme": ("문의하는 제도.", "The programme that is asked about."),
    "guide.on": ("이 날짜의 규칙만.", "Only the rules of this day."),
}
