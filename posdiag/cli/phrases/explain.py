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
    "explain.payment": (
        "N번째 결제만 봅니다. 보고서의 #N, --format jsonl 의 N번째 줄이며 모든 파일에 걸쳐 셉니다.",
        "Look at this payment alone: #N of the report, line N of --format jsonl, over all files.",
    ),
    "explain.next": (
        "실패한 결제마다 원인을 가장 잘 좁히는 다음 확인 하나를 알려 줍니다.",
        "For each failed payment, tell the one check that narrows the causes most for its effort.",
    ),
    "explain.interactive": (
        "--payment 의 결제, 없으면 가장 심한 실패에 대해 원인이 정해질 때까지 차례로 묻습니다. 답은 번호로, "
        "모르면 ?, 끝내려면 q. 파이프로 답해도 됩니다.",
        "Ask about the payment of --payment, or else the worst failure, one check after the other, until its "
        "cause is named. Answers are numbers, ? for don't know, q to stop; they may come from a pipe.",
    ),
    "explain.no_such": ("결제는 {count}건뿐입니다", "there are {count} payments only"),
    "explain.no_such_remedy": ("1에서 {count} 사이로 주십시오", "give a number from 1 to {count}"),
    "explain.no_answers": (
        "표준 입력으로 기록을 읽으므로 답을 받을 수 없습니다",
        "the capture comes by standard input, so answers cannot",
    ),
    "explain.no_answers_remedy": ("기록을 파일로 저장해서 주십시오", "save the capture and give its file"),
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
