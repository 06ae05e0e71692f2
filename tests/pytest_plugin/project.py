"""A project of its own, as a POS vendor has one: a till, tests as docs/pytest.md has them, pytest beside."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: A vendor's till over TCP in the dialect kr-fs; it knows nothing of posdiag. BAD sends a sale again at once.
TILL = """
import socket, sys, time

HOST, PORT, AMOUNT = sys.argv[1], int(sys.argv[2]), sys.argv[3]
BAD = len(sys.argv) > 4
FS = "\\x1c"


def frame(code, *fields):
    body = FS.join((code, *fields)).encode("cp949") + b"\\x03"
    check = 0
    for byte in body:
        check ^= byte
    return b"\\x02" + body + bytes([check])


def answer(line, code, wait_s):
    until, heard = time.monotonic() + wait_s, b""
    while time.monotonic() < until:
        line.settimeout(max(0.01, until - time.monotonic()))
        try:
            heard += line.recv(4096)
        except TimeoutError:
            break
        start, end = heard.find(b"\\x02"), heard.find(b"\\x03")
        if 0 <= start < end < len(heard) - 1:
            words = heard[start + 1 : end].decode("cp949").split(FS)
            heard = heard[end + 2 :]
            line.sendall(b"\\x06")
            if words[0] == code:
                return words
    return None


def sale(stan):
    return frame("0200", "10000001", stan, "20250910123000", AMOUNT, "800", "0", "00", "C",
                 "", "", "", "", "", "V", "1230045678")


line = socket.create_connection((HOST, PORT), 5)
line.sendall(sale("000001"))
told = answer(line, "0210", 1.75)
if told is None and BAD:
    line.sendall(sale("000002"))
    told = answer(line, "0210", 1.75)
elif told is None:
    line.sendall(frame("0400", "10000001", "000002", "20250910123000", AMOUNT, "0", "0", "", "C",
                       "", "", "250910", "000001", AMOUNT, "V", "1230045678"))
    answer(line, "0410", 1.75)
print("approved" if told and told[4] == "00" else "declined")
"""


#: A project without the plugins that this one tests with.
_PLAIN = tuple(
    word
    for name in ("cacheprovider", "xdist", "hypothesispytest", "schemathesis", "anyio")
    for word in ("-p", f"no:{name}")
)


@dataclass(frozen=True)
class Ended:
    """How pytest ended in the project."""

    code: int
    out: str


def run(folder: Path, files: Mapping[str, str], *arguments: str) -> Ended:
    """Writes the files, and runs pytest there as a process of its own."""
    for name, text in {"till.py": TILL, "pytest.ini": "[pytest]\n", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    words = [sys.executable, "-m", "pytest", *_PLAIN, "-W", "error", *arguments]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    return Ended(done.returncode, done.stdout + done.stderr)


def shown(number: int) -> str:
    """A Python example of docs/pytest.md, from 0."""
    text = (ROOT / "docs" / "pytest.md").read_text("utf-8")
    found: list[str] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    return found[number]
