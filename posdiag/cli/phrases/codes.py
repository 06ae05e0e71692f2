"""What `posdiag codes` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "codes.about": (
        "CODE의 모든 뜻을 코드 체계마다 보여 줍니다. 체계가 다르면 같은 숫자도 다른 뜻입니다. CODE 없이 쓰면 "
        "체계의 목록을, --scheme 만 주면 그 체계의 모든 코드를 보여 줍니다.\n\n"
        "종료 코드: 0 있음, 2 그런 체계가 없음, 5 그런 코드가 없음.",
        "Shows every meaning of CODE, scheme by scheme: the same number means another thing in each. Without "
        "CODE the schemes are listed; with --scheme alone, all its codes.\n\n"
        "Exit codes: 0 found, 2 no such scheme, 5 no such code.",
    ),
    "codes.scheme": ("이 체계의 뜻만 보여 줍니다.", "Only the meaning in this scheme."),
    "codes.none": ("카탈로그에 없는 코드입니다", "no scheme of the catalogue has that code"),
    "codes.none_remedy": (
        "메시지 글을 classify 에 주십시오",
        "give the words of the message to classify",
    ),
}
