"""Phrases of the reports on ports and probes, in Korean and English."""

from __future__ import annotations

from collections.abc import Mapping

#: key -> (Korean, English). `{…}` are filled in by `probe_say`.
PROBE_PHRASES: Mapping[str, tuple[str, str]] = {
    # what a hypothesis says
    "what.dialect": ("{name}", "{name}"),
    "what.wrong-speed": ("속도가 다릅니다: {name}", "wrong speed: {name}"),
    "what.wrong-parity": (
        "패리티나 비트 수가 다릅니다: {name}",
        "wrong parity or number of bits: {name}",
    ),
    "what.wrong-link": ("TLS 설정이 다릅니다: {name}", "TLS where there is none, or the reverse: {name}"),
    "what.nobody": ("아무도 없습니다", "nobody there"),
    "what.in-use": ("다른 프로그램이 포트를 쓰고 있습니다", "another program has the port"),
    "what.forbidden": ("포트를 열 권한이 없습니다", "no permission to open the port"),
    "what.gone": ("장치가 사라졌습니다", "the device vanished"),
    "what.other-protocol": ("다른 프로토콜: {name}", "another protocol: {name}"),
    "what.unknown": (
        "누군가 있으나 무엇을 말하는지 알 수 없습니다{name}",
        "somebody is there; what they speak cannot be told{name}",
    ),
    "name.faster": ("더 빠른 속도", "a higher one"),
    "name.tls": (" (TLS)", " (TLS)"),
    # what to do about it
    "do.dialect": ("이 주소와 방언을 쓰십시오.", "Use this address and dialect."),
    "do.wrong-speed": (
        "POS나 주소의 속도를 이 값으로 바꾸십시오. 확실하지 않으면 --ask로 확인하십시오.",
        "Set the POS or the address to this speed; where it is not certain, confirm it with --ask.",
    ),
    "do.wrong-parity": (
        "POS나 주소의 비트 수와 패리티를 이 값으로 바꾸십시오.",
        "Set bits and parity of the POS or the address so.",
    ),
    "do.wrong-link": ("이 주소를 쓰십시오.", "Use this address."),
    "do.nobody": (
        "전원, 케이블(TX/RX 교차), 주소를 확인하십시오. 듣기만 했다면 --ask로 물어보십시오.",
        "Check power, cable (TX and RX crossed) and address; after mere listening, ask with --ask.",
    ),
    "do.in-use": (
        "그 프로그램(POS, 에이전트)을 닫고 다시 실행하십시오.",
        "Close that program (POS, agent) and run this again.",
    ),
    "do.forbidden": (
        "Linux: `sudo usermod -aG dialout $USER` 뒤 다시 로그인하십시오. "
        "Windows: 포트를 쓰는 프로그램을 닫으십시오.",
        "Linux: `sudo usermod -aG dialout $USER`, then log in again. Windows: close what has the port.",
    ),
    "do.gone": ("USB 어댑터와 케이블을 확인하십시오.", "Check the USB adapter and the cable."),
    "do.other-protocol": (
        "단말기의 주소가 맞는지 확인하십시오. http, ws는 그 주소를 그대로 쓸 수 있습니다.",
        "Check that this is the terminal's address; http and ws can be used as they stand.",
    ),
    "do.unknown": (
        "단말기의 프로토콜 문서로 방언을 쓰거나, `posdiag record`로 실제 거래를 기록하십시오.",
        "Write a dialect from the terminal's protocol page, or record a real sale with `posdiag record`.",
    ),
    "do.ask": (
        "--ask로 해 없는 질문을 하거나, 거래가 있을 때 들으십시오.",
        "Ask harmless questions with --ask, or listen while there is a sale.",
    ),
    # protocols
    "protocol.plain": ("TLS 아님", "no TLS"),
    "protocol.text": ("글", "plain text"),
    "protocol.stx-etx": ("STX/ETX 프레임", "frames from STX to ETX"),
    "protocol.enq": ("ENQ 절차", "a call by ENQ"),
    "protocol.scanner": ("바코드 스캐너", "a barcode scanner"),
    "protocol.nmea": ("GPS 수신기(NMEA)", "a GPS receiver (NMEA)"),
    "protocol.modem": ("모뎀(AT)", "a modem (AT)"),
    "protocol.console": ("로그인 콘솔", "a login console"),
    "protocol.echo": ("보낸 것이 되돌아옵니다(에코)", "an echo of what is sent"),
    "protocol.zvt": ("ZVT 단말기", "a ZVT terminal"),
    "protocol.abecs": ("ABECS 핀패드", "an ABECS pinpad"),
    # the page
    "probe.found": ("찾았습니다", "found"),
    "probe.unsure": ("확실하지 않습니다", "not certain"),
    "probe.nothing": ("아무것도 알아내지 못했습니다", "nothing could be told"),
    "probe.use": ("쓸 주소", "URL to use"),
    "probe.as": ("방언", "dialect"),
    "probe.pos": ("이 방언의 POS", "POS of this dialect"),
    "probe.next": ("다음", "next"),
    "probe.do": ("할 일", "what to do"),
    "probe.differs": ("다르게: {differs}", "set otherwise: {differs}"),
    "probe.tried": ("시도한 설정", "settings tried"),
    "probe.asked": ("물어본 것", "asked"),
    "probe.heard": ("{count}바이트 들음", "{count} bytes heard"),
    "probe.cut_short": (
        "시간이 다 되어 모두 시도하지 못했습니다. --limit을 늘리십시오.",
        "Time was up before everything was tried; raise --limit.",
    ),
    "probe.no_wire": (
        "이 회선에서는 속도와 패리티가 뜻이 없습니다.",
        "Speed and parity mean nothing on this line.",
    ),
    "probe.listened_only": (
        "듣기만 했습니다. 해 없는 질문(장치 확인, 에코, ENQ)도 하려면 --ask.",
        "Only listened; --ask also asks harmless questions (device check, echo, ENQ).",
    ),
    # ports
    "ports.none": ("직렬 포트가 없습니다.", "There is no serial port."),
    "ports.port": ("포트", "port"),
    "ports.maker": ("제조사와 제품", "maker and product"),
    "ports.number": ("일련번호", "serial number"),
    "ports.holder": ("사용 중", "held by"),
    "ports.free": ("없음", "nobody"),
    "ports.unseen": ("알 수 없음", "not known"),
    "ports.simulated": ("가상 단말기 {rig}", "simulated terminal {rig}"),
}


def probe_say(lang: str, key: str, **values: object) -> str:
    """The phrase `key` in `lang`, its blanks filled in."""
    korean, english = PROBE_PHRASES[key]
    text = korean if lang == "ko" else english
    return text.format(**values) if values else text
