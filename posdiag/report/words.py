"""Every fixed phrase of the reports, in Korean and English: one table, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("ko", "en")

#: key -> (Korean, English). `{…}` are filled in by `say`.
PHRASES: Mapping[str, tuple[str, str]] = {
    # verdicts and their signs
    "verdict.compatible": ("호환", "compatible"),
    "verdict.incompatible": ("비호환", "incompatible"),
    "verdict.inconclusive": ("판단 불가", "inconclusive"),
    "table.not_run": ("실행 안 함", "not run"),
    "table.scenario": ("시나리오", "scenario"),
    "table.order": ("왼쪽부터", "from the left"),
    "table.summary": (
        "재생 {runs}건: 호환 {compatible} · 비호환 {incompatible} · 판단 불가 {inconclusive}",
        "{runs} replays: {compatible} compatible · {incompatible} incompatible · {inconclusive} inconclusive",
    ),
    "table.interrupted": (
        "중단했습니다: 재생 {planned}건 가운데 {done}건만 끝났습니다.",
        "Interrupted: only {done} of {planned} replays had ended.",
    ),
    "table.all_well": ("모두 호환됩니다.", "All compatible."),
    # one failure
    "failure.also": ("같은 결과", "same result"),
    "failure.terminal": ("단말기", "terminal"),
    "failure.faults": ("장애 주입", "faults"),
    "failure.money": ("돈", "money"),
    "failure.cause": ("원인", "cause"),
    "failure.evidence": ("근거", "evidence"),
    "failure.now": ("지금 할 일", "what to do now"),
    "failure.for_good": ("근본 해결", "what to change for good"),
    "failure.ask": ("물어볼 것", "what to ask"),
    "failure.futile": ("소용없음", "no help"),
    "failure.command": ("다시 재생", "repeat it"),
    "failure.why": ("판정", "verdict"),
    "failure.error": ("재생 오류", "replay failed"),
    "cause.unknown": ("판단 불가: 본 것만으로는 알 수 없습니다", "cannot tell from what was seen"),
    "cause.unsure": ("확실하지 않음", "not certain"),
    "cause.together": ("함께 있음", "together with the other"),
    "failure.tried": ("재현", "re-enacted"),
    "failure.ruled_out": ("배제", "ruled out"),
    "failure.missing": ("더 필요한 것", "would help"),
    "reason.for": ("찬성", "for"),
    "reason.against": ("반대", "against"),
    "tried.same": ("{name}: 본 것이 그대로 재현됩니다 ({way})", "{name}: reproduces what was seen ({way})"),
    "tried.unlike": (
        "{name}: 본 것과 {share}만 같습니다 ({way})",
        "{name}: only {share} like what was seen ({way})",
    ),
    "ruled.against": ("{name}: 맞지 않는 것: {finding}", "{name}: speaks against it: {finding}"),
    "ruled.unexplained": ("{name}: 설명하지 못하는 것: {finding}", "{name}: does not explain: {finding}"),
    "failure.behind": ("그 뒤에", "behind it"),
    "behind.shows": ("{name}: 앞의 것을 고치면 보임: {finding}", "{name}: shows with that mended: {finding}"),
    "advice.after": ("앞의 것을 고친 다음", "once the first is mended"),
    "channel.ecr": ("POS와 단말기 사이의 통신", "the link between POS and terminal"),
    "channel.host": ("호스트 회선의 통신", "the host link"),
    "channel.receipt": ("영수증과 화면의 문구", "receipt and screen"),
    "channel.statement": ("카드사 결제 내역", "the issuer's statement"),
    "channel.profile": ("POS 제품과 버전", "the POS's product and release"),
    "evidence.frames": ("전문 {numbers}", "frames {numbers}"),
    "evidence.observed": ("관찰 {numbers}", "seen at {numbers}"),
    "evidence.none": ("발견된 이상 없음", "nothing found"),
    "proof.proven": ("재생으로 증명됨", "proven by replay"),
    "proof.as-expected": ("결제가 제대로 됩니다", "the payment comes out right"),
    "proof.money-safe": ("어긋난 돈이 남지 않습니다", "no money stays open"),
    "proof.nothing-wrong": ("이상이 없어집니다", "nothing is wrong any more"),
    "proof.replays": ("{count}번 모두 통과 (시드 {seeds})", "passed all of {count} replays (seeds {seeds})"),
    "proof.before": ("전", "before"),
    "proof.after": ("후", "after"),
    "audience.merchant": ("가맹점", "merchant"),
    "audience.technician": ("기사", "technician"),
    "audience.agent": ("상담원", "agent"),
    "severity.critical": ("심각", "critical"),
    "severity.error": ("오류", "error"),
    "severity.warning": ("주의", "warning"),
    "severity.note": ("참고", "note"),
    # the next check
    "next.head": ("다음 확인", "what to check next"),
    "next.effort": ("약 {minutes}분, {bits}비트", "about {minutes} min, {bits} bits"),
    "next.question": ("질문 {number}. {who}에게", "Question {number}, for the {who}"),
    "next.summary": ("확인한 것", "checked"),
    "next.dont_know": ("모름", "don't know"),
    "next.leading": ("→ {percent} {name}", "→ {percent} {name}"),
    "next.decided": ("원인이 정해졌습니다.", "The cause is named."),
    "next.exhausted": (
        "원인을 정하지 못했습니다: 더 물어볼 만한 것이 없습니다.",
        "The cause is not named: nothing that is left to ask would tell more.",
    ),
    "next.stopped": (
        "원인을 정하기 전에 멈췄습니다. 여기까지 안 것입니다.",
        "Stopped before the cause was named. This is what is known so far.",
    ),
    # money
    "money.amount": ("{amount}원", "{amount} won"),
    "money.none": ("고객에게 청구된 것 없음", "the customer was charged nothing"),
    "money.charges": (
        "고객에게 {count}건 {amount} 청구됨",
        "the customer was charged {count} times, {amount} in all",
    ),
    "money.charge": ("고객에게 1건 {amount} 청구됨", "the customer was charged once, {amount}"),
    "money.books": ("POS 장부: {belief}, {amount}", "POS books: {belief}, {amount}"),
    "money.agrees": ("서로 맞음", "the two agree"),
    "money.disagrees": ("서로 다름", "the two DISAGREE"),
    "money.seen.statement": ("결제 내역 기준", "by the issuer's statement"),
    "money.seen.messages": ("전문만 보고 추정", "by the messages alone"),
    "belief.approved": ("승인", "approved"),
    "belief.declined": ("거절", "declined"),
    "belief.unknown": ("알 수 없음", "unknown"),
    "purse.coupon": ("쿠폰", "coupon"),
    "purse.coupon1": ("쿠폰1", "coupon 1"),
    "purse.coupon2": ("쿠폰2", "coupon 2"),
    "purse.policy": ("정책지원금", "policy money"),
    "purse.charged": ("충전금", "charged money"),
    "purse.card": ("카드", "card"),
    "purse.account": ("계좌", "account"),
    "booking.charge": ("승인", "paid"),
    "booking.cancel": ("취소", "back"),
    # parties and their lanes
    "party.pos": ("POS", "POS"),
    "party.terminal": ("단말기", "terminal"),
    "party.line": ("회선", "line"),
    "party.van": ("VAN", "VAN"),
    "party.issuer": ("카드사·플랫폼", "issuer"),
    "party.merchant": ("가맹점", "merchant"),
    "party.coupon": ("쿠폰", "coupon"),
    "party.unknown": ("알 수 없음", "nobody can tell"),
    "party.none": ("결제 오류 아님", "no payment error"),
    # the ladder
    "ladder.seconds": ("초", "s"),
    "ladder.more": ("… {count}줄 생략 …", "… {count} more …"),
    "ladder.empty": ("오간 것이 없음", "nothing was exchanged"),
    "ladder.bytes": ("{count}바이트", "{count} bytes"),
    "ladder.junk": ("해석 불가", "unreadable"),
    "ladder.broken": ("오류", "faulty"),
    "kind.approve": ("승인요청", "sale"),
    "kind.approve.reply": ("승인응답", "answer"),
    "kind.cancel": ("취소요청", "cancel"),
    "kind.cancel.reply": ("취소응답", "cancel answer"),
    "kind.reverse": ("망취소요청", "reversal"),
    "kind.reverse.reply": ("망취소응답", "reversal answer"),
    "kind.inquire": ("거래조회", "inquiry"),
    "kind.inquire.reply": ("조회응답", "inquiry answer"),
    "kind.balance": ("잔액조회", "balance"),
    "kind.balance.reply": ("잔액응답", "balance answer"),
    "kind.check": ("장치점검", "check"),
    "kind.check.reply": ("점검응답", "check answer"),
    "kind.repeat": ("재전송", "repeat"),
    "note.garbage": ("전문 아님", "no frame"),
    "note.incomplete": ("덜 옴", "incomplete"),
    "note.gap": ("중간에 끊김", "pause inside"),
    "note.too-long": ("너무 김", "too long"),
    "note.unread": ("읽지 않음", "not read"),
    "note.dropped": ("버려짐", "dropped"),
    "seen.screen": ("화면", "screen"),
    "seen.receipt": ("영수증", "receipt"),
    "seen.silence": ("{seconds}초 동안 응답 없음 ({timer})", "nothing for {seconds} s ({timer})"),
    "seen.closed": ("연결 끊김: {why}", "link closed: {why}"),
    "seen.dialled": ("다시 접속 ({after})", "connects again ({after})"),
    "seen.refused": ("POS가 거절: {text}", "POS refuses: {text}"),
    "seen.missed": ("여기서 {count}바이트가 기록되지 않음", "{count} bytes were not captured here"),
    "seen.belief": ("POS 판단: {belief}", "POS believes: {belief}"),
    "why.refused": ("접속 거부", "refused"),
    "why.reset": ("재설정", "reset"),
    "why.ended": ("상대가 닫음", "ended by the other side"),
    "why.lost": ("장치 사라짐", "device lost"),
    "why.tls-version": ("TLS 버전 거부", "TLS version refused"),
    "why.tls-cipher": ("공통 TLS 없음", "no TLS in common"),
    "why.tls-certificate": ("인증서 불신", "certificate not trusted"),
    "why.tls-dates": ("인증서 기간·시각", "certificate dates or clock"),
    "timer.ack": ("ACK 타이머", "ACK timer"),
    "timer.answer": ("응답 타이머", "answer timer"),
    "timer.gap": ("바이트 간 타이머", "gap timer"),
    "timer.connect": ("접속 타이머", "connect timer"),
    # captures
    "explain.summary": (
        "결제 {runs}건: 이상 없음 {compatible} · 이상 {incompatible} · 판단 불가 {inconclusive}",
        "{runs} payments: {compatible} without a fault · {incompatible} failed · {inconclusive} unclear",
    ),
    "explain.file": (
        "{name}: 회선 {lines}개, {size}바이트, 기록 안 된 {lost}바이트",
        "{name}: {lines} lines, {size} bytes, {lost} not captured",
    ),
    "explain.place": (
        "회선 {lines}개, 전문 {frames}개, {size}바이트",
        "{lines} lines, {frames} frames, {size} bytes",
    ),
    "explain.also": ("{names}도 맞음", "{names} fit as well"),
    "explain.what.unknown": ("아는 방언이 아님", "no known dialect"),
    "explain.what.listening": ("오간 것이 없음", "nothing was exchanged"),
    "explain.what.port": ("요청한 포트가 아니어서 제외", "left out: not a port asked for"),
    "explain.what.JSON lines": ("결제 회선이 아니어서 제외: JSON", "left out: JSON lines, no payments"),
    "explain.what.TLS": ("암호화되어 읽을 수 없음: TLS", "left out: TLS, encrypted"),
    "explain.what.SSH": ("결제 회선이 아니어서 제외: SSH", "left out: SSH, no payment traffic"),
    "explain.what.HTTP": ("결제 회선이 아니어서 제외: HTTP", "left out: HTTP, no payment traffic"),
    "explain.all_well": ("이상이 없습니다.", "No failure."),
    "explain.none": ("결제가 하나도 없습니다.", "No payment in it."),
    "explain.more": ("그 밖에 {count}건", "{count} more"),
    "explain.not_shown": (
        "그 밖에 {kinds}가지 {count}건은 --format jsonl 로 보십시오.",
        "{kinds} more kinds, {count} payments: see --format jsonl.",
    ),
    # outages
    "outage.summary": (
        "결제 {sales}건, 실패 {failed}건 ({begin}부터 {end}까지, UTC)",
        "{sales} sales, {failed} failed ({begin} to {end} UTC)",
    ),
    "outage.undated": (
        "시각을 알 수 없는 결제 {count}건은 뺐습니다.",
        "{count} payments of which nobody knows the time were left out.",
    ),
    "outage.none": (
        "여러 매장에 몰린 증상이 없습니다: 장애로 볼 것이 없습니다.",
        "No symptom gathers in many shops: nothing points to an outage.",
    ),
    "outage.kind.van": ("VAN {value} 장애", "VAN {value} is down"),
    "outage.kind.issuer": ("카드사·플랫폼 {value} 장애", "issuer {value} is down"),
    "outage.kind.bin": ("카드번호 대역 {value} 문제", "card range {value} fails"),
    "outage.kind.shop": ("매장 단말기 {value} 문제", "terminal {value} fails alone"),
    "outage.place.van": ("VAN {value}", "VAN {value}"),
    "outage.place.issuer": ("카드사·플랫폼 {value}", "issuer {value}"),
    "outage.place.bin": ("카드번호 대역 {value}", "card range {value}"),
    "outage.counts": (
        "{begin}부터 {end}까지 매장 {shops}곳에서 {of}건 중 {failed}건이 실패했습니다.",
        "{failed} of {of} sales between {begin} and {end} in {shops} shops failed.",
    ),
    "outage.shop_counts": (
        "{begin}부터 {end}까지 이 단말기의 {of}건 중 {failed}건이 실패했습니다.",
        "{failed} of the {of} sales of this terminal failed, between {begin} and {end}.",
    ),
    "outage.elsewhere": (
        "그 밖에는 {of}건 중 {failed}건입니다.",
        "Elsewhere and at other times {failed} of {of}.",
    ),
    "outage.also": (
        "{places}의 문제로 보아도 똑같이 맞습니다.",
        "It would be explained as well by {places}.",
    ),
    "outage.so.van": (
        "매장에서 고칠 것은 없습니다. VAN이나 그 회선에 알리세요.",
        "There is nothing to mend in the shops: tell the VAN, or who runs the line to it.",
    ),
    "outage.so.issuer": (
        "매장에서 고칠 것은 없습니다. 카드사·플랫폼에 알리고 다른 결제 수단을 안내하세요.",
        "There is nothing to mend in the shops: tell the issuer, and have other ways to pay taken.",
    ),
    "outage.so.bin": (
        "어느 매장에서나 이 카드만 안 됩니다. 발급기관이나 VAN의 BIN 등록을 확인하세요.",
        "Only these cards fail, in any shop: look at how issuer and VAN have rolled out this range.",
    ),
    "outage.so.shop": (
        "다른 매장은 괜찮으니 이 단말기와 그 회선, 설정을 보세요.",
        "Other shops are well: look at this terminal, its line and its settings.",
    ),
    "outage.symptom.no-service": ("응답 없음·접속 불가·기관 장애", "no answer, no connection or host down"),
    "outage.symptom.unclear": ("원인을 알 수 없는 실패", "failures without a named cause"),
    # decode
    "decode.dialect": ("방언", "dialect"),
    "decode.offset": ("위치", "offset"),
    "decode.length": ("길이", "length"),
    "decode.field": ("필드", "field"),
    "decode.value": ("값", "value"),
    "decode.faults": ("이상 {count}건", "{count} faults"),
    "decode.no_faults": ("이상 없음", "no faults"),
    "decode.rest": ("뒤에 {count}바이트 더 있음", "{count} more bytes follow"),
    "decode.ranking": ("맞는 방언", "dialects that fit"),
    "decode.two_fit": (
        "{count}개 방언이 똑같이 맞습니다: {names}. --as 로 고르십시오.",
        "{count} dialects fit equally well: {names}. Choose one with --as.",
    ),
    "decode.note.bare": (
        "전문만 있습니다: 이 방언의 전송 틀(길이 헤더, TPDU 등)이 앞에 없습니다.",
        "The message stands alone: the framing of its dialect (length header, TPDU) is not there.",
    ),
    "decode.none_fit": ("맞는 방언이 없습니다", "no dialect fits"),
}


def say(lang: str, key: str, **values: object) -> str:
    """The phrase `key` in `lang`, its blanks filled in."""
    korean, english = PHRASES[key]
    return (korean if lang == "ko" else english).format(**values)


def say_or(lang: str, key: str, otherwise: str) -> str:
    """The phrase `key`, or `otherwise` where the table has none, for words that come from data."""
    return say(lang, key) if key in PHRASES else otherwise


def pick(texts: Mapping[str, str], lang: str) -> str:
    """The text in `lang`, or in whatever language there is."""
    return texts.get(lang) or next(iter(texts.values()), "")


def won(lang: str, amount_krw: int) -> str:
    """An amount with its unit: `12,300원`, `12,300 won`."""
    return say(lang, "money.amount", amount=f"{amount_krw:,}")
