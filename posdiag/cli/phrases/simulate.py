"""What `posdiag simulate` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "simulate.terminals": (
        "한 프로세스가 한 TCP 포트에서 단말기 N대를 실행합니다. 연결마다 한 대를 받고, N을 넘는 연결은 "
        "거절됩니다. 카드는 늘 꽂혀 있고 잔액은 다시 채워집니다. 단말기 k의 씨앗은 --seed와 k로 정해집니다.",
        "Run N terminals in one process on one TCP port: every connection gets one of its own, those "
        "beyond N are refused. Its card always lies in it and is topped up; terminal k takes its "
        "seed from --seed and k.",
    ),
    "simulate.refused": (
        "주의: 단말기가 모두 사용 중이라 지금까지 연결 {count}건을 거절했습니다. --terminals 를 늘리십시오.",
        "warning: every terminal is taken, connections refused so far: {count}; raise --terminals.",
    ),
}
