"""Phrases of the command line in Korean and English; those of reports are in report/words.py.

What every start needs stands here: shared phrases, the verbs of the first page, and the first verbs whole.
A later verb keeps its own phrases in phrases/VERB.py.
"""

from __future__ import annotations

from collections.abc import Mapping

#: key -> (Korean, English).
TEXTS: Mapping[str, tuple[str, str]] = {
    "about": (
        "POS에서 쿠폰 결제가 왜 실패하는지 찾고, 재생으로 증명하고, 효과가 확인된 해결책을 알려 줍니다.",
        "Finds out why a coupon payment fails at a till, proves it by replay, and tells what helps.",
    ),
    "usage": ("사용법", "Usage"),
    "Options": ("옵션", "Options"),
    "Commands": ("명령", "Commands"),
    "option.help": ("이 도움말을 보여 줍니다.", "Show this help."),
    "option.version": ("버전을 보여 줍니다.", "Show the version."),
    "option.lang": (
        "말: ko 또는 en. 없으면 시스템 언어를 따릅니다.",
        "Language: ko or en; by default the system's.",
    ),
    "option.debug": (
        "예상 밖의 오류가 나면 어디서 났는지 모두 보여 줍니다.",
        "On an unexpected error, show where it happened.",
    ),
    "option.format": ("결과의 형식.", "Form of the result."),
    "option.output": (
        "결과를 쓸 파일. 다 쓴 뒤에야 제자리에 놓입니다.",
        "File for the result; it appears only when it is whole.",
    ),
    "option.profiles": (
        "실려 있는 것에 더할 프로필 폴더(pos/, scenarios/ …). 여러 번 쓸 수 있습니다.",
        "A folder of profiles (pos/, scenarios/ …) beside the shipped ones. May be repeated.",
    ),
    # diagnose
    "diagnose": (
        "시나리오를 재생하고, 원인을 찾고, 해결책을 재생으로 증명합니다.",
        "Replay scenarios, find the cause of each failure, prove the workaround.",
    ),
    "diagnose.about": (
        "SCENARIO는 시나리오 이름, 이름 무늬(voucher-*), 태그(tag:qr), 또는 YAML 파일입니다. "
        "아무것도 주지 않으면 실려 있는 모든 시나리오를 모든 POS 릴리스에서 재생합니다.\n\n"
        "종료 코드: 0 호환, 1 --fail-on 이상의 이상 발견, 2 입력 오류, "
        "3 연결 실패 또는 posdiag 오류, 5 선택된 것 없음.",
        "SCENARIO is an id, a pattern (voucher-*), a tag (tag:qr) or a YAML file. Without any, all shipped "
        "scenarios are replayed on every shipped POS release.\n\nExit codes: 0 compatible, 1 findings at or "
        "above --fail-on, 2 wrong input, 3 link not opened or posdiag failed, 5 nothing selected.",
    ),
    "diagnose.pos": (
        "POS 제품 또는 릴리스: ID, ID@2.1, ID@newest, ID@>=2.0. 여러 번 쓸 수 있습니다.",
        "POS product or release: ID, ID@2.1, ID@newest, ID@>=2.0. May be repeated.",
    ),
    "diagnose.terminal": (
        "단말기: sim:RIG, tcp://HOST:PORT, tls://HOST:PORT, serial:///dev/ttyUSB0?baud=9600, serial://COM3, "
        "VAN 에이전트는 http://HOST:PORT 또는 ws://HOST:PORT.",
        "Terminal: sim:RIG, tcp://HOST:PORT, tls://HOST:PORT, serial:///dev/ttyUSB0?baud=9600, "
        "serial://COM3; a VAN agent: http://HOST:PORT or ws://HOST:PORT.",
    ),
    "diagnose.fault": (
        "넣을 장애: NAME 또는 NAME:k=v,k=v. 여러 번 쓸 수 있습니다.",
        "Fault to inject: NAME or NAME:k=v,k=v. May be repeated.",
    ),
    "diagnose.seed": (
        "무작위의 씨앗. 같으면 결과도 같습니다.",
        "Seed of everything random; the same seed gives the same result.",
    ),
    "diagnose.prove": (
        "해결책을 재생해서 증명합니다. 기본값.",
        "Replay each workaround to prove it; the default.",
    ),
    "diagnose.reenact": (
        "증거만으로 가려지지 않으면 유력한 원인을 재현해 봅니다. 기본값.",
        "Re-enact the likely causes where the evidence alone does not decide; the default.",
    ),
    "diagnose.evidence": (
        "본 것으로 칠 것: ecr, host, receipt(영수증과 화면), statement(결제 내역), profile. 없으면 모두.",
        "What counts as seen: ecr, host, receipt (and screens), statement, profile; all by default.",
    ),
    "diagnose.next": (
        "실패한 재생마다 원인을 가장 잘 좁히는 다음 확인 하나를 알려 줍니다.",
        "For each failing run, tell the one check that narrows the causes most for its effort.",
    ),
    "diagnose.interactive": (
        "첫 번째로 실패한 재생에 대해 원인이 정해질 때까지 차례로 묻습니다. 답은 번호로, 모르면 ?, "
        "끝내려면 q. 파이프로 답해도 됩니다.",
        "Ask about the first failing run, one check after the other, until its cause is named. Answers are "
        "numbers, ? for don't know, q to stop; they may come from a pipe.",
    ),
    "diagnose.fail_on": (
        "이보다 무거운 이상이 있으면 종료 코드 1.",
        "Exit with 1 when a finding is at least this severe.",
    ),
    "diagnose.not_judged": (
        "주의: 재생 {count}건은 판단할 수 없었습니다.",
        "warning: {count} replays could not be judged.",
    ),
    # explain
    "explain": (
        "기록된 통신(pcap, pcapng, 직렬 로그)을 결제마다 진단합니다.",
        "Diagnose captured traffic, payment by payment: pcap, pcapng, serial logs.",
    ),
    "outage": (
        "많은 결제 기록에서 VAN, 카드사, BIN의 장애와 한 매장의 고장을 구별해 찾습니다.",
        "Tell an outage at VAN, issuer or card range from one broken shop, over many payments.",
    ),
    "classify": (
        "오류 메시지, 코드, 로그나 손님의 말에서 원인과 물어볼 것, 안내를 찾습니다.",
        "From an error message, code, log line or story to the cause, a question and advice.",
    ),
    "codes": (
        "응답코드의 뜻을 VAN·PG별로 찾습니다.",
        "Look up what a response code means, scheme by scheme.",
    ),
    # decode
    "decode": (
        "전문 하나를 필드별로 풀고 모든 이상을 보여 줍니다.",
        "Show a message field by field, with offsets and every fault.",
    ),
    "decode.about": (
        "INPUT은 16진수(빈칸, 콜론, 0x 허용), 파일(이진 또는 16진수), 또는 - (표준 입력)입니다.",
        "INPUT is hex (blanks, colons and 0x allowed), a file (binary or hex text), or - for standard input.",
    ),
    "decode.as": (
        "방언의 이름. auto는 맞는 방언을 순위대로 찾습니다.",
        "Name of a dialect; auto ranks those that fit.",
    ),
    "decode.unmasked": ("카드 정보를 가리지 않습니다.", "Show card data as it stands."),
    "decode.warn_unmasked": (
        "주의: 카드 정보가 가려지지 않은 채 출력됩니다. 보관하거나 보내지 마십시오.",
        "warning: card data is shown unmasked; do not keep or send this output.",
    ),
    "tap": (
        "POS와 단말기 사이에 앉아 지나가는 것을 보여 주고, 진단하고, 기록합니다.",
        "Sit between POS and terminal: show, diagnose and record what passes.",
    ),
    "record": (
        "POS와 단말기 사이에서 지나가는 것을 파일에 기록합니다.",
        "Record what passes between POS and terminal in a file.",
    ),
    "probe": (
        "회선의 속도와 설정, 방언을 찾습니다. 결제는 절대 보내지 않습니다.",
        "Find speed, settings and dialect of a line; never sends a payment.",
    ),
    "ports": ("직렬 포트와 그것을 쓰는 프로그램을 나열합니다.", "List serial ports and who has them."),
    # profiles
    "profiles": (
        "실려 있는 POS 프로필을 나열하고, 보여 주고, 점검합니다.",
        "List, show and check POS profiles.",
    ),
    # questions about rules, advice and statements
    "may-use": (
        "이 쿠폰을 이 매장에서 이 날짜에 쓸 수 있는지 규칙과 근거로 답합니다.",
        "May this coupon be used here on this day? Yes, no or depends, with sources.",
    ),
    "programmes": (
        "쿠폰 제도의 규칙을 날짜, 근거와 함께 보여 줍니다.",
        "List coupon programmes; show their dated rules with sources.",
    ),
    "guide": (
        "원인마다 매장, 기사, 상담원, 손님에게 할 말을 보여 줍니다.",
        "Show what to say and do about a cause, per audience.",
    ),
    "self-check": (
        "전화하기 전에 혼자 확인할 것을 차례로 보여 주거나 묻습니다.",
        "What to check alone before calling, as a list or step by step.",
    ),
    "statement": (
        "결제 내역이나 문자에서 이중 결제, 미복원 취소, 수상한 사용을 찾습니다.",
        "Find double charges, unrestored cancels and odd use in a statement.",
    ),
    "terms": ("상담에 필요한 용어를 쉬운 말로 설명합니다.", "Explain the terms of the field in plain words."),
    # CI
    "matrix": (
        "시나리오 × POS 릴리스 × 단말기를 모두 재생하고 CI 보고서를 씁니다.",
        "Replay scenarios x POS releases x rigs; reports for CI.",
    ),
    "baseline": (
        "알려진 실패를 적어 두고, 새 실패와 낡은 항목을 가려냅니다.",
        "Keep known failures; tell new, expired and stale ones apart.",
    ),
    # simulate
    "shrink": (
        "실패하는 결제를 같은 실패가 남는 가장 작은 시나리오로 줄입니다.",
        "Shrink a failing payment to the smallest scenario that still fails so.",
    ),
    "bisect": (
        "어느 릴리스가 결제를 망가뜨렸는지, 어떤 특성 때문인지 찾습니다.",
        "Find the release that broke a payment, and the trait that did it.",
    ),
    "audit": (
        "단말기가 되어 진짜 POS 프로그램을 감사합니다.",
        "Audit a real POS program: posdiag plays the terminal.",
    ),
    "serve": ("상담 콘솔과 API를 엽니다.", "Open the agents' console and API."),
    "store": ("사건 데이터베이스를 백업하고 되돌립니다.", "Back up the database of cases, and restore it."),
    "users": ("콘솔의 사용자와 토큰을 관리합니다.", "Keep the users and tokens of the console."),
    "case": (
        "전화한 사람의 이야기를 사례로: 묻고, 원인과 할 말을 알려 주고, 남깁니다.",
        "A caller's story as a case: asks, tells the cause and what to say, and keeps it.",
    ),
    "simulate": ("가상의 단말기를 TCP나 pty에서 실행합니다.", "Run a simulated terminal on TCP or a pty."),
    "simulate.about": (
        "RIG는 단말기, VAN, 카드사를 흉내 내는 가상 설비의 이름이거나 YAML 파일입니다. Ctrl-C로 끝냅니다.",
        "RIG is the name or YAML file of a simulated terminal with its VAN and issuer. Ctrl-C ends it.",
    ),
    "simulate.listen": (
        "기다릴 곳: tcp://127.0.0.1:PORT (0이면 빈 포트) 또는 pty. 에이전트는 http://… 또는 ws://….",
        "Where to listen: tcp://127.0.0.1:PORT (0 takes a free port) or pty; for an agent http://… or ws://….",
    ),
    "simulate.ended": ("끝냈습니다.", "Ended."),
    "simulate.speed": (
        "가상 시계의 빠르기: 10이면 30초 기다림이 3초.",
        "How fast its clock runs: at 10, a wait of 30 s takes 3 s.",
    ),
    # a wrong command line
    "usage.no_option": ("`{name}` 옵션은 없습니다", "no such option `{name}`"),
    "usage.no_command": ("`{name}` 명령은 없습니다", "no such command `{name}`"),
    "usage.missing": ("값을 주어야 합니다", "missing; give a value"),
    "usage.missing_command": ("명령을 주어야 합니다", "missing command"),
    "usage.needs_value": ("`{name}` 옵션에는 값이 필요합니다", "option `{name}` needs a value"),
    "usage.takes_no_value": ("`{name}` 옵션은 값을 받지 않습니다", "option `{name}` takes no value"),
    "usage.too_many": ("남는 인수가 있습니다: {values}", "more arguments than expected: {values}"),
    "usage.choice": (
        "`{value}`은(는) 쓸 수 없습니다. 가능한 값: {choices}",
        "`{value}` is not one of: {choices}",
    ),
    "usage.integer": ("`{value}`은(는) 정수가 아닙니다", "`{value}` is no whole number"),
    "usage.number": ("`{value}`은(는) 숫자가 아닙니다", "`{value}` is no number"),
    "usage.range": ("{value}은(는) 범위 {range} 밖입니다", "{value} is outside the range {range}"),
    "usage.no_file": ("`{value}`이(가) 없습니다", "`{value}` does not exist"),
    "usage.is_file": ("`{value}`은(는) 폴더가 아니라 파일입니다", "`{value}` is a file, not a folder"),
    "usage.is_folder": ("`{value}`은(는) 파일이 아니라 폴더입니다", "`{value}` is a folder, not a file"),
    "usage.not_readable": ("`{value}`을(를) 읽을 권한이 없습니다", "`{value}` may not be read"),
    "usage.not_writable": ("`{value}`에 쓸 권한이 없습니다", "`{value}` may not be written"),
    # errors
    "error.usage": ("`posdiag {verb} --help`를 보십시오", "see `posdiag {verb} --help`"),
    "error.near": ("혹시 {names}?", "did you mean {names}?"),
    "error.interrupted": ("중단했습니다.", "Interrupted."),
    "error.bug": (
        "posdiag 자체의 오류입니다: {what}. --debug 로 다시 실행해 그 출력을 알려 주십시오.",
        "posdiag failed: {what}. Please run it again with --debug and report what it prints.",
    ),
    "error.output": ("결과를 쓸 수 없습니다: {what}", "the result cannot be written: {what}"),
    "error.output_remedy": (
        "쓸 수 있는 폴더의 파일을 고르십시오",
        "choose a file in a folder you may write to",
    ),
    "error.input_empty": ("입력이 비었습니다", "the input is empty"),
    "error.input_empty_remedy": ("16진수나 파일을 주십시오", "give hex, a file, or - for standard input"),
    "error.input_large": ("{size}바이트가 넘는 입력입니다", "more than {size} bytes of input"),
    "error.input_large_remedy": ("전문 하나만 주십시오", "give a single message"),
    "error.input_no_file": ("그런 파일이 없습니다", "no such file"),
    "error.input_folder": ("파일이 아니라 폴더입니다", "a folder, not a file"),
    "error.input_unread": ("읽을 수 없습니다: {what}", "cannot be read: {what}"),
    "error.hex_letter": (
        "{at}번째 글자 `{letter}`는 16진수가 아닙니다",
        "character {at}, `{letter}`, is no hex digit",
    ),
    "error.hex_odd": ("16진수 숫자가 {count}개로 홀수입니다", "{count} hex digits, an odd number"),
    "error.hex_remedy": (
        "두 자리씩 0-9, a-f로 쓰거나, 있는 파일의 이름을 주십시오",
        "write pairs of 0-9 and a-f, or name a file that exists",
    ),
}


def tell(lang: str, key: str, **values: object) -> str:
    """The phrase `key` in `lang`, its blanks filled in."""
    korean, english = TEXTS[key] if key in TEXTS else _of_verb(key)
    text = korean if lang == "ko" else english
    return text.format(**values) if values else text


def _of_verb(key: str) -> tuple[str, str]:
    """A phrase that only one verb uses: it is read when that verb is."""
    from importlib import import_module

    verb = key.partition(".")[0]
    phrases: Mapping[str, tuple[str, str]] = import_module(f"posdiag.cli.phrases.{verb}").TEXTS
    return phrases[key]
