"""What `posdiag audit` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "audit.about": (
        "posdiag가 단말기 RIG가 되어 진짜 POS 프로그램을 받습니다. 사례마다 정상, 깨진 검사 바이트, 멈춤, "
        "중복, 늦은 응답, ACK 유실, 끊김 등을 겪게 하고, POS가 보낸 바이트와 (--run이 있으면) 출력으로 "
        "판정합니다. 고객이 실제로 얼마를 냈는지는 모의 발급사의 명세로 봅니다. --run이 없으면 사례마다 "
        "사람이나 스크립트가 결제를 한 번(또는 안내하는 횟수만큼) 합니다. 모의 결제이며 실제 돈은 움직이지 "
        "않습니다.\n\n종료 코드: 0 이상 없음, 1 --fail-on 이상의 이상 발견, 2 입력 오류, 3 열 수 없음.",
        "posdiag plays the terminal RIG, and a real POS program pays at it. Case by case it meets a healthy "
        "terminal, wrong check bytes, pauses, duplicates, late answers, lost ACKs, broken connections and "
        "more, and is judged by its bytes and, with --run, by what it prints. What the customer was charged "
        "is seen on the simulated issuer's statement. Without --run a person or a script makes one payment "
        "a case (or as many as are asked for). No real money moves.\n\n"
        "Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 wrong input, 3 not opened.",
    ),
    "audit.listen": (
        "POS가 접속할 주소. 포트 0은 빈 포트입니다. 주소는 모든 사례에 그대로입니다.",
        "Where the POS comes in; port 0 takes a free one. The address stays the same for all cases.",
    ),
    "audit.only": ("이 사례만 실행합니다. 여러 번 쓸 수 있습니다.", "Play only this case. May be repeated."),
    "audit.as": (
        "POS가 쓰는 방언. 없으면 RIG에 맞는 것.",
        "Dialect that the POS speaks; by default that of the RIG.",
    ),
    "audit.speed": (
        "단말기 시계의 빠르기. 2이면 단말기의 모든 시간이 절반이 됩니다.",
        "How fast the terminal's clock runs: 2 halves all of the terminal's times.",
    ),
    "audit.run": (
        "사례마다 실행할 POS 명령. {address} {device} {host} {port} {case} {payments}가 채워집니다. "
        "{payments}가 없으면 결제 한 건에 한 번 실행합니다.",
        "Command of the POS, started for each case; {address} {device} {host} {port} {case} {payments} are "
        "filled in. Without {payments} it is started once for each payment.",
    ),
    "audit.approved": (
        "프로그램이 승인을 출력하는 줄의 정규식.",
        "Regular expression of the line by which the program prints an approval.",
    ),
    "audit.declined": (
        "프로그램이 거절·실패를 출력하는 줄의 정규식. 둘 다 맞으면 거절로 봅니다.",
        "Regular expression of the line by which it prints a refusal or failure; it wins where both fit.",
    ),
    "audit.timeout": (
        "프로그램이 이 시간 안에 끝나지 않으면 멈춘 것으로 봅니다.",
        "A program that takes longer has hung, and is ended.",
    ),
    "audit.wait": (
        "--run이 없을 때 한 사례를 기다리는 시간.",
        "Without --run: how long to wait for the payments of a case.",
    ),
    "audit.patience": (
        "POS가 응답을 기다리는 시간. 늦은 응답은 그만큼 붙들었다가 보냅니다.",
        "How long the POS waits for an answer; a late one is held back for that long.",
    ),
    "audit.pos": ("보고서에 쓸 POS 이름.", "What the report calls the POS."),
    "audit.fail_on": (
        "이보다 무거운 이상이 있으면 종료 코드 1.",
        "Exit with 1 when a finding is at least this severe.",
    ),
    "audit.case": ("{number}/{count} {case}: {name}", "{number}/{count} {case}: {name}"),
    "audit.pay_now": (
        "{number}/{count} {case}: {name}. 지금 결제를 {payments}번 하십시오.",
        "{number}/{count} {case}: {name}. Make {payments} payment(s) now.",
    ),
}
