"""Sentences for findings about a POS that is audited: posdiag is the terminal there."""

# ruff: noqa: E501  (one row a finding reads better than wrapped ones)

from __future__ import annotations

#: code | party | Korean | English, one finding a line; `{name}` is filled from the finding's facts.
AUDIT_SAYINGS = """
# the exchange of frames
audit.acked_damaged | pos | POS가 깨진 프레임을 ACK했습니다({what}). | The POS acknowledged a damaged frame ({what}).
audit.acked_early | pos | POS가 프레임 {size}바이트 가운데 {have}바이트만 받고 ACK했습니다. | The POS acknowledged a frame of {size} bytes after {have} of them.
audit.acked_half | pos | POS가 끝까지 오지 않은 프레임을 {have}바이트만 받고 ACK했습니다. | The POS acknowledged {have} bytes of a frame whose end never came.
audit.not_acked | pos | POS가 온전한 응답을 ACK하지 않았습니다. | The POS did not acknowledge a sound answer.
audit.refused_sound | pos | POS가 온전한 응답을 NAK로 거부했습니다. | The POS refused a sound answer (NAK).
audit.gave_up_on_nak | pos | 요청이 NAK 되자 POS가 다시 보내지 않았습니다. | The POS did not repeat its request after a NAK.
audit.endless_repeats | pos | POS가 같은 요청을 {tries}번이나 보냈습니다. | The POS sent the same request {tries} times.
# what it called approved
audit.took_damaged | pos | POS가 깨진 응답을 승인으로 처리했습니다. | The POS took a damaged answer for an approval.
audit.took_half | pos | POS가 응답의 앞부분 {have}바이트만 받고 승인으로 처리했습니다. | The POS took {have} bytes of an answer for an approval; the rest never came.
audit.took_refusal | pos | POS가 거절 응답({code})을 승인으로 처리했습니다. | The POS took a refusal ({code}) for an approval.
audit.asked_though_answered | pos | 온전한 승인 응답이 왔으나 POS는 읽지 못하고 조회했습니다. | A sound approval had come, yet the POS could not use it and asked what became of the sale.
audit.took_nothing | pos | POS가 응답 없이 승인으로 처리했습니다. | The POS called the payment approved without any answer.
# the program
audit.hung | pos | POS 프로그램이 {wait_s}초 안에 끝나지 않아 중단시켰습니다. | The POS program did not end within {wait_s} s and was stopped.
audit.crashed | pos | POS 프로그램이 비정상 종료했습니다(종료 코드 {code}): {text} | The POS program crashed (exit code {code}): {text}
audit.payment_missing | pos | 결제 {asked}건 가운데 {made}건만 요청했습니다. | The POS asked for {made} of {asked} payments.
"""
