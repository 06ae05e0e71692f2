"""Phrases of the reports on shrunken scenarios and bisected releases, in Korean and English."""

from __future__ import annotations

from collections.abc import Mapping

#: key -> (Korean, English). `{…}` are filled in by `isolate_say`.
ISOLATE_PHRASES: Mapping[str, tuple[str, str]] = {
    # shrink
    "shrink.nothing": (
        "줄일 것이 없습니다: {scenario}은(는) {pos}에서 실패하지 않습니다.",
        "Nothing to shrink: {scenario} does not fail on {pos}.",
    ),
    "shrink.unsure": (
        "줄일 수 없습니다: {scenario}이(가) {pos}에서 실패했는지 판단할 수 없습니다.",
        "Nothing to shrink: whether {scenario} fails on {pos} cannot be told.",
    ),
    "shrink.stopped": (
        "중단했습니다. 여기까지 줄였고, 더 줄일 수 있을지도 모릅니다.",
        "Interrupted. This far it was shrunk; it may become smaller still.",
    ),
    "shrink.failure": ("실패", "failure"),
    "shrink.witness": ("기준", "witness"),
    "shrink.witness_release": (
        "{release}은(는) 같은 시나리오를 통과합니다. 작아진 시나리오의 기대값도 이 릴리스로 확인했습니다.",
        "{release} passes the same scenario; what should come of the smaller one was confirmed on it.",
    ),
    "shrink.witness_calm": (
        "장애를 빼면 {release}은(는) 통과합니다. 작아진 시나리오의 기대값도 그렇게 확인했습니다.",
        "without the faults {release} passes; what should come of the smaller one was confirmed so.",
    ),
    "shrink.no_witness": (
        "이 시나리오를 통과하는 릴리스가 없어, 기대값이 확실한 것만 줄였습니다.",
        "no release passes this scenario; only what surely stays as expected was made smaller.",
    ),
    "shrink.before": ("처음", "before"),
    "shrink.after": ("줄인 뒤", "after"),
    "shrink.steps": ("동작", "steps"),
    "shrink.items": ("품목", "items"),
    "shrink.fields": ("요청 항목", "fields asked"),
    "shrink.state": ("카드 조건", "card marks"),
    "shrink.shop": ("매장 조건", "shop marks"),
    "shrink.faults": ("장애", "faults"),
    "shrink.none": ("없음", "none"),
    "shrink.edges": ("경계", "boundaries"),
    "shrink.replays": ("재생", "replays"),
    "shrink.minimal": (
        "{count}회. 한 가지만 더 빼거나 줄여도 같은 실패가 나오지 않습니다.",
        "{count}; leave out or lessen any one thing more, and this failure is gone.",
    ),
    "shrink.not_minimal": (
        "{count}회. --most-replays에 이르러 멈췄습니다. 더 줄일 수 있을지도 모릅니다.",
        "{count}; stopped by --most-replays, it may become smaller still.",
    ),
    "shrink.cut_short": ("{count}회.", "{count}."),
    "shrink.confirmed": (
        "다시 재생하여 같은 실패를 확인했습니다.",
        "Read back and replayed once more: the same failure.",
    ),
    "shrink.file": ("파일", "file"),
    "shrink.repeat": ("다시 재생", "repeat it"),
    # a scenario in few words
    "step.pay": ("결제 {amount}원 {entry}", "pay {amount} won by {entry}"),
    "step.cancel": ("{of}번 취소", "cancel {of}"),
    "step.inquire": ("직전 거래 조회", "inquire"),
    "step.balance": ("잔액 조회", "balance"),
    "step.check": ("단말기 확인", "check"),
    "step.tax": ("세금 {amount}원", "tax {amount}"),
    "step.instalment": ("할부 {months}", "instalment {months}"),
    # boundaries
    "edge.amount": ("{step}번 금액", "step {step} amount"),
    "edge.instalment": ("{step}번 할부개월", "step {step} instalment"),
    "edge.name": ("{step}번 {item}째 품목 이름", "step {step} item {item} name"),
    "edge.fault": ("{name}", "{name}"),
    "edge.passes": ("{fails}에서 실패, {next}에서 통과", "fails at {fails}, passes at {next}"),
    "edge.fails-otherwise": (
        "{fails}에서 실패, {next}에서는 다른 실패",
        "fails at {fails}, fails otherwise at {next}",
    ),
    "edge.no-fair-case": (
        "{fails}에서 실패, {next}에서는 정상 릴리스도 통과하지 못해 비교할 수 없음",
        "fails at {fails}; at {next} no sound release passes, so nothing can be told",
    ),
    "edge.least": ("가장 작은 {fails}에서도 실패", "fails at the mildest value already, {fails}"),
    "edge.odd": (
        "단조롭지 않음: 더 센 {odd}에서는 통과",
        "not monotone: passes at the harsher {odd}",
    ),
    "unit.won": ("{value}원", "{value} won"),
    "unit.ms": ("{value}ms", "{value} ms"),
    "unit.bytes": ("{value}바이트", "{value} byte(s)"),
    "unit.times": ("{value}회", "{value} time(s)"),
    "unit.bits": ("{value}비트", "{value} bit(s)"),
    # bisect
    "bisect.release": ("릴리스", "release"),
    "bisect.firmware": ("펌웨어", "firmware"),
    "bisect.state.good": ("정상", "good"),
    "bisect.state.bad": ("실패", "bad"),
    "bisect.state.other": ("다른 실패", "fails otherwise"),
    "bisect.state.cannot-tell": ("판단 불가", "cannot tell"),
    "bisect.money": (
        "청구 {charges}건 {amount}, POS {belief}",
        "{charges} charge(s) of {amount}, POS {belief}",
    ),
    "bisect.money_open": ("장부와 다름", "books differ"),
    "bisect.lacks": ("없는 기능: {lacks}", "lacks {lacks}"),
    "bisect.lacks_count": (
        "필요한 기능이 없는 버전도 건너뛰지 않고 재생했으며, 그 결과대로 셌습니다.",
        "A version that lacks what the scenario needs is played like the others and counts by what it did.",
    ),
    "bisect.recorded": ("기록", "recorded"),
    "bisect.reproduced": (
        "{label}에서 기록과 같은 결과가 나왔습니다.",
        "{label} comes out again as it was recorded.",
    ),
    "bisect.not_reproduced": (
        "주의: {label}의 기록은 {was}인데, 지금은 {now}입니다. 아래는 지금의 프로필로 찾은 것입니다.",
        "warning: {label} was recorded as {was} and is now {now}; what follows is about today's profiles.",
    ),
    "bisect.wanted": ("찾는 실패", "looked for"),
    "bisect.by_class": ("{cause} (같은 종류 {kind}이면 같은 실패)", "{cause}; the same is any of {kind}"),
    "bisect.any": ("모든 비호환", "any incompatibility"),
    "bisect.all_played": ("{count}개 버전을 모두 재생했습니다.", "all {count} versions were played."),
    "bisect.few": (
        "버전이 {most}개 이하여서 {count}개를 모두 재생했습니다.",
        "all {count} versions were played, since they are at most {most}.",
    ),
    "bisect.sampled": (
        "{count}개 가운데 {played}개를 재생했습니다: 양 끝, 이분 탐색, 이웃, 표본. "
        "나머지는 재생하지 않았으며 --all이면 모두 재생합니다.",
        "{played} of {count} versions were played: both ends, the bisection, its neighbours and a sample; "
        "the rest were not, --all plays them too.",
    ),
    "bisect.cut_short": (
        "{count}개 가운데 {played}개를 재생한 뒤 끝났습니다.",
        "ended after {played} of {count} versions.",
    ),
    "bisect.played": ("재생", "played"),
    "bisect.proofs": ("증명에 {count}회 더 재생했습니다.", "{count} more replays for the proofs."),
    "bisect.broke": ("처음 실패", "first bad"),
    "bisect.again": ("다시 실패", "bad again"),
    "bisect.mended": ("다시 정상", "good again"),
    "bisect.veiled_before": (
        "{label}은(는) 다른 까닭으로 실패하므로, 이 실패가 이미 있었는데 가려졌을 수 있습니다.",
        "{label} fails otherwise: the failure may have been there before, unseen.",
    ),
    "bisect.veiled_after": (
        "{label}은(는) 다른 까닭으로 실패하므로, 이 실패가 아직 있는데 가려졌을 수 있습니다.",
        "{label} fails otherwise: the failure may still be there, unseen.",
    ),
    "bisect.between": (
        "그 사이는 판단할 수 없습니다: {labels}.",
        "nobody can tell of those between: {labels}.",
    ),
    "bisect.changed": ("바뀐 특성", "changed"),
    "bisect.same_traits": ("바뀐 특성이 없습니다.", "no trait changed."),
    "bisect.culprit": ("원인 특성", "culprit"),
    "bisect.cure": ("고친 특성", "mended by"),
    "bisect.uncovered": ("드러낸 특성", "shown by"),
    "bisect.covered": ("가린 특성", "hidden by"),
    "bisect.proof_broke": (
        "재생으로 증명됨: {before}에 이것만 바꾸면 실패합니다.",
        "proven by replay: {before} with this alone fails.",
    ),
    "bisect.proof_mended": (
        "재생으로 증명됨: {before}에 이것만 바꾸면 이 실패가 없어집니다.",
        "proven by replay: {before} with this alone no longer fails so.",
    ),
    "bisect.together": (
        "하나만으로는 안 되고, 함께 바꿔야 그렇게 됩니다.",
        "none alone is enough, only these together.",
    ),
    "bisect.undone_broke": (
        "{after}에서 되돌리면 이 실패가 없어집니다.",
        "taken back in {after}, the failure is gone.",
    ),
    "bisect.undone_mended": (
        "{after}에서 되돌리면 다시 실패합니다.",
        "taken back in {after}, it fails again.",
    ),
    "bisect.not_undone": (
        "{after}에서 이것만 되돌려서는 달라지지 않습니다: 다른 특성도 같은 일을 합니다.",
        "taken back in {after} alone it changes nothing: another trait does the same.",
    ),
    "bisect.others": ("혼자서도 같은 결과: {paths}", "alone enough as well: {paths}"),
    "bisect.no_culprit": (
        "바뀐 특성으로는 재현되지 않습니다.",
        "the changed traits do not reproduce it.",
    ),
    "bisect.no_failure": (
        "재생한 어느 버전도 실패하지 않습니다.",
        "no version that was played fails.",
    ),
    "bisect.no_such_failure": (
        "재생한 어느 버전에도 찾는 실패가 없습니다.",
        "no version that was played fails in this way.",
    ),
    "bisect.always": (
        "재생한 모든 버전이 실패합니다: 이 범위 이전부터 있던 실패입니다.",
        "every version that was played fails: it is older than this range.",
    ),
    "bisect.not_monotone": (
        "단조롭지 않음: 실패가 생기거나 없어진 것이 {changes}번입니다. 이분 탐색은 한 번으로 봅니다.",
        "not monotone: the failure came or went {changes} times, where bisection takes it for one.",
    ),
    "bisect.other_failures": (
        "다르게 실패하는 버전: {labels}. --any를 주면 함께 셉니다.",
        "versions that fail otherwise: {labels}; --any counts them too.",
    ),
    "bisect.cannot_tell": (
        "판단할 수 없는 버전: {labels}. 정상으로도 실패로도 세지 않았습니다.",
        "versions of which nobody can tell: {labels}; they count neither as good nor as bad.",
    ),
    "bisect.repeat": ("다시 찾기", "repeat it"),
}


def isolate_say(lang: str, key: str, **values: object) -> str:
    """The phrase `key` in `lang`, its blanks filled in."""
    korean, english = ISOLATE_PHRASES[key]
    text = korean if lang == "ko" else english
    return text.format(**values) if values else text
