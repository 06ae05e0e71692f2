"""What `posdiag record` says beyond `posdiag tap`."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "record.about": (
        "tap처럼 POS와 단말기 사이에 앉아 지나가는 것을 FILE에 pcapng로 기록하고, 화면에는 아무것도 "
        "보여 주지 않습니다. Wireshark로 열 수 있고, `posdiag explain FILE`로 진단합니다. Ctrl-C로 끝냅니다.",
        "Sits between POS and terminal as tap does and records what passes as pcapng in FILE, showing "
        "nothing. Wireshark opens it, and `posdiag explain FILE` diagnoses it. Ctrl-C ends it.",
    ),
}
