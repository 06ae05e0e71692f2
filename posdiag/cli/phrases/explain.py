"""What `posdiag explain` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "explain.about": (
        "FILE은 pcap, pcapng, 직렬 로그(socat -x -v, 16진수 덤프), posdiag가 기록한 파일, 또는 - (표준 입력)"
        "입니다. 방언과 POS 쪽을 스스로 알아내고, 결제마다 나누어 diagnose와 똑같이 진단합니다.\n\n"
        "종료 코드: 0 이상 없음, 1 --fail-on 이상의 이상 발견, 2 입력 오류, 3 posdiag 오류, 5 결제가 없음.",
        "FILE is a pcap, pcapng, serial log (socat -x -v, hex dumps), a file that posdiag recorded, or - for "
        "standard input. Dialects and the POS's end are found by themselves; each payment is diagnosed as "
        "`diagnose` does it.\n\nExit codes: 0 no failure, 1 findings at or above --fail-on, 2 wrong input, "
        "3 posdiag failed, 5 no payment in it.",
    ),
    "explain.as": ("회선의 방언. 없으면 알아냅니다.", "Dialect of the lines; found by itself otherwise."),
    "explain.pos": (
        "POS 제품과 릴리스 하나: ID@RELEASE. 그 방언과 특성을 씁니다.",
        "The POS, one release: ID@RELEASE. Its dialect and traits are used.",
    ),
    "explain.port": (
        "이 TCP 포트의 회선만 봅니다. 여러 번 쓸 수 있습니다.",
        "Look only at lines to or from this TCP port. May be repeated.",
    ),
    "explain.only": (
        "이 판정의 결제만 씁니다.",
        "Write only payments with this verdict.",
    ),
    "explain.one_pos": (
        "--pos는 릴리스 하나여야 합니다: {count}개가 맞습니다",
        "--pos means {count} releases",
    ),
    "explain.one_pos_remedy": ("ID@RELEASE로 하나만 고르십시오", "choose one: ID@RELEASE"),
    "explain.trouble": ("{place}: {what}", "{place}: {what}"),
    "explain.more_troubles": (
        "기록 파일의 문제가 {count}가지 더 있습니다",
        "{count} more troubles of the capture",
    ),
    "explain.left_out": (
        "{name}: 결제가 아닌 회선 {count}개를 제외했습니다 ({what})",
        "{name}: {count} lines that are no payment traffic were left out ({what})",
    ),
    "explain.none": ("결제가 하나도 없습니다", "no payment in it"),
    "explain.none_remedy": (
        "--as나 --port로 방언이나 포트를 알려 주십시오",
        "name the dialect or the port with --as or --port",
    ),
    "explain.unread": ("읽을 수 없습니다: {what}", "cannot be read: {what}"),
    "explain.unread_remedy": (
        "파일 이름과 권한을 확인하십시오",
        "check its name and your permission to read it",
    ),
    "explain.surveyor_gone": (
        "기록을 읽던 프로세스가 끝나기 전에 사라졌습니다",
        "the process that was reading it has gone before its end",
    ),
    "explain.at": ("{name} {percent}% · 결제 {count}건", "{name} {percent}% · {count} payments"),
}
