"""The canonical HTTP message: start line, Host, Content-Type, Content-Length, body, and nothing else.

A live link and a capture give the same frames only when what varies from client to client (dates,
names of programs, how the connection is kept, chunks) is left out. Status and body stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

#: Longest start line and headers, and longest body.
MAX_HEAD = 65_536
MAX_BODY = 1_048_576
HEAD_END = b"\r\n\r\n"

_REQUEST = re.compile(rb"([A-Z]{3,7}) ([^ \r\n]+) HTTP/1\.[01]")
_ANSWER = re.compile(rb"HTTP/1\.[01] ([1-5][0-9][0-9])(?: [^\r\n]*)?")


@dataclass(frozen=True, slots=True)
class HttpHead:
    """What the head of a message says. `target` and `status` stand at `at` of the head.

    `status` is 0 for a request; names of headers are in lower case; `size` counts the whole head.
    """

    method: str
    target: str
    status: int
    at: int
    headers: Mapping[str, str]
    size: int

    @property
    def declared(self) -> int | None:
        """Bytes of body that Content-Length promises; None where it is absent, -1 where it is no number."""
        text = self.headers.get("content-length")
        if text is None:
            return None
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    @property
    def chunked(self) -> bool:
        return "chunked" in self.headers.get("transfer-encoding", "").lower()


def read_head(message: bytes | bytearray) -> HttpHead | None:
    """The head of a message that begins here; None where it is not whole or no HTTP at all."""
    end = message.find(HEAD_END, 0, MAX_HEAD + len(HEAD_END))
    if end < 0:
        return None
    first, *rest = bytes(message[:end]).split(b"\r\n")
    request, answer = _REQUEST.fullmatch(first), _ANSWER.fullmatch(first)
    headers = {}
    for line in rest:
        name, _, value = line.partition(b":")
        headers[name.decode("latin-1").strip().lower()] = value.decode("latin-1").strip()
    size = end + len(HEAD_END)
    if request is not None:
        method, target = request[1].decode("latin-1"), request[2].decode("latin-1")
        return HttpHead(method, target, 0, request.start(2), headers, size)
    if answer is not None:
        return HttpHead("", "", int(answer[1]), answer.start(1), headers, size)
    return None


def write_request(method: str, target: str, host: str, content_type: str = "", body: bytes = b"") -> bytes:
    """The canonical request; one without a body has no Content-Length."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return _joined(lines, body)


def write_answer(status: int, content_type: str, body: bytes) -> bytes:
    """The canonical answer."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [f"HTTP/1.1 {status} {phrase}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines.append(f"Content-Length: {len(body)}")
    return _joined(lines, body)


def canonical(head: HttpHead, body: bytes) -> bytes:
    """The message as every link gives it."""
    content_type = head.headers.get("content-type", "")
    if head.status:
        return write_answer(head.status, content_type, body)
    return write_request(head.method, head.target, head.headers.get("host", ""), content_type, body)


def _joined(lines: list[str], body: bytes) -> bytes:
    return "\r\n".join(lines).encode("latin-1", "replace") + HEAD_END + body
