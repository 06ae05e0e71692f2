"""Writes docs/audit-transbank-pos-sdk.md from a run: `python -m tests.peers.audit_page`.

It needs `make .peers/.done`. Whatever the page says of the SDK, the run has shown: findings, money and
bytes come from its records.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "audit-transbank-pos-sdk.md"
INTRODUCTION = Path(__file__).with_name("audit_intro.md")
#: Real seconds that the driver lets the SDK wait for an answer: tests/peers/audit_transbank.py.
PATIENCE_S, SPEED = 3, 3
COMMAND = (
    "posdiag", "audit", "transbank", "--listen", "pty",
    "--run", ".peers/bin/python tests/peers/audit_transbank.py {device} {payments}",
    "--approved-pattern", "^APPROVED", "--declined-pattern", "^(DECLINED|FAILED)",
    "--patience", str(PATIENCE_S), "--speed", str(SPEED), "--timeout", "30",
    "--pos", "transbank-pos-sdk@1.0.1",
)  # fmt: skip
#: Longest time that the whole campaign may take, in seconds.
LIMIT_S = 300
NAMES = {2: "STX", 3: "ETX", 4: "EOT", 5: "ENQ", 6: "ACK", 21: "NAK"}

PARTS = (
    ("✓", "What it does well · 바르게 하는 것"),
    ("!", "What comes out right, with a warning · 결과는 맞으나 경고가 있는 것"),
    ("✗", "What it does wrong · 잘못하는 것"),
    ("?", "What cannot be told · 판단할 수 없는 것"),
)

Run = dict[str, Any]
#: A case, its sign, and the codes of its findings.
Row = tuple[str, str, str]


def audit(*cases: str) -> list[Run]:
    """The runs of the whole campaign, or of these cases."""
    only = [word for case in cases for word in ("--only", case)]
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "audit.json"
        words = [sys.executable, "-m", "posdiag", "--lang", "en", *COMMAND[1:], *only]
        words += ["--format", "json", "--output", str(out), "--fail-on", "never"]
        environment = {**os.environ, "TMPDIR": place}
        done = subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
        assert done.returncode == 0, done.stderr
        runs: list[Run] = json.loads(out.read_text(encoding="utf-8"))["runs"]
    return runs


def sign(run: Run) -> str:
    """✓ as it should be, ! came out right with a warning, ✗ wrong, ? nothing can be said."""
    if run["verdict"] == "compatible":
        return "!" if any(one["severity"] == "warning" for one in run["findings"]) else "✓"
    return "✗" if run["verdict"] == "incompatible" else "?"


def row(run: Run) -> Row:
    """What the page's table says of a run."""
    codes = ", ".join(f"`{one['code']}`" for one in run["findings"])
    return run["scenario"], sign(run), codes


def rows(text: str) -> list[Row]:
    """The table of a page."""
    table = (line for line in text.splitlines() if line.startswith("| `"))
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table]
    return [(case.strip("`"), sign_, codes) for case, sign_, _, codes in cells]


def page(runs: Sequence[Run]) -> str:
    """The whole page."""
    return "\n".join(_page(runs)) + "\n"


def _page(runs: Sequence[Run]) -> Iterator[str]:
    text = INTRODUCTION.read_text(encoding="utf-8")
    yield from text.format(command=_wrapped(), patience=PATIENCE_S, speed=SPEED).splitlines()
    yield from ("", "| case | | what the terminal does | findings |", "|---|---|---|---|")
    for run in runs:
        case, sign_, codes = row(run)
        name = run["scenario_name"]
        yield f"| `{case}` | {sign_} | {name['en']} · {name['ko']} | {codes} |"
    for wanted, heading in PARTS:
        mine = [run for run in runs if sign(run) == wanted]
        if mine:
            yield from ("", f"## {heading}")
        for run in mine:
            yield from _case(run)


def _case(run: Run) -> Iterator[str]:
    name, why, money = run["scenario_name"], run["why"], run["money"]
    yield from ("", f"### {run['scenario']}: {name['en']} · {name['ko']}", "")
    if run["findings"]:
        for one in run["findings"]:
            english, korean = one["summaries"]["en"], one["summaries"]["ko"]
            yield f"- **{one['severity']}** `{one['code']}`: {english} · {korean}"
    else:
        yield from (f"- {why['en']}", f"- {why['ko']}")
    books = "the same" if money["agrees"] else "not the same"
    yield (
        f"- Money: {money['charges']} charge(s), {money['charged']:,} by the issuer's statement; "
        f"{money['booked']:,} by what the program printed: {books}."
    )
    yield from ("", "```")
    yield from _bytes(run)
    yield "```"


def _bytes(run: Run) -> Iterator[str]:
    """Every frame, sign and line of output, in order."""
    frames = run["transcript"]
    lines = [(frame["n"], frame["from"], printable(bytes.fromhex(frame["hex"]))) for frame in frames]
    for seen in run["observations"]:
        text = f'"{seen["text"]}"' if seen["kind"] == "screen" else f"({seen['kind']}: {seen['text']})"
        lines.append((seen["n"], "prints" if seen["kind"] == "screen" else "line", text))
    for n, who, text in sorted(lines):
        yield f"#{n:<3} {who:9} {text}"


def printable(frame: bytes) -> str:
    """A frame with its control bytes by name, other bytes that are no text in hex, the check byte in hex."""
    if len(frame) == 1:
        return f"<{NAMES.get(frame[0], f'{frame[0]:02x}')}>"
    body, check = (frame[:-1], frame[-1:]) if frame[-2:-1] == b"\x03" else (frame, b"")
    shown = [chr(byte) if 32 <= byte < 127 else f"<{NAMES.get(byte, f'{byte:02x}')}>" for byte in body]
    return "".join(shown) + (f"<{check.hex()}>" if check else "")


def _wrapped() -> str:
    """The command line, an option a line."""
    text = shlex.join(COMMAND)
    for option in ("--run", "--approved-pattern", "--patience", "--timeout"):
        text = text.replace(f" {option} ", f" \\\n    {option} ")
    return text


if __name__ == "__main__":
    PAGE.write_text(page(audit()), encoding="utf-8")
