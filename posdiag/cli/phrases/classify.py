"""What `posdiag classify` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "classify.about": (
        "TEXT는 오류 메시지, 코드, 로그 한 줄, 또는 손님이나 점주의 말입니다. - 는 표준 입력입니다. "
        "깨진 한글은 복구해서 읽고, 카드번호와 주민등록번호는 가립니다. "
        "--input 은 한 줄에 하나씩 읽습니다.\n\n"
        "종료 코드: 0 답함(모른다는 답 포함), 2 입력 오류.",
        "TEXT is an error message, a code, a log line, or what a customer or merchant says; - is standard "
        "input. Garbled Korean is read repaired; card and resident numbers are masked. --input reads one "
        "text a line.\n\nExit codes: 0 answered (also that it cannot tell), 2 wrong input.",
    ),
    "classify.input": (
        "글이 한 줄에 하나씩 든 파일, 또는 - . 인코딩은 줄마다 알아냅니다.",
        "File with one text a line, or -; the encoding of each line is found out.",
    ),
    "classify.scheme": (
        "코드를 매긴 곳: iso8583-de39, nicepay, kicc 등 (posdiag codes 참고).",
        "Whose codes are in it: iso8583-de39, nicepay, kicc and others (see posdiag codes).",
    ),
    "classify.layer": (
        "코드가 나온 층: transport, agent, terminal, host.",
        "Layer that the code comes from: transport, agent, terminal or host.",
    ),
    "classify.empty": ("내용이 비었습니다", "the text is empty"),
    "classify.both": ("글과 파일을 함께 줄 수 없습니다", "a text and a file at once"),
    "classify.give": (
        "메시지를 그대로 쓰거나, - 나 --input FILE 을 주십시오",
        "write the message as it stands, or give - or --input FILE",
    ),
    "classify.unread": ("읽을 수 없습니다: {what}", "cannot be read: {what}"),
    "classify.unread_remedy": (
        "파일 이름과 권한을 확인하십시오",
        "check its name and your permission to read it",
    ),
    "classify.at": ("{count}건 분류함", "{count} texts classified"),
}
