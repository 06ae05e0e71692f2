"""What `posdiag outage` says."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "outage.about": (
        "FILE은 explain --format jsonl 이나 diagnose --format jsonl 이 쓴 기록, 또는 - (표준 입력)입니다. "
        "여러 파일을 함께 봅니다. 같은 증상이 한 VAN, 한 카드사, 한 카드번호 대역(BIN)에서 여러 매장에 "
        "몰린 시간을 찾습니다. 한 매장에만 몰린 것은 그 매장의 문제로 따로 알려 줍니다.\n\n"
        "종료 코드: 0 장애 없음, 1 장애 발견(--fail-on never 이면 0), 2 입력 오류, 5 결제가 없음.",
        "FILE is what explain --format jsonl or diagnose --format jsonl wrote, or - for standard input; "
        "several files are read together. Finds times in which one symptom gathers on one VAN, issuer or "
        "card range (BIN) in many shops. What gathers in one shop is told as that shop's own.\n\n"
        "Exit codes: 0 no outage, 1 an outage (0 with --fail-on never), 2 wrong input, 5 no payment in it.",
    ),
    "outage.unread": ("읽을 수 없습니다: {what}", "cannot be read: {what}"),
    "outage.unread_remedy": (
        "파일 이름과 권한을 확인하십시오",
        "check its name and your permission to read it",
    ),
    "outage.no_json": ("JSON이 아닙니다: {what}", "no JSON: {what}"),
    "outage.no_run": ("결제 기록이 아닙니다: {what}", "no payment record: {what}"),
    "outage.jsonl_remedy": (
        "explain 이나 diagnose 를 --format jsonl 로 실행한 파일을 주십시오",
        "give a file that explain or diagnose wrote with --format jsonl",
    ),
    "outage.long_line": ("한 줄이 {most}바이트를 넘습니다", "a line of more than {most} bytes"),
    "outage.nothing": ("시각을 아는 결제가 하나도 없습니다", "no payment of which the time is known"),
    "outage.nothing_remedy": (
        "시각이 있는 기록(pcap, pcapng)을 explain 으로 풀어 주십시오",
        "explain a capture that has times, such as a pcap or pcapng",
    ),
    "outage.at": ("{name}: 결제 {count}건", "{name}: {count} payments"),
}
