"""A POS of our own for audits, over TCP in the dialect kr-fs: sound, or with one bad habit.

    till.py HOST PORT PAYMENTS [HABIT] [PATIENCE]

It shares no code with posdiag. Sound, it verifies the check byte, joins pieces, drops what is no frame,
repeats a request at most three times, matches answers by trace number, and asks before anything else.
"""

from __future__ import annotations

import socket
import sys
import time

STX, ETX, ACK, NAK, FS = b"\x02", b"\x03", b"\x06", b"\x15", "\x1c"
AMOUNT = "8800"


def lrc(body: bytes) -> bytes:
    check = 0
    for byte in body:
        check ^= byte
    return bytes([check])


class Till:
    def __init__(self, host: str, port: int, habit: str, patience: float) -> None:
        self.place, self.habit, self.patience = (host, port), habit, patience
        self.stan, self.unread = 0, b""
        self.line = self.dial()

    def dial(self) -> socket.socket:
        line = socket.create_connection(self.place, 5)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    # -- bytes -------------------------------------------------------------------------------------

    def frame(self, code: str, fields: list[str]) -> bytes:
        body = FS.join([code, *fields]).encode() + ETX
        return STX + body + lrc(body)

    def read(self, until: float) -> bool:
        left = until - time.monotonic()
        if left <= 0:
            return False
        self.line.settimeout(left)
        try:
            piece = self.line.recv(4096)
        except TimeoutError:
            return False
        if not piece:
            raise ConnectionError("closed")
        self.unread += piece
        return True

    def next(self, until: float) -> bytes | None:
        """A control byte or a frame, right or not; None when the time is over."""
        while True:
            while self.unread and self.unread[:1] not in (STX, ACK, NAK):
                self.unread = self.unread[1:]
            if self.unread and self.unread[:1] != STX:
                byte, self.unread = self.unread[:1], self.unread[1:]
                return byte
            end = self.unread.find(ETX)
            if self.habit == "first-read" and self.unread:
                frame, self.unread = self.unread, b""
                return frame
            again = self.unread.find(STX, 1)
            if 0 < again < (end if end >= 0 else again + 1):  # a frame broken off by another
                self.unread = self.unread[again:]
                continue
            if 0 <= end < len(self.unread) - 1:
                frame, self.unread = self.unread[: end + 2], self.unread[end + 2 :]
                return frame
            if not self.read(until):
                return None
            if self.habit == "eager" and self.unread[:1] == STX:
                self.line.sendall(ACK)

    # -- one request -------------------------------------------------------------------------------

    def ask(self, code: str, fields: list[str]) -> list[str] | None:
        """The fields of the answer, or None where none came."""
        request = self.frame(code, fields)
        until = time.monotonic() + self.patience
        tries = {"flood": 40, "gives-up": 1}.get(self.habit, 3)
        self.line.sendall(request)
        sent = 1
        while (heard := self.next(until)) is not None:
            if heard == NAK and sent < tries:
                sent += 1
                self.line.sendall(request)
            elif heard == NAK:
                return None
            if len(heard) > 1:
                answer = self.take(heard, fields[1])
                if answer is not None:
                    return answer
        return None

    def take(self, frame: bytes, stan: str) -> list[str] | None:
        if frame[-1:] != lrc(frame[1:-1]) and self.habit not in ("no-check", "first-read"):
            self.line.sendall(NAK)
            return None
        if self.habit == "refuses":
            self.line.sendall(NAK)
            return None
        if self.habit not in ("mute", "eager"):
            self.line.sendall(ACK)
        fields = frame[1:-2].decode("cp949", "replace").split(FS)
        if self.habit != "any-answer" and fields[2:3] != [stan] and self.habit != "first-read":
            return None  # the answer to something else
        return fields

    # -- a payment ---------------------------------------------------------------------------------

    def pay(self) -> str:
        if self.habit == "believes":
            self.ask("0200", self.sale())
            return "APPROVED"
        sale = self.sale()
        try:
            answer = self.ask("0200", sale)
        except OSError:
            if self.habit == "stays-away":
                sys.exit("DECLINED: no line")
            self.line = self.dial()
            self.unread, answer = b"", None
        if answer is None and self.habit == "retries":
            answer = self.ask("0200", self.sale())
        if self.habit == "asks-again" or (answer is None and self.habit not in ("forgets", "retries")):
            answer = self.inquire(sale[1])
        if answer is not None and self.habit == "yes":
            return "APPROVED"
        if self.habit == "no":
            return "DECLINED"
        return "APPROVED" if answer is not None and answer[4:5] == ["00"] else "DECLINED"

    def sale(self) -> list[str]:
        self.stan += 1
        row = ["10000001", f"{self.stan:06d}", "20250910123000", AMOUNT]
        return [*row, "", "", "00", "C", "", "", "", "", "", "V", "1230045678", "", ""]

    def inquire(self, stan: str) -> list[str] | None:
        self.stan += 1
        row = ["10000001", f"{self.stan:06d}", "20250910123000", *[""] * 8, stan, *[""] * 5]
        answer = self.ask("0600", row)
        if answer is None:
            return None
        return [*answer[:4], answer[14] if answer[4] == "00" else answer[4]]


def main(host: str, port: str, payments: str, habit: str = "", patience: str = "1.5") -> None:
    if habit == "absent":
        return
    till = Till(host, int(port), habit, float(patience))
    for _ in range(int(payments)):
        print(till.pay(), flush=True)
        if habit == "one":
            return
    if habit == "hangs":
        time.sleep(600)
    if habit == "crashes":
        raise RuntimeError("the till broke down")


main(*sys.argv[1:])
