"""What each piece of evidence says in both languages, and how much it weighs."""

# ruff: noqa: E501  (one row a piece of evidence reads better than wrapped ones)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

#: code | weight | Korean | English. The weight is the logarithm of how much likelier the claim becomes, set by
#: judgement: chance makes a sound frame once in 256, a sound answer to one's own question never.
SAYINGS: Final = """
# listening
heard.frame | 5 | 들은 것 가운데 {dialect} 전문이 있습니다: {kind}. 검사 바이트가 맞습니다. | Heard a frame of {dialect}: {kind}. Its check byte is right.
heard.strange | 2.5 | STX부터 ETX까지, 검사 규칙 {check}에 맞는 프레임 {count}개를 들었으나 아는 방언이 아닙니다. | Heard {count} frame(s) from STX to ETX, right under {check}, of no dialect known here.
heard.banner | 6 | {protocol}의 첫 바이트를 들었습니다. | Heard the opening bytes of {protocol}.
heard.enq | 2 | ENQ를 {count}번 들었습니다: 누군가 부르고 있습니다. | Heard ENQ {count} time(s): somebody is calling.
heard.controls | 2 | 제어 문자만 들었습니다: {controls}. | Heard control bytes alone: {controls}.
heard.text | 3 | 읽을 수 있는 글을 들었으나 전문이 아닙니다. | Heard readable text that is no frame.
heard.unknown | 2 | 들은 {count}바이트는 어느 방언으로도 읽히지 않습니다. | The {count} bytes heard read in no dialect.
heard.unasked | 1 | 단말기는 대개 묻기 전에는 말하지 않습니다. | Most terminals say nothing unless they are asked.
heard.nothing | 1 | {wait_s}초 동안 한 바이트도 듣지 못했습니다. | Not one byte was heard for {wait_s} s.
# parity
parity.all-even | 5 | 8N1로 들은 모든 바이트의 1의 개수가 짝수이고, 최상위 비트를 지우면 전문이 맞습니다. | Every byte heard as 8N1 has even parity, and with bit 7 cleared the frames are right.
parity.all-odd | 5 | 8N1로 들은 모든 바이트의 1의 개수가 홀수이고, 최상위 비트를 지우면 전문이 맞습니다. | Every byte heard as 8N1 has odd parity, and with bit 7 cleared the frames are right.
parity.bit7-set | 4 | 모든 바이트의 최상위 비트가 1이고, 지우면 전문이 맞습니다(7비트). | Bit 7 of every byte is set, and with it cleared the frames are right: seven bits.
parity.stop-even | 4 | 정지 비트가 틀린 바이트가 짝수 패리티 비트 0인 것들과 일치합니다. | Stop bits were wrong in exactly those bytes whose even parity bit would be 0.
parity.stop-odd | 4 | 정지 비트가 틀린 바이트가 홀수 패리티 비트 0인 것들과 일치합니다. | Stop bits were wrong in exactly those bytes whose odd parity bit would be 0.
parity.all-damaged | 4 | 모든 바이트의 패리티가 틀렸습니다: 반대 패리티입니다. | The parity of every byte was wrong: the line has the opposite one.
parity.bit7-is-text | 5 | 패리티 비트로 읽은 것이 실은 여덟째 비트입니다: 그렇게 읽으면 전문이 맞습니다. | What was taken for parity is the eighth bit: so read, the frames are right.
parity.stop-as-parity | 4 | 패리티 비트로 읽은 것이 늘 1입니다: 정지 비트입니다. | What was taken for parity is always 1: it is the stop bit.
parity.controls | 1.5 | 제어 문자에 패리티 비트가 붙어 있습니다. | Control bytes carry a parity bit.
# speed
garble.slower | 3 | 바이트의 모든 신호 구간이 {factor}비트 이상입니다: 회선이 {heard_at}보다 약 {factor}배 느립니다. | No level in the bytes is shorter than {factor} bits: the line is about {factor} times slower than {heard_at}.
garble.faster | 2.5 | 전문은 없고 바이트가 잡음 같습니다({damaged}): 회선이 {heard_at}보다 빠른 듯합니다. | No frames, and the bytes look like noise ({damaged}): the line seems faster than {heard_at}.
# asking
asked.answered | 8 | {question}에 {dialect} 전문으로 바르게 답했습니다. | Answered {question} soundly, in {dialect}.
asked.other | 6 | {question}에 다른 방언 {dialect}의 바른 전문({kind})으로 반응했습니다. | Reacted to {question} with a sound frame of another dialect, {dialect}: {kind}.
asked.acked-alone | 5 | {question}에 ACK만으로 답했습니다. {dialect}에서는 그것이 온전한 답입니다. | Answered {question} by an ACK alone, which is the whole answer in {dialect}.
asked.acked | 2 | {question}에 ACK했으나 답 전문은 없었습니다. | Acknowledged {question}, but sent no answer.
asked.acked-by-some | 1.5 | {question}의 프레임은 받아들였으나 답하지 않았습니다: 프레임과 검사 규칙은 맞고, 뜻은 다를 수 있습니다. | It took the frame of {question} and did not answer: frame and check rule are right, what they mean may not be.
asked.enq-alike | 0.5 | ENQ와 ACK는 {heard}와 {met}에서 같은 바이트입니다. 이 방언은 보통 {met}입니다. | ENQ and ACK are the same bytes at {heard} and at {met}; this dialect is met at {met}.
asked.enq-rest | 1 | ENQ에는 답하지만 {question}에는 답하지 않습니다: 물어볼 것이 없는 방언에 맞습니다. | It answers ENQ, but not {question}: this fits a dialect that has no such question.
asked.enq | 4 | ENQ에 ACK로 답했습니다: ENQ 절차를 쓰는 방언입니다. | Answered ENQ with ACK: a dialect that is called by ENQ.
asked.refused | -2 | {question}을 NAK로 거부했습니다. | Refused {question} with NAK.
asked.refused-by-some | 1.5 | NAK가 왔습니다: 속도는 맞고, 방언이나 검사 규칙이 다릅니다. | A NAK came: the speed is right, the dialect or the check rule is another.
asked.unanswered | -1 | {question}에 아무 반응이 없었습니다. | No sign came of {question}.
asked.garbled | 1 | {question} 뒤에 온 {count}바이트는 읽히지 않습니다. | The {count} bytes after {question} cannot be read.
asked.hung-up | 1.5 | {question}을 보내자 상대가 연결을 끊었습니다. | The other side hung up on {question}.
asked.nothing | 3 | {count}가지 질문을 {settings}가지 설정으로 보냈으나 한 바이트도 오지 않았습니다. | {count} question(s) at {settings} setting(s) brought not one byte.
asked.connected | 2 | 연결은 받아 주지만 어떤 질문에도 답하지 않습니다. | It takes connections and answers no question.
asked.http | 8 | HTTP로 답했습니다. | It answers in HTTP.
asked.websocket | 11 | WebSocket으로 넘어가는 데 동의했습니다. | It agrees to speak WebSocket.
asked.echoed | 8 | 보낸 것이 그대로 돌아왔습니다({question}): TX와 RX가 이어져 있거나(루프백, RS-485 에코), 에코 서비스입니다. | What was sent came back as it was ({question}): TX is joined to RX (loopback, RS-485 echo), or this is an echo service.
asked.tls | 3 | TLS 인사에 바르게 답했습니다. | It answers the greeting of TLS.
port.agent | 1 | {port}번 포트는 {agent} 에이전트의 것입니다. | Port {port} is the one of the {agent} agent.
# opening
open.refused | 8 | 그 기계는 있으나 포트에서 아무도 기다리지 않습니다. | The machine is there, but nobody listens on the port.
open.timeout | 8 | 접속에 아무 대답이 없습니다: 꺼져 있거나 방화벽이 막습니다. | Nothing answers the dialling: it is off, or a firewall is in between.
open.unreachable | 8 | 그 주소로 가는 길이 없습니다. | There is no way to that address.
open.unknown-name | 8 | 그런 이름의 기계가 없습니다. | No machine has that name.
open.cut | 4 | 연결을 받자마자 끊었습니다. | It takes the connection and cuts it at once.
open.no-device | 8 | 그런 장치가 없습니다. | There is no such device.
open.busy | 8 | 다른 프로그램이 포트를 쓰고 있습니다{holders}. | Another program has the port{holders}.
open.forbidden | 8 | 포트를 열 권한이 없습니다{group}. | No permission to open the port{group}.
open.settings | 4 | 장치가 그 설정을 받지 않습니다: {told} | The device does not take the settings: {told}
open.tls | 3 | TLS로는 연결되지 않습니다. | No connection by TLS.
open.certificate | 6 | TLS를 쓰지만 인증서를 믿을 수 없습니다. | It speaks TLS, but its certificate is not trusted.
open.other | 4 | 열 수 없습니다: {told} | It cannot be opened: {told}
line.lost | 8 | 쓰는 도중 장치가 사라졌습니다(케이블, USB). | The device vanished while it was in use (cable, USB).
"""


@dataclass(frozen=True, slots=True)
class Saying:
    """One kind of evidence. `weight` is a natural logarithm of odds."""

    code: str
    weight: float
    text: Mapping[str, str]


def _read(table: str) -> dict[str, Saying]:
    rows = (line for line in table.splitlines() if line and not line.startswith("#"))
    cells = ([cell.strip() for cell in row.split(" | ")] for row in rows)
    return {code: Saying(code, float(weight), {"ko": ko, "en": en}) for code, weight, ko, en in cells}


BY_CODE: Final[Mapping[str, Saying]] = _read(SAYINGS)
