"""Sentences for findings about connection, line, handshake, frames and time."""

# ruff: noqa: E501  (one row a finding reads better than wrapped ones)

from __future__ import annotations

#: code | party | Korean | English, one finding a line; `{name}` is filled from the finding's facts.
LINE_SAYINGS = """
# connection
link.refused | line | 상대가 접속을 거부했습니다. | The other side refused the connection.
link.reset | line | 거래 도중 연결이 재설정되었습니다. | The connection was reset while a request was open.
link.ended | line | 거래 도중 상대가 연결을 닫았습니다. | The other side closed the connection while a request was open.
link.lost | line | 장치(포트·케이블)가 사라졌습니다. | The device (port, cable) vanished.
link.tls_version | pos | 상대가 POS의 TLS 버전을 모두 거절했습니다. | The other side refuses every TLS version that the POS offers.
link.tls_cipher | line | 공통으로 쓸 TLS 버전이나 암호가 없습니다. | The two sides have no version or cipher of TLS in common.
link.tls_certificate | line | 상대의 인증서를 믿을 수 없습니다. | The other side's certificate is not trusted.
link.tls_dates | line | 인증서 기간이 맞지 않습니다: 만료되었거나 시각이 틀립니다. | The certificate is outside its dates: past them, or a clock is wrong.
link.host_cut | line | 단말기가 호스트 응답을 {waited_ms}ms 만에 포기했습니다: 호스트 회선이 끊긴 모양입니다. | The terminal gave up on the host after only {waited_ms} ms: its link to the host seems to have been cut.
link.host_unreachable | line | 단말기가 호스트에 접속하지 못했습니다({code}). | The terminal cannot reach the host ({code}).
link.half_open | line | 연결은 열려 있는데 보낸 것이 하나도 전달되지 않았습니다. | The connection stayed open, yet nothing that was sent arrived.
link.mute | line | 연결은 되었으나 상대에게서 한 바이트도 오지 않았습니다. | The connection stood, yet not one byte came from the other side.
# damage
line.damaged | line | 깨진 프레임 {count}개가 도착했습니다. | {count} damaged frame(s) arrived.
line.refused_then_taken | line | NAK 뒤에 같은 프레임을 다시 보내니 받아들였습니다. | A frame was refused (NAK), and the same bytes were taken when repeated.
line.cut | line | 끝(ETX)이 없는 프레임이 도착했습니다. | A frame arrived without its end (ETX).
line.gap | line | 프레임 하나가 {pause_ms}ms 간격을 두고 나뉘어 도착했습니다. | One frame arrived in pieces, {pause_ms} ms apart.
line.host_tests | line | 호스트가 답 대신 회선 시험 전문을 보냈습니다: 보낸 전문이 깨져 도착했습니다. | The host tested the line instead of answering: what was sent arrived damaged.
line.host_misread | line | 호스트가 거래번호나 단말기 번호를 달리 읽고 전문 형식 오류로 답했으나 호스트의 전문은 그대로 읽힙니다: 보낸 전문이 깨져 도착했습니다. | The host called the message malformed and did not find its trace or terminal number, though its own reads well: what was sent arrived damaged.
line.garbage | line | 규약에 없는 바이트가 도착했습니다. | Bytes arrived that belong to no frame.
line.never_right | pos | 상대에게서 온 것 {count}개 가운데 바른 것이 하나도 없습니다: 속도나 패리티가 다른 모양입니다. | Nothing of the {count} piece(s) that came is right, not even a control byte: speed or parity seem to differ.
line.bytes_missing | pos | 프레임 가운데 바이트가 빠져 있고 남은 바이트는 맞습니다: 다른 프로그램이 포트를 함께 읽는 모양입니다. | Bytes are missing from within frames and the others are right: another program seems to read from the port.
line.parity | line | 최상위 비트를 지우면 프레임이 맞습니다(패리티·7비트 설정). | The frames are right once bit 7 is cleared: parity or 7-bit setting.
# handshake
handshake.no_ack | line | {tries}번 보냈으나 ACK도 NAK도 오지 않았습니다. | Sent {tries} time(s): neither ACK nor NAK came.
handshake.ack_lost | line | 상대는 프레임을 받았으나 ACK가 오지 않았습니다. | The other side had the frame, but its ACK did not arrive.
handshake.ack_missing | line | 첫 송신에는 ACK가 없었고 재송신 뒤에 왔습니다. | No ACK came for the first sending, only after a repeat.
handshake.own_ack_lost | line | POS가 ACK한 응답을 상대가 {after_ms}ms 뒤에 다시 보냈습니다. | The other side sent an answer again after {after_ms} ms although the POS had acknowledged it.
handshake.duplicate_frame | line | 같은 응답이 바로 이어 두 번 도착했습니다. | The same answer arrived twice, one right after the other.
handshake.call_ack_lost | line | POS가 ENQ에 응했으나 상대가 ENQ만 되풀이했습니다: ACK가 전달되지 않았습니다. | The other side kept calling (ENQ) although the POS let it in: the ACK did not arrive.
handshake.duplicate_ack | line | 한 번 보낸 프레임에 ACK가 두 번 왔습니다. | One sending was acknowledged twice.
handshake.nak_storm | line | NAK가 {naks}번 이어지고 진행이 없었습니다. | {naks} NAKs came without any progress.
handshake.every_frame_refused | pos | 보낸 프레임마다 똑같이 NAK로 거부되었습니다({tries}번). | Every frame was refused with NAK in the same way ({tries} times).
handshake.refused_though_readable | line | 보낸 프레임은 모두 NAK 되었으나 상대의 프레임은 그대로 읽힙니다({tries}번). | Every frame was refused with NAK ({tries} times), though the other side's own frames read well.
handshake.refused_without_reason | terminal | 보낸 프레임마다 이유 없이 NAK 되었습니다({naks}번). | Every frame was refused with NAK ({naks} times), and nothing says why.
handshake.frames_lost | line | {tries}번 보낸 프레임에 아무 반응이 없었으나 다른 요청에는 답이 왔습니다. | A frame sent {tries} time(s) got no sign at all, though others on this link did.
handshake.first_lost | line | 첫 송신은 전달되지 않았고 재송신이 전달되었습니다. | The first sending never arrived; only its repeat did.
handshake.ack_count | pos | ACK 바이트 수가 다릅니다: 상대 {heard}개, POS {own}개. | The sides count ACK bytes differently: other side {heard}, POS {own}.
handshake.enq_unanswered | pos | POS의 ENQ에 상대가 응하지 않았습니다. | The other side does not answer the POS's ENQ.
handshake.enq_unexpected | pos | 상대가 ENQ를 보냈으나 POS가 응하지 않았습니다. | The other side sent ENQ, which the POS did not answer.
handshake.held_back | line | 회선이 ACK를 붙들고 있다가 다음 전문과 함께 전달했습니다({times}번). | The line held an ACK back and delivered it together with what came next ({times} time(s)).
handshake.reply_before_ack | line | ACK보다 응답이 먼저 도착했습니다. | The answer arrived ahead of the ACK.
handshake.called_otherwise | pos | 호출(ENQ) 방식을 바꾸자({options}) 단말기가 장치 점검에 응답했습니다. | The terminal answered a device check once it was called otherwise ({options}).
line.check_answered | line | 무응답 뒤의 장치 점검에는 같은 연결에서 단말기가 응답했습니다: 회선과 설정은 맞습니다. | After the silence the terminal answered a device check on the same connection: line and settings are right.
line.check_taken | line | 보낸 프레임은 NAK로 거부되었으나 같은 방식으로 보낸 장치 점검은 받아들여졌습니다: 양쪽 설정은 같습니다. | Frames were refused (NAK), yet a device check written in the same way was taken: the two sides are set alike.
line.check_on_new | line | 무응답 뒤의 장치 점검에 같은 연결에서는 응답이 없고 새로 연결하자 응답했습니다. | After the silence the terminal answered a device check on a new connection, and not on the old one.
line.check_unanswered | line | 무응답 뒤의 장치 점검에도 {tries}번 모두 반응이 없었습니다. | After the silence none of {tries} device checks brought any sign, on a new connection either.
line.port_otherwise | pos | 무응답 뒤 시리얼 포트를 {options}(으)로 바꾸자 단말기가 장치 점검에 응답했습니다: 포트 설정이 다릅니다. | After the silence the terminal answered a device check once the serial port was set to {options}: the port is set otherwise.
line.port_in_vain | line | 시리얼 포트를 {settings}가지로 설정해 보았으나 장치 점검에 바른 응답이 없었습니다. | The device check was not answered at any of {settings} settings of the serial port.
line.check_misheard | line | 무응답 뒤의 장치 점검에 무언가 왔으나 응답이 아니었습니다. | After the silence something came to the device checks, and no answer.
# frames and fields
wire.check_rule | pos | 상대 프레임의 검사 바이트는 `{check}` 방식으로 맞습니다. | The other side's check bytes are right under `{check}`, not under the POS's rule.
wire.length_kind | pos | 길이 헤더 방식이 다릅니다: 상대는 `{length_kind}`. | The length prefix is of another kind: the other side's is `{length_kind}`.
wire.length_waits | pos | 보낸 프레임마다 단말기가 더 올 것을 {wait_ms}ms 기다리다 거부했습니다: 길이를 `{length_kind}`로 읽으면 그렇게 됩니다. | After every frame the terminal waited {wait_ms} ms for more and refused it: so does a reader of a `{length_kind}` length.
wire.length_scope | pos | 길이 헤더가 세는 범위가 다릅니다: 상대는 `{length_counts}`. | The length prefix counts something else: the other side's counts `{length_counts}`.
wire.extra_header | pos | 상대 프레임에 예상 밖 헤더가 있습니다({header_bytes}). | The other side puts an unexpected header in front ({header_bytes}).
wire.header_unexpected | pos | POS가 붙이는 헤더(`{option}`)를 상대는 쓰지 않습니다. | The POS sends a header (`{option}`) that the other side does not use.
wire.bitmap | pos | 비트맵 인코딩이 다릅니다: 상대는 `{bitmap}`. | The bitmap is encoded differently: the other side's is `{bitmap}`.
wire.field_encoding | pos | 필드 인코딩이 다릅니다: 상대는 `{option}`이 `{found}`. | Fields are encoded differently: the other side has `{option}` as `{found}`.
wire.unreadable | pos | 프레임은 온전하나 내용을 읽을 수 없습니다. | The frame is whole, but what it says cannot be read.
wire.unread_by_other | pos | 상대가 전문을 받고 답 없이 연결을 끊었습니다: 읽지 못한 모양입니다. | The other side hung up on every message without an answer: it seems unable to read them.
wire.echo_answered | van | 같은 형식의 시험 전문(0800)에는 호스트가 응답했습니다({line}): 형식은 맞습니다. | The host answered an echo test (0800) written in the POS's own way ({line}): it can read this POS.
wire.echo_unanswered | van | 시험 전문(0800)을 {tries}번, 다른 형식으로도 보냈으나 호스트가 한 번도 응답하지 않았습니다. | The host answered none of {tries} echo tests (0800), in the POS's own way or written otherwise.
wire.format_error | pos | 상대가 전문 형식 오류({code})로 답했습니다. | The other side answered that the message is malformed ({code}).
wire.unknown_message | pos | 상대가 이 전문 종류를 지원하지 않는다고 답했습니다({code}). | The other side answered that it does not know this kind of message ({code}).
wire.long_refused | pos | 긴 전문({refused_bytes}바이트부터)은 매번 거부되고 짧은 전문({taken_bytes}바이트까지)은 받아들여졌습니다: 단말기가 받을 수 있는 길이를 넘습니다. | Long frames (from {refused_bytes} bytes) were refused each time, shorter ones (up to {taken_bytes}) taken: they exceed what the terminal can hold.
wire.segment | pos | 조각으로 온 응답을 POS가 합치지 않았습니다. | The answer came in pieces and the POS did not join them.
terminal.says_check | pos | 단말기 화면이 검사 바이트 오류를 알립니다: {text} | The terminal's screen complains of the check byte: {text}
terminal.says_length | pos | 단말기 화면이 길이 오류를 알립니다: {text} | The terminal's screen complains of the length: {text}
terminal.says_header | pos | 단말기 화면이 헤더 오류를 알립니다: {text} | The terminal's screen complains of the header: {text}
terminal.says_size | pos | 단말기 화면이 전문이 너무 길다고 알립니다: {text} | The terminal's screen complains that the frame is too long: {text}
terminal.says_cut | line | 단말기 화면이 끊긴 전문을 알립니다: {text} | The terminal's screen complains of a frame that broke off: {text}
wire.overflow | pos | 필드 길이를 넘는 값이 있습니다({field}). | A value is longer than its field ({field}).
# time
timing.no_answer | line | {waited_ms}ms 안에 응답이 없었고 그 뒤에도 없었습니다. | No answer within {waited_ms} ms, and none after.
timing.answer_lost | line | 호스트는 제때 답했으나 POS에 도착하지 않았습니다. | The host answered in time, but the answer never reached the POS.
timing.request_lost | line | 단말기는 받았으나 호스트로 나간 것이 없습니다. | The terminal took the request, but nothing went out to the host.
timing.host_silent | van | 호스트가 답하지 않았습니다. | The host did not answer.
timing.host_slow | van | 호스트 응답이 {delay_ms}ms 걸렸습니다(약속 {agreed_ms}ms). | The host took {delay_ms} ms (agreed: {agreed_ms} ms).
timing.host_slow_in_time | van | 호스트 응답이 {delay_ms}ms로 느렸으나 제때 왔습니다. | The host was slow ({delay_ms} ms) but in time.
timing.pos_gave_up_early | pos | POS가 {waited_ms}ms 만에 포기했고 응답은 {delay_ms}ms에 왔습니다. | The POS gave up after {waited_ms} ms; the answer came at {delay_ms} ms, as the host may.
timing.line_slow | line | 응답이 단말기와 POS 사이에서 {delay_ms}ms 지체되었습니다. | The answer was delayed {delay_ms} ms between terminal and POS.
timing.held_up | line | 호스트는 답했으나 응답이 POS에 {delay_ms}ms 늦게 왔습니다(제때). | The host had answered, yet the answer reached the POS {delay_ms} ms later, still in time.
timing.host_line_slow | van | 호스트는 답했으나 단말기에 닿기까지 오래 걸렸습니다({delay_ms}ms): 호스트 회선이 느립니다. | The host had answered, yet its answer reached the terminal late ({delay_ms} ms): the host line is slow.
timing.answer_repeated | line | 첫 응답이 오지 않아 단말기가 {delay_ms}ms 뒤에 다시 보냈습니다. | The first answer did not arrive; the terminal repeated it after {delay_ms} ms.
timing.card_late | merchant | 카드가 늦게 제시되어 단말기가 {delay_ms}ms 뒤에야 호스트에 요청했고, POS는 그 전에 포기했습니다. | The card was presented late: the terminal asked the host only after {delay_ms} ms, and the POS gave up before the answer.
timing.ack_late | line | ACK가 {delay_ms}ms나 늦게 왔습니다: 회선 자체가 느립니다. | The ACK came {delay_ms} ms late: the line itself is slow.
timing.late_answer | line | POS가 포기한 지 {late_ms}ms 뒤에 응답이 왔습니다. | The answer came {late_ms} ms after the POS had given up.
timing.terminal_gave_up | van | 단말기가 호스트 응답을 기다리다 포기했습니다({code}). | The terminal gave up waiting for the host ({code}).
"""
