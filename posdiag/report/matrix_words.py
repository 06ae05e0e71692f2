"""Phrases of the reports on a matrix, in Korean and English."""

from __future__ import annotations

from collections.abc import Mapping

#: key -> (Korean, English). `{…}` are filled in by `matrix_say`.
MATRIX_PHRASES: Mapping[str, tuple[str, str]] = {
    "title": ("쿠폰 결제 호환성 표", "Coupon payment compatibility matrix"),
    "counts": (
        "시나리오 {scenarios} × 릴리스 {releases}, 재생 {runs}건",
        "{scenarios} scenarios × {releases} releases, {runs} replays",
    ),
    "failures": ("실패 {count}가지", "failures: {count}"),
    "standing.new": ("새 실패", "new"),
    "standing.known": ("알려진 실패", "known"),
    "standing.expired": ("기한 지난 실패", "expired"),
    "stale.passes": ("이제 통과함", "passes now"),
    "stale.otherwise": ("이제 다르게 실패함", "fails otherwise now"),
    "stale.gone": ("시나리오나 릴리스가 없어짐", "scenario or release is gone"),
    "head.new": ("새 실패 {count}가지", "new failures: {count}"),
    "head.known": ("알려진 실패 {count}가지", "known failures: {count}"),
    "head.expired": ("기한이 지난 실패 {count}가지", "failures whose time has run out: {count}"),
    "head.stale": ("기준선에서 낡은 항목 {count}개", "stale entries in the baseline: {count}"),
    "head.errors": ("재생하지 못한 것 {count}건", "replays that could not be judged: {count}"),
    "head.unplayed": (
        "기준선의 {count}개 항목은 이번에 재생하지 않았습니다.",
        "entries of the baseline not played this time: {count}",
    ),
    "baseline.clean": (
        "기준선 그대로입니다: 새 것도, 기한 지난 것도, 낡은 것도 없습니다.",
        "As the baseline says: nothing new, nothing expired, nothing stale.",
    ),
    "baseline.prune": (
        "낡은 항목은 posdiag baseline prune 으로 지웁니다.",
        "Take stale entries out with posdiag baseline prune.",
    ),
    "entry": ("{owner} · {expires}까지 · {reason}", "{owner} · until {expires} · {reason}"),
    "known.line": (
        "{count}가지: {owner}, {expires}까지: {reason}",
        "{count}: {owner}, until {expires}: {reason}",
    ),
    "more": ("… 그 밖에 {count}가지", "… and {count} more"),
    "truncated": (
        "너무 커서 줄였습니다: {count}가지가 빠졌습니다. 모두 보려면 --output json=FILE.",
        "Cut to fit: {count} are left out. All of them: --output json=FILE.",
    ),
    "no_flows": (
        "전문 흐름(codeFlows)을 뺐습니다: 파일이 너무 커집니다.",
        "The code flows are left out: the file would be too large.",
    ),
    "alike": ("같은 원인으로 함께 실패", "fails alike"),
    "elsewhere": (
        "아래 기록은 같은 실패인 {title}의 것입니다.",
        "The record below is of {title}, which fails alike.",
    ),
    "not_whole": ("기록 없음: 중단되었거나 너무 많습니다.", "No record: interrupted, or too many of them."),
    "interrupted": (
        "중단했습니다: 재생 {planned}건 가운데 {done}건만 끝났습니다.",
        "Interrupted: only {done} of {planned} replays had ended.",
    ),
    "all_well": ("모두 호환됩니다.", "All compatible."),
    "cause": ("원인", "cause"),
    "cause.none": ("판단 불가", "cannot tell"),
    "repeat": ("다시 재생", "repeat it"),
    "seen_times": ("시드 {count}개에서 실패 ({runs}번 중)", "fails under {count} of {runs} seeds"),
    "error": ("재생 오류", "could not be judged"),
    "owner": ("담당", "owner"),
    "reason": ("사유", "reason"),
    "expires": ("기한", "until"),
    "scenario": ("시나리오", "scenario"),
    "release": ("릴리스", "release"),
    "verdict": ("판정", "verdict"),
    "standing": ("구분", "standing"),
    "severity": ("정도", "severity"),
    "evidence": ("근거", "evidence"),
    "money": ("돈", "money"),
    "rule.help": (
        "원인: {name} ({cause}). posdiag diagnose 로 다시 재생하면 근거와 해결책을 볼 수 있습니다.",
        "Cause: {name} ({cause}). Repeat it with posdiag diagnose to see the evidence and what helps.",
    ),
    "rule.unknown": ("원인을 알 수 없음", "cause cannot be told"),
    "annotation.more": (
        "그 밖에 {count}가지 실패가 더 있습니다.",
        "{count} more failures are not annotated.",
    ),
    "annotation.stale": (
        "기준선의 낡은 항목: {what} ({why})",
        "stale entry in the baseline: {what} ({why})",
    ),
    "figure.stale": ("낡은 기준선 항목", "stale entries"),
    # the page
    "page.filter": ("골라 보기", "filter"),
    "page.search": ("찾기", "search"),
    "page.language": ("언어", "language"),
    "page.all": ("모두", "all"),
    "page.skip": ("실패 목록으로", "skip to the failures"),
    "page.heat": ("시나리오와 릴리스", "scenarios and releases"),
    "page.legend.mixed": ("시드에 따라 다름", "depends on the seed"),
    "page.failures": ("실패", "failures"),
    "page.only_failing": ("실패한 줄만", "only rows that fail"),
    "page.none_found": ("맞는 것이 없습니다.", "Nothing matches."),
    "page.copy": ("복사", "copy"),
    "page.baseline": ("기준선", "baseline"),
    "page.for_good": ("근본 해결", "for good"),
    "page.now": ("지금 할 일", "what to do now"),
    "page.ask": ("물어볼 것", "what to ask"),
    "page.expected": ("기대한 것", "expected"),
    "page.made": ("posdiag {version}", "posdiag {version}"),
    "page.top": ("처음으로", "to the top"),
}


def matrix_say(lang: str, key: str, **values: object) -> str:
    """The phrase `key` in `lang`, its blanks filled in."""
    korean, english = MATRIX_PHRASES[key]
    text = korean if lang == "ko" else english
    return text.format(**values) if values else text
