"""Sentences for findings about sale, money, refusal, card, till and text."""

# ruff: noqa: E501  (one row a finding reads better than wrapped ones)

from __future__ import annotations

#: code | party | Korean | English, one finding a line; `{name}` is filled from the finding's facts.
SALE_SAYINGS = """
# transaction
txn.missing_reversal | pos | 응답 없는 거래를 조회도 망취소도 하지 않았습니다(거래번호 {stan}). | A sale without an answer was neither asked about nor reversed (trace number {stan}).
txn.undone_at_once | line | 호스트가 제때 답한 거래를 {waited_ms}ms 만에 되돌렸습니다: 응답이 앞단에 도착하지 못했습니다(연결 끊김). | A sale that the host had answered was undone {waited_ms} ms later: the answer did not get through in front, where a line broke.
txn.undone_later | line | 호스트가 제때 답한 거래를 {waited_ms}ms 기다린 뒤 되돌렸습니다: POS는 응답을 받지 못했습니다. | A sale that the host had answered was undone after {waited_ms} ms: the POS had waited for the answer in vain.
txn.undone_again_soon | line | 답을 받은 취소(망취소)가 {waited_ms}ms 뒤에 다시 왔습니다({times}번): 앞단 회선에서 응답이 사라집니다. | A reversal that was answered came again {waited_ms} ms later ({times} in all): answers get lost on the way to who asked.
txn.undone_again_later | line | 답을 받은 취소(망취소)가 {waited_ms}ms 뒤에 다시 왔습니다({times}번): POS가 취소 응답도 받지 못합니다. | A reversal that was answered came again after {waited_ms} ms ({times} in all): the POS does not hear its answers either.
txn.reversal_of_unseen | line | 호스트가 본 적 없는 거래의 취소(망취소)가 왔습니다: 거래 요청이 호스트에 닿지 못했습니다. | A reversal came of a sale that never came by: its request did not reach the host.
txn.asked_again | pos | 호스트가 답한 거래를 {waited_ms}ms 뒤에 새로 요청했습니다: 앞의 응답을 받지 못했습니다. | A sale that the host had answered was asked for again after {waited_ms} ms: its answer was not heard.
txn.reversal_failed | pos | 망취소가 확인되지 않았습니다(거래번호 {stan}). | The network cancel was not confirmed (trace number {stan}).
txn.cancel_failed | pos | 취소가 거절되거나 답이 없었습니다. | The cancel was refused or got no answer.
txn.retry_before_inquiry | pos | 응답 없는 거래를 조회하지 않고 다시 보냈습니다. | A sale without an answer was sent again before anybody asked about it.
txn.reversed | pos | 응답 없는 거래를 망취소로 정리했습니다. | A sale without an answer was cleanly reversed.
txn.found_by_inquiry | pos | 조회로 거래 결과를 확인했습니다. | The inquiry told how the sale had ended.
txn.stan_reused | pos | 서로 다른 거래가 같은 거래번호 {stan}을 썼습니다. | Two different sales used the same trace number {stan}.
txn.answer_mismatched | pos | POS가 다른 거래의 응답({got})을 이 거래({asked})의 것으로 받았습니다. | The POS took the answer to another sale ({got}) for the one it waited for ({asked}).
txn.original_not_found | pos | 취소할 원거래를 호스트가 찾지 못했습니다. | The host does not know the sale that the cancel names.
txn.approval_cut | pos | 취소에 쓴 승인번호가 {sent}자리로, 받은 {got}자리에서 잘렸습니다. | The cancel names an approval number cut to {sent} digits; {got} were received.
txn.balance_lag | issuer | 잔액이 늦게 반영됩니다: {told}원으로 알렸으나 {expected}원이어야 합니다. | The balance lags: {told} won were told, {expected} won are left.
txn.already_cancelled | merchant | 이미 취소된 거래입니다. | The sale had been cancelled before.
txn.amount_differs | pos | 요청 {asked}원과 응답 {told}원이 다릅니다. | Asked {asked} won, answered {told} won.
# money
money.charged_twice | pos | 한 번의 결제에 {charges}건이 승인되어 살아 있습니다. | One payment, {charges} live approvals.
money.charged_unbooked | pos | 고객은 {charged}원이 빠졌으나 POS는 {booked}원만 압니다. | The customer was charged {charged} won; the POS has {booked} won in its books.
money.booked_uncharged | pos | POS는 {booked}원을 받았다고 하나 빠진 돈은 {charged}원입니다. | The POS has booked {booked} won, yet {charged} won were charged.
money.left_open | pos | {charged}원이 빠졌는지 POS가 모릅니다. | The POS does not know whether {charged} won were charged.
money.not_as_expected | pos | 돈의 움직임이 기대와 다릅니다: {charges}건 {charged}원. | The money is not as expected: {charges} charge(s), {charged} won.
money.outcome_unexpected | pos | 결과가 기대와 다릅니다: {belief}. | The outcome is not the expected one: {belief}.
money.cancel_unrestored | issuer | 취소는 승인되었으나 {charged}원이 빠졌던 지갑({purse})으로 돌아오지 않았습니다. | The cancel was approved, yet {charged} won did not come back to `{purse}`.
money.reversal_not_landed | issuer | 망취소가 확인되었으나 {charged}원의 승인이 그대로 남아 있습니다. | The network cancel was confirmed, yet the approval of {charged} won still stands.
# the coupon was not drawn
coupon.skipped | issuer | 승인되었으나 쿠폰이 아니라 {purse}에서 {charged}원이 빠졌습니다. | Approved, yet {charged} won came from `{purse}`, not from the coupon.
coupon.skipped_short | coupon | 상품권 잔액이 {short}원 모자라 전액이 연결 카드로 결제되었습니다. | The voucher was {short} won short, so the whole amount went to the linked card.
coupon.short_of_plan | coupon | 쿠폰 잔액이 {held}원뿐이어서 매장이 예상한 {expected}원에 못 미쳤고, 나머지는 다른 수단으로 결제되었습니다. | The coupon held only {held} won where the shop counted on {expected}; the rest was paid otherwise.
coupon.skipped_pg | pos | PG 경로로 승인되어 쿠폰이 쓰이지 않았습니다. | Approved by way of a payment gateway, so the coupon was not drawn.
coupon.skipped_outage | issuer | 상품권 플랫폼 장애로 일반 카드로 승인되었습니다. | Approved as an ordinary card since the voucher platform was down.
# route
route.pg_first | pos | VAN보다 PG 경로를 먼저 시도했습니다. | The payment gateway's route was tried before the VAN's.
route.pg_by_terminal | terminal | 단말기가 VAN보다 PG 경로를 먼저 시도했습니다(TID {tid}). | The terminal tried the payment gateway's route before the VAN's (TID {tid}).
route.pg_only | merchant | 이 기기는 PG 경로로 결제합니다. | This device pays by way of a payment gateway.
# refusals
decline.coupon.invalid | coupon | 쿠폰 번호를 알 수 없어 거절되었습니다({code}). | Refused: the coupon is not recognised ({code}).
decline.coupon.expired | coupon | 쿠폰 사용기한이 지나 거절되었습니다({code}). | Refused: the coupon has expired ({code}).
decline.coupon.insufficient_balance | coupon | 쿠폰 잔액이 부족해 거절되었습니다({code}). | Refused: the coupon's balance is too small ({code}).
decline.coupon.limit_exceeded | coupon | 쿠폰 사용 한도를 넘어 거절되었습니다({code}). | Refused: a limit of the coupon is exceeded ({code}).
decline.coupon.not_active | coupon | 아직 개시되지 않은 쿠폰이라 거절되었습니다({code}). | Refused: the coupon is not active yet ({code}).
decline.coupon.suspended | coupon | 정지된 쿠폰이라 거절되었습니다({code}). | Refused: the coupon is stopped ({code}).
decline.coupon.region_mismatch | coupon | 사용 지역이 아니라 거절되었습니다({code}). | Refused: the shop lies outside the coupon's region ({code}).
decline.coupon.already_used | coupon | 이미 사용된 쿠폰이라 거절되었습니다({code}). | Refused: the coupon was used before ({code}).
decline.merchant.not_enrolled | merchant | 가맹점이 아니라 거절되었습니다({code}). | Refused: the shop is not enrolled ({code}).
decline.merchant.category_restricted | merchant | 업종·매출 제한으로 거절되었습니다({code}). | Refused: business type or sales cap ({code}).
decline.merchant.item_restricted | merchant | 제한 품목이 있어 거절되었습니다({code}). | Refused: an item in the basket is not allowed ({code}).
decline.merchant.terminal_not_registered | merchant | 단말기가 등록되지 않아 거절되었습니다({code}). | Refused: the terminal is not registered ({code}).
decline.channel.unsupported | merchant | 이 결제 경로로는 쓸 수 없어 거절되었습니다({code}). | Refused: this payment route is not supported ({code}).
decline.card.read_error | coupon | 카드를 읽지 못했습니다({code}). | The card could not be read ({code}).
decline.card.unknown_bin | coupon | 등록되지 않은 카드번호 대역입니다({code}). | Refused: the card's prefix is unknown ({code}).
decline.card.expired | coupon | 카드 유효기간이 지났습니다({code}). | Refused: the card has expired ({code}).
decline.card.pin_error | coupon | 비밀번호 오류입니다({code}). | Refused: wrong PIN or tries used up ({code}).
decline.card.invalid_number | coupon | 카드번호 오류입니다({code}). | Refused: invalid card number ({code}).
decline.card.issuer_declined | issuer | 카드사가 거절했습니다({code}). | The issuer declined ({code}).
decline.card.limit_exceeded | coupon | 카드 한도를 넘었습니다({code}). | Refused: the card's limit is exceeded ({code}).
decline.pos.crypto | pos | 암호화·키 오류로 거절되었습니다({code}). | Refused: key or cryptographic error ({code}).
decline.pos.config | pos | POS·단말기 설정 오류로 거절되었습니다({code}). | Refused: a setting of POS or terminal is wrong ({code}).
decline.pos.config.clock_skew | pos | 거래 시각이 맞지 않아 거절되었습니다({code}). | Refused: the time of the request is too far off ({code}).
decline.pos.version_incompatible | pos | 이 입력·전문 방식은 지원되지 않아 거절되었습니다({code}). | Refused: this way of paying is not supported ({code}).
decline.pos.instalment_code | pos | 할부 코드가 거절되었습니다({code}). | Refused: the instalment code ({code}).
decline.txn.reversal_failed | pos | 취소가 받아들여지지 않았습니다({code}). | The cancel was not carried out ({code}).
decline.txn.stan_reuse | pos | 거래번호 중복으로 거절되었습니다({code}). | Refused as a repeat: trace number used before ({code}).
decline.txn.duplicate | pos | 중복 거래로 거절되었습니다({code}). | Refused as a duplicate sale ({code}).
decline.txn.amount_error | pos | 금액 오류로 거절되었습니다({code}). | Refused: amount error ({code}).
decline.txn.not_permitted | merchant | 허용되지 않는 거래 유형입니다({code}). | Refused: this type of transaction is not permitted ({code}).
decline.txn.cancelled_by_user | merchant | 단말기에서 취소했습니다({code}). | Cancelled at the terminal ({code}).
decline.host.unavailable | issuer | 기관(카드사·플랫폼·VAN)에 연결할 수 없습니다({code}). | Issuer, platform or VAN is not available ({code}).
decline.host.maintenance | van | 점검 시간이라 거절되었습니다({code}). | Refused: maintenance ({code}).
decline.host.busy | van | 이용이 몰려 거절되었습니다({code}). | Refused: busy ({code}).
decline.host.internal | van | 호스트 시스템 오류입니다({code}). | The host answered with an internal error ({code}).
decline.fraud.suspected | issuer | 부정 사용 의심으로 거절되었습니다({code}). | Refused: fraud suspected ({code}).
decline.unexplained | issuer | 뜻을 모르는 코드({code})로 거절되었습니다. | Refused with a code of unknown meaning ({code}).
# card and reader
card.chip_failed | coupon | IC 칩을 읽지 못했습니다({code}). | The chip could not be read ({code}).
card.fell_back | coupon | IC 실패 뒤 마그네틱으로 결제했습니다. | After the chip failed, the stripe was used.
card.fallback_not_offered | pos | IC 실패 뒤 POS가 마그네틱을 허용하지 않았습니다. | After the chip failed, the POS did not offer the stripe.
card.entry_unsupported | pos | 단말기가 이 입력방식을 지원하지 않습니다({code}). | The terminal does not support this way of entry ({code}).
card.chip_card_swiped | merchant | IC 카드를 마그네틱으로 긁었습니다({code}). | A chip card was swiped ({code}).
# the till itself
till.refused_bin | pos | POS가 카드번호 대역(BIN)을 몰라 보내지 않았습니다: {text} | The POS refused the card's prefix before sending anything: {text}
till.refused_entry | pos | POS가 이 입력방식을 지원하지 않아 보내지 않았습니다: {text} | The POS refused this way of entry before sending anything: {text}
till.refused_barcode | pos | POS가 바코드 앞자리를 몰라 보내지 않았습니다: {text} | The POS refused the barcode's first digits before sending anything: {text}
till.refused_instalment | pos | POS가 할부 코드를 범위 밖이라며 보내지 않았습니다: {text} | The POS refused the instalment code before sending anything: {text}
till.refused_cancel | pos | POS가 취소할 원거래를 찾지 못했습니다: {text} | The POS knows no sale to cancel: {text}
till.refused_other | pos | POS가 보내기 전에 거절했습니다: {text} | The POS refused before sending anything: {text}
till.partial_as_full | pos | 부분승인 {approved}원을 전액 {asked}원으로 처리했습니다. | A part approval of {approved} won was taken for the full {asked} won.
till.partial_as_decline | pos | 부분승인 {approved}원을 거절로 처리했습니다. | A part approval of {approved} won was taken for a refusal.
till.partial_unfinished | pos | 부분승인 {approved}원 뒤에 나머지를 받지도 취소하지도 않았습니다(요청 {asked}원). | After a part approval of {approved} won (asked: {asked}) the rest was neither taken nor the part undone.
till.approved_as_declined | pos | 승인 응답을 받고도 POS는 승인으로 처리하지 않았습니다. | An approval arrived, yet the POS did not take it for one.
till.clock_skew | pos | POS 시각이 {skew_s}초 어긋나 있습니다. | The POS clock is off by {skew_s} s.
till.tid_unknown | pos | 호스트가 TID {tid}를 모릅니다({code}). | The host does not know TID {tid} ({code}).
till.tid_stale | pos | POS의 TID {tid}가 등록된 TID {registered}와 다릅니다. | The POS still uses TID {tid}; {registered} is registered.
till.balance_not_shown | pos | 응답에 잔액이 있으나 POS가 보여 주지 않았습니다. | The answer told the balance, but the POS did not show it.
profile.drift | pos | POS가 프로필과 다르게 동작합니다: `{deviates}`(프로필 {said}, 실제 {shown}). | The POS does not behave as its profile says: `{deviates}` (profile {said}, seen {shown}).
# text
text.cut_in_character | pos | 글자 중간에서 잘린 문자가 있습니다: {text} | A text is cut inside a character: {text}
text.wrong_charset | pos | 문자 인코딩이 달라 글자가 깨졌습니다: {text} | A text is garbled, read in another encoding: {text}
text.other_charset | pos | 상대의 글자가 POS의 문자 인코딩이 아닙니다. | The other side's texts are not in the charset of the POS.
text.field_cut | pos | 보낸 전문의 글자 필드가 글자 중간에서 잘렸습니다. | A text field of the request is cut inside a character.
"""
