"""What `posdiag self-check` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "self_check.about": (
        "전화하기 전에 혼자 볼 것의 목록입니다. --interactive 는 하나씩 묻고(번호, 빈 줄은 건너뜀, q 끝) "
        "짚이는 원인과 상담원에게 알릴 것을 보여 줍니다.",
        "A list of what can be looked at alone before calling. --interactive "
        "asks step by step (a number, an empty "
        "line to skip, q to stop) and tells what it points to and what to tell the agent.",
    ),
    "self_check.who": ("누가 확인하는지.", "Who checks."),
    "self_check.interactive": ("하나씩 묻습니다.", "Ask step by step."),
    "self_check.prompt": ("답 (번호, 빈 줄 건너뜀, q 끝): ", "answer (number, empty line skips, q stop): "),
    "self_check.again": ("1에서 {most}까지의 번호를 주세요.", "Give a number from 1 to {most}."),
}
