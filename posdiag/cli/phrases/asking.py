"""What a run of questions at the terminal says beside the report."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "asking.form": (
        "사람에게 묻는 것이라 --format text 로만 쓸 수 있습니다",
        "asks people, so it goes with --format text only",
    ),
    "asking.form_remedy": (
        "프로그램에서는 --next --format json 을 쓰십시오",
        "for programs use --next --format json",
    ),
    "asking.prompt": ("답 (번호, ? 모름, q 끝): ", "answer (number, ? don't know, q stop): "),
    "asking.again": (
        "`{given}`은(는) 답이 아닙니다. 1에서 {most}까지의 번호, ?, q 중에서 골라 주세요.",
        "`{given}` is no answer: give a number from 1 to {most}, ? or q.",
    ),
    "asking.about": ("{scenario} · {pos}에 대해 묻습니다.", "Asking about {scenario} · {pos}."),
    "asking.others": (
        "실패한 재생이 {count}건 더 있습니다. 시나리오와 --pos 를 골라 따로 물을 수 있습니다.",
        "{count} more runs failed; name their scenario and --pos to ask about them.",
    ),
    "asking.payment": (
        "결제 #{number} ({place})에 대해 묻습니다.",
        "Asking about payment #{number} ({place}).",
    ),
    "asking.other_payments": (
        "원인이 정해지지 않은 실패가 {count}가지 더 있습니다: {numbers}",
        "{count} more failures are undecided: {numbers}",
    ),
    "asking.payments_well": (
        "실패한 결제가 없어 물을 것이 없습니다.",
        "No payment failed: there is nothing to ask.",
    ),
    "asking.payments_named": (
        "실패한 결제의 원인이 이미 모두 정해져 있어 물을 것이 없습니다.",
        "The causes of all failed payments are named already: there is nothing to ask.",
    ),
    "asking.nothing_failed": (
        "실패한 재생이 없어 물을 것이 없습니다.",
        "Nothing failed: there is nothing to ask.",
    ),
    "asking.all_named": (
        "실패한 재생의 원인이 이미 모두 정해져 있어 물을 것이 없습니다.",
        "The causes of all failing runs are named already: there is nothing to ask.",
    ),
}
