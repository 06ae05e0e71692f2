"""What `posdiag tap` and `posdiag record` say."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "tap.about": (
        "POS는 LISTEN에 연결하고, posdiag는 모든 바이트를 그대로 바로 TERMINAL에 전달하면서 풀이와 진단을 "
        "보여 줍니다. LISTEN: tcp://127.0.0.1:PORT (0이면 빈 포트), serial:///dev/ttyUSB0?baud=9600, pty. "
        "TERMINAL: tcp://HOST:PORT, serial:///dev/ttyUSB1?baud=9600. Ctrl-C로 끝냅니다.\n\n"
        "종료 코드: 0 끝, 1 --fail-on 이상의 이상 발견, 2 입력 오류, 3 열 수 없거나 기록이 빠짐.",
        "The POS comes in at LISTEN; every byte goes on to TERMINAL unchanged and at once, while it is shown "
        "decoded and diagnosed. LISTEN: tcp://127.0.0.1:PORT (0 takes a free one), "
        "serial:///dev/ttyUSB0?baud=9600, pty. TERMINAL: tcp://HOST:PORT, serial:///dev/ttyUSB1?baud=9600. "
        "Ctrl-C ends it.\n\nExit codes: 0 done, 1 findings at or above --fail-on, 2 wrong input, "
        "3 not opened or not all recorded.",
    ),
    "tap.record": (
        "지나간 것을 기록할 pcapng 파일. 카드 정보는 가려집니다.",
        "Record what passes as pcapng; card data is masked.",
    ),
    "tap.unmasked": (
        "기록에서 카드 정보를 가리지 않습니다.",
        "Record card data as it stands.",
    ),
    "tap.warn_unmasked": (
        "주의: 기록에 카드 정보가 그대로 들어갑니다. 카드 정보로 다루고, 쓴 뒤 지우십시오.",
        "warning: the recording holds card data as it stands; treat it as such, and delete it after use.",
    ),
    "tap.fault": (
        "실제 회선에 넣을 장애: NAME 또는 NAME:k=v,k=v. 여러 번 쓸 수 있습니다.",
        "Fault to inject into the real line: NAME or NAME:k=v,k=v. May be repeated.",
    ),
    "tap.warn_fault": (
        "주의: 실제 회선에 장애를 넣습니다. 실제 결제가 이중 청구될 수 있습니다. 시험 카드로만 쓰십시오.",
        "warning: faults go into a real line; real payments may be charged twice. Use test cards only.",
    ),
    "tap.as": (
        "회선의 방언. 없으면 찾아냅니다. 알려 주면 첫 결제의 기록부터 필드별로 가려집니다.",
        "Dialect of the line; found out by default. Told, it masks the first payment's fields too.",
    ),
    "tap.pos": (
        "POS 제품과 릴리스: ID@RELEASE. 알면 진단이 더 분명해집니다.",
        "POS product and release, ID@RELEASE: makes the diagnosis more certain.",
    ),
    "tap.seconds": ("이만큼(초) 뒤에 끝냅니다.", "End after so many seconds."),
    "tap.opened": ("{at} 회선 {number} 열림: {a} → {b}", "{at} line {number} open: {a} → {b}"),
    "tap.ended": ("{at} 회선 {number} 끝남: {why} ({who})", "{at} line {number} over: {why} ({who})"),
    "tap.why.refused": ("접속 거부", "refused"),
    "tap.why.reset": ("강제로 끊김", "reset"),
    "tap.why.ended": ("닫힘", "closed"),
    "tap.why.lost": ("장치가 사라짐", "device gone"),
    "tap.by_pos": ("POS 쪽", "by the POS's end"),
    "tap.by_far": ("단말기 쪽", "by the terminal's end"),
    "tap.waiting_far": (
        "{at} 단말기 쪽이 아직 없습니다: {why}. 계속 시도합니다.",
        "{at} the terminal's end is not there yet: {why}; trying again.",
    ),
    "tap.waiting_near": (
        "{at} POS 쪽을 열 수 없습니다: {why}. 계속 시도합니다.",
        "{at} the POS's end cannot be opened: {why}; trying again.",
    ),
    "tap.injected": ("{at} 회선 {number} 장애 주입: {what}", "{at} line {number} fault injected: {what}"),
    "tap.missed": (
        "{at} {size}바이트는 전달되었으나 보여 주지 못했습니다: 이 프로그램이 따라가지 못합니다.",
        "{at} {size} bytes were forwarded but not shown: this program cannot keep up.",
    ),
    "tap.speaks": (
        "{at} 회선 {number} 방언: {dialect} ({why})",
        "{at} line {number} speaks {dialect} ({why})",
    ),
    "tap.speaks_none": (
        "{at} 회선 {number}: 아는 방언이 아닙니다 ({why}). 바이트는 그대로 전달됩니다.",
        "{at} line {number}: no known dialect ({why}); its bytes pass all the same.",
    ),
    "tap.well": ("{at} 이상 없음: {what}", "{at} no fault: {what}"),
    "tap.not_recorded": (
        "주의: 기록하지 못합니다: {why}. 전달은 계속됩니다.",
        "warning: nothing is recorded now: {why}; forwarding goes on.",
    ),
    "tap.ended_after": (
        "끝냈습니다: 결제 {count}건, 이상 {bad}건.",
        "Ended: {count} payments, {bad} with findings.",
    ),
    "tap.unjudged": (
        "결제 {count}건은 회선이 바빠서 진단하지 못했습니다. 기록을 `posdiag explain`으로 진단하십시오.",
        "{count} payments were not judged: the line was too busy. Use `posdiag explain` on the recording.",
    ),
    "tap.unread": (
        "밀려 있던 {count}바이트는 읽지 못했습니다. 기록했다면 `posdiag explain`으로 진단하십시오.",
        "{count} bytes that were behind were not read; if they were recorded, use `posdiag explain`.",
    ),
    "tap.recorded": ("기록: {path}", "recorded: {path}"),
    "tap.recorded_less": (
        "기록: {path}. 패킷 {lost}개는 쓰지 못했습니다.",
        "recorded: {path}; {lost} packets could not be written.",
    ),
}
