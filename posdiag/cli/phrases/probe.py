"""What `posdiag probe` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "probe.about": (
        "URL: serial:///dev/ttyUSB0, serial://COM3?baud=9600, tcp://HOST:PORT, tls://HOST:PORT. 먼저 듣기만 "
        "하고, --ask가 있으면 해 없는 질문(장치 확인, 에코, ENQ)도 합니다. 결제, 취소, 망취소는 절대 보내지 "
        "않습니다.\n\n종료 코드: 0 찾음, 1 찾지 못했거나 확실하지 않음, 2 입력 오류, 3 열 수 없음.",
        "URL: serial:///dev/ttyUSB0, serial://COM3?baud=9600, tcp://HOST:PORT, tls://HOST:PORT. It listens "
        "first; with --ask it also asks harmless questions (device check, echo, ENQ). It never sends a "
        "payment, a cancel or a reversal.\n\nExit codes: 0 found, 1 not found or not certain, 2 wrong input, "
        "3 not opened.",
    ),
    "probe.ask": (
        "해 없는 질문도 합니다: 장치 확인, 에코, ENQ. 결제는 보내지 않습니다.",
        "Also ask harmless questions: device check, echo, ENQ. Never a payment.",
    ),
    "probe.listen": ("설정마다 듣는 시간(초).", "Seconds to listen at each setting."),
    "probe.limit": ("모두 합해 가장 오래 걸릴 시간(초).", "Longest time in all, in seconds."),
    "probe.opening": ("{settings} 설정으로 여는 중", "opening at {settings}"),
    "probe.connecting": ("연결하는 중", "connecting"),
    "probe.listening": ("듣는 중", "listening"),
    "probe.asking": ("물어보는 중 ({count})", "asking ({count})"),
    "probe.no_line": ("`{url}`은 실제 회선이 아닙니다", "`{url}` is no real line"),
    "probe.no_line_remedy": (
        "serial:///dev/ttyUSB0 또는 tcp://HOST:PORT",
        "one of serial:///dev/ttyUSB0, tcp://host:port",
    ),
}
