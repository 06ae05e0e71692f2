"""Plain command lines are answered before click is loaded, and exactly as click's way answers them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from posdiag.cli.at_once import plain
from posdiag.cli.main import main
from posdiag.cli.start import start


def both(arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> tuple[int, bytes, bytes]:
    """Code, stdout and stderr of a command line, the same both ways."""
    seen = []
    for way in (main, start):
        code = way(arguments)
        seen.append((code, *capfdbinary.readouterr()))
    assert seen[0] == seen[1]
    return seen[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--lang", "ko", "classify", "쿠폰 결제가", "두 번 됐어요"],
        ["classify", "응답코드 51", "--scheme", "nicepay", "--format", "json"],
        ["--lang", "en", "classify", "--format", "jsonl", "read timed out"],
        ["--lang", "ko", "classify", "8521", "--layer", "host"],
    ],
)
def test_a_plain_line_is_answered_alike_both_ways(
    arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert plain(arguments) is not None
    code, out, err = both(arguments, capfdbinary)
    assert (code, err) == (0, b"")
    assert out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--lang", "ko", "classify", "51", "--scheme", "nicepai"],
        ["classify", "51", "--layer", "cloud"],
        ["classify", "  "],
        ["classify", "word", "--input", "no-such-file"],
        ["classify", "--input", "no-such-file"],
    ],
)
def test_what_is_wrong_is_told_alike_both_ways(
    arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert plain(arguments) is not None
    code, _, err = both(arguments, capfdbinary)
    assert code == 2
    assert err


@pytest.mark.parametrize(
    "arguments",
    [
        ["classify", "--help"],
        ["classify", "a", "--output", "file"],
        ["classify", "a", "--format", "html"],
        ["classify", "a", "--format"],
        ["classify", "--", "-a"],
        ["classify", "a", "--scheme=kicc"],
        ["--debug", "classify", "a"],
        ["--lang", "fr", "classify", "a"],
        ["decode", "30"],
        [],
    ],
)
def test_everything_that_is_not_plain_is_clicks(arguments: list[str]) -> None:
    assert plain(arguments) is None


def test_a_file_of_texts_is_read_alike_both_ways(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "texts").write_text("잔액 부족\n\nread timed out [91]\n", encoding="utf-8")
    _, out, _ = both(["classify", "--input", str(tmp_path / "texts"), "--format", "jsonl"], capfdbinary)
    assert len(out.splitlines()) == 3


def test_the_cause_of_a_plain_text_is_told_without_click_and_yaml() -> None:
    code = (
        "import sys; from posdiag.cli import told\n"
        "told._rest = lambda *_: print({'click', 'yaml', 'msgspec'} & set(sys.modules))\n"
        "from posdiag.cli.start import start; start(['--lang', 'ko', 'classify', '쿠폰 결제가 두 번 됐어요'])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert "txn.duplicate" in seen.stdout.decode("utf-8")
    assert seen.stdout.decode("utf-8").splitlines()[-1] == "set()"
