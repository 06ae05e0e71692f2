"""Sentences for findings about local VAN agents."""

# ruff: noqa: E501  (one row a finding reads better than wrapped ones)

from __future__ import annotations

#: code | party | Korean | English, one finding a line; `{name}` is filled from the finding's facts.
AGENT_SAYINGS = """
agent.not_running | pos | POS PC에서 VAN 결제 에이전트 프로그램이 실행되고 있지 않습니다(접속 거부). | The VAN agent program on the POS PC is not running (connection refused).
agent.busy | pos | 에이전트가 다른 거래를 처리하는 중이었습니다({times}번). | The agent was busy with another request ({times} time(s)).
agent.busy_not_retried | pos | 에이전트가 바쁘다고 하자 POS가 다시 묻지 않고 거절로 처리했습니다. | The agent was busy, and the POS took that for a refusal without asking again.
agent.reader_wait_short | pos | 에이전트가 카드를 {wait_s}초만 기다리고 포기했습니다(리더는 {agreed_s}초까지 기다립니다). | The agent gave up on the card after {wait_s} s; readers wait up to {agreed_s} s.
agent.reader_gave_up | merchant | {wait_s}초 안에 카드가 제시되지 않아 에이전트가 끝냈습니다. | No card was presented within {wait_s} s, so the agent ended the request.
agent.pos_timer_short | pos | 에이전트가 아직 카드를 기다리는데 POS가 {waited_ms}ms 만에 포기했습니다. | The POS gave up after {waited_ms} ms while the agent still waited for the card.
agent.stopped | merchant | 중지 요청으로 거래가 끝났습니다. | The request was ended by a stop request.
agent.answer_charset | pos | 응답 글자는 {found}인데 POS가 {charset}(으)로 읽었습니다. | The answer's text is {found}, and the POS read it as {charset}.
agent.answer_percent | pos | 응답 본문의 URL 인코딩 여부가 POS와 다릅니다(`answer_percent: {found}`). | The answer's body is URL-encoded otherwise than the POS expects (`answer_percent: {found}`).
agent.callback | pos | 응답이 POS가 기다리는 콜백이 아니라 `{callback}`을 부릅니다. | The answer calls `{callback}`, which is not the callback that the POS waits for.
agent.request_length | pos | 에이전트가 전문 길이가 틀리다고 거절했습니다(POS는 {counts} 기준). | The agent refused the request's length (the POS counts {counts}).
agent.request_unreadable | pos | 에이전트가 요청을 읽지 못했다고 답했습니다. | The agent answered that it cannot read the request.
agent.http_refused | pos | 에이전트의 HTTP 서버가 요청을 거절했습니다(HTTP {http_status}). | The agent's HTTP server refused the request (HTTP {http_status}).
agent.http_failed | terminal | 에이전트의 HTTP 서버에서 오류가 났습니다(HTTP {http_status}). | The agent's HTTP server failed (HTTP {http_status}).
agent.failed | terminal | 에이전트가 자체 오류({agent_result})로 답했습니다: {text} | The agent answered with an error of its own ({agent_result}): {text}
agent.code_confused | pos | 에이전트 결과({agent_result})는 정상이나 VAN 응답코드는 {code}입니다: POS가 승인으로 잘못 알았습니다. | The agent's result ({agent_result}) is sound, but the VAN's code is {code}: the POS took it for an approval.
"""
