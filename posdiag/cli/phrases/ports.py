"""What `posdiag ports` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "ports.about": (
        "제조사, 일련번호, 지금 쓰고 있는 프로그램을 알 수 있는 대로 보여 줍니다. 포트를 열지는 않습니다. "
        "이 컴퓨터에서 실행 중인 가상 단말기(pty)도 나옵니다.",
        "Shows maker, serial number and the program that has each port, as far as they can be known. No port "
        "is opened. Simulated terminals that run here on a pty are listed too.",
    ),
}
