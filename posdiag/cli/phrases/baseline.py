"""What `posdiag baseline` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "baseline.write": (
        "지금의 실패를 사유, 담당, 기한과 함께 적습니다.",
        "Write down what fails now, with reason, owner and expiry.",
    ),
    "baseline.check": (
        "새 실패, 기한 지난 것, 낡은 것이 있으면 종료 코드 1.",
        "Exit with 1 for new failures, expired ones and stale entries.",
    ),
    "baseline.prune": (
        "이제 통과하는 항목을 지웁니다.",
        "Take out entries of what passes now.",
    ),
    "baseline.write.about": (
        "이미 있는 항목은 사유, 담당, 기한을 그대로 둡니다. 이번에 재생하지 않은 것과 낡은 것도 "
        "그대로 둡니다.",
        "Entries that are there keep their reason, owner and expiry; what was not played this time and what "
        "is stale stays as well.",
    ),
    "baseline.check.about": (
        "matrix --baseline FILE --fail-on new 와 같습니다.",
        "The same as matrix --baseline FILE --fail-on new.",
    ),
    "baseline.prune.about": (
        "재생하지 않은 항목은 그대로 둡니다. 시나리오나 릴리스가 없어진 항목은 지웁니다.",
        "What was not played stays. Entries whose scenario or release is gone are taken out.",
    ),
    "baseline.file": ("알려진 실패의 파일.", "File of known failures."),
    "baseline.reason": ("새 항목의 사유.", "Why the new entries are known and left."),
    "baseline.owner": ("새 항목의 담당.", "Who looks after the new entries."),
    "baseline.expires": (
        "새 항목의 기한. 이 날이 지나면 다시 실패로 칩니다.",
        "Last day of the new entries; after it they count as failures again.",
    ),
    "baseline.renew": (
        "아직 실패하는 항목의 기한도 --expires 까지 늘립니다.",
        "Prolong entries that fail still to --expires, too.",
    ),
    "baseline.empty": ("비어 있습니다", "empty"),
    "baseline.empty_remedy": (
        "내년에 읽을 사람을 위해 쓰십시오",
        "say it, for whoever reads this next year",
    ),
    "baseline.written": (
        "{file}: 실패 {failures}가지, 새로 적음 {added}, 그대로 둠 {kept}, 모두 {entries}",
        "{file}: {failures} failures, {added} added, {kept} kept, {entries} in all",
    ),
    "baseline.stale": (
        "낡은 항목이 {count}개 있습니다: posdiag baseline prune",
        "{count} entries are stale: posdiag baseline prune",
    ),
    "baseline.pruned": (
        "{file}: 지움 {removed}, 그대로 둠 {kept}, 그 가운데 재생하지 않음 {not_played}",
        "{file}: {removed} taken out, {kept} kept, {not_played} of them not played",
    ),
}
