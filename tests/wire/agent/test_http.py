"""The canonical HTTP message, written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.wire.agent.http import MAX_HEAD, canonical, read_head, write_answer, write_request

REQUEST = (
    b"POST /pay HTTP/1.1\r\nHost: 127.0.0.1:9188\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"


def test_requests_and_answers_are_written_in_one_way() -> None:
    assert write_request("POST", "/pay", "127.0.0.1:9188", "text/plain", b"abc") == REQUEST
    assert write_request("GET", "/?a=1", "here") == b"GET /?a=1 HTTP/1.1\r\nHost: here\r\n\r\n"
    assert write_answer(200, "text/plain", b"ok") == ANSWER
    assert write_answer(299, "", b"").startswith(b"HTTP/1.1 299 Unknown\r\n")


def test_a_head_tells_where_target_and_status_stand() -> None:
    request, answer = read_head(REQUEST), read_head(ANSWER)
    assert request is not None
    assert (request.method, request.target, request.at, request.declared) == ("POST", "/pay", 5, 3)
    assert answer is not None
    assert (answer.status, answer.at, ANSWER[answer.size :]) == (200, 9, b"ok")


def test_what_varies_from_client_to_client_is_left_out() -> None:
    noisy = b"HTTP/1.1 200 Fine\r\nDate: today\r\nCONTENT-TYPE: text/plain\r\nContent-Length: 2\r\n\r\n"
    head = read_head(noisy)
    assert head is not None
    assert canonical(head, b"ok") == ANSWER


@pytest.mark.parametrize("wrong", [b"", b"GET / HTTP/1.1\r\n", b"HELLO\r\n\r\n", b"HTTP/1.1 999 x\r\n\r\n"])
def test_what_is_no_head_is_none(wrong: bytes) -> None:
    assert read_head(wrong) is None


@given(st.binary(max_size=300))
def test_reading_never_raises(garbage: bytes) -> None:
    read_head(garbage)
    read_head(b"HTTP/1.1 200 OK\r\n" + garbage + b"\r\n\r\n")


def test_a_length_that_is_no_number_and_an_endless_head_are_told() -> None:
    lying = read_head(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")
    assert lying is not None
    assert lying.declared == -1
    assert read_head(b"GET / HTTP/1.1\r\n" + b"x" * MAX_HEAD + b"\r\n\r\n") is None
