"""Nothing real in the repository: no card numbers, no addresses of others, no package registries, no keys."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

ENDINGS = {".py", ".yaml", ".yml", ".md", ".toml", ".txt", ".json", ".cfg", ".ini", ""}
SKIPPED = {".git", ".venv", ".peers", "__pycache__", "build", "dist", "out"}
SKIPPED_ENDINGS = ("_cache", ".hypothesis")

#: Lengths of real card numbers by what they begin with; 9400 is the synthetic range of this project.
BRANDS = (
    (r"4", {13, 16, 19}),
    (r"5[1-5]|2(22[1-9]|2[3-9]|[3-6]|7[01]|720)", {16}),
    (r"3[47]", {15}),
    (r"30[0-5]|36|38|39", {14}),
    (r"35(2[89]|[3-8])", {16, 17, 18, 19}),
    (r"6011|64[4-9]|65|62", {16, 17, 18, 19}),
    (r"9(?!400)", {16}),
)
REGISTRY = re.compile(
    "|".join(
        ["index" + "-url", "find" + "-links", "python" + "hosted", "arti" + "factory", r"/simp" + r"le/"]
    ),
    re.IGNORECASE,
)
PRIVATE_KEY = re.compile("BEGIN (RSA |EC )?PRIVATE" + " KEY")
ADDRESS = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])")
HOST = re.compile(r"\b(?:tcp|tls|ws|wss)://(?:[^\s/@]*@)?([A-Za-z0-9.\-]+)")
#: Loopback, any, and the ranges that documentation may use.
HARMLESS = re.compile(r"^(127\.|0\.0\.0\.0$|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)")
HARMLESS_HOSTS = re.compile(r"^([A-Za-z0-9-]+|.*\.(invalid|example|test)|\d[\d.]*)$")  # no dot, no domain


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Every text file of the repository, with its path from the root."""
    for folder, below, names in os.walk(root):
        below[:] = sorted(
            name for name in below if name not in SKIPPED and not name.endswith(SKIPPED_ENDINGS)
        )
        for name in sorted(names):
            path = Path(folder) / name
            if path.suffix in ENDINGS and path.is_file() and path.stat().st_size < 2_000_000:
                yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8", errors="replace")


def luhn(digits: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + index % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def card_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Positions and digits of what could be a real card number."""
    for found in re.finditer(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){12,18}(?![0-9A-Za-z])", text):
        digits = re.sub(r"\D", "", found[0])
        if any(len(digits) in lengths and re.match(start, digits) for start, lengths in BRANDS) and luhn(
            digits
        ):
            yield found.start(), digits


def test_no_card_number_outside_the_synthetic_range(root: Path) -> None:
    wrong = [
        f"{path}:{text.count(chr(10), 0, at) + 1}: {digits[:6]}… is a valid card number; "
        f"use one that begins with 9400"
        for path, text in texts(root)
        for at, digits in card_numbers(text)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_address_but_loopback(root: Path) -> None:
    wrong = []
    for path, text in texts(root):
        for number, row in enumerate(text.splitlines(), 1):
            strange = [found for found in ADDRESS.findall(row) if not HARMLESS.match(found)]
            strange += [found for found in HOST.findall(row) if not HARMLESS_HOSTS.match(found)]
            wrong += [
                f"{path}:{number}: {found}; use 127.0.0.1 or a name ending in .example" for found in strange
            ]
    assert not wrong, "\n".join(wrong)


def test_no_package_registry_and_no_key(root: Path) -> None:
    wrong = [
        f"{path}:{number}: `{found[0]}`; keep where packages come from, and keys, out of the repository"
        for path, text in texts(root)
        for number, row in enumerate(text.splitlines(), 1)
        if (found := REGISTRY.search(row) or PRIVATE_KEY.search(row))
    ]
    assert not wrong, "\n".join(wrong)


def test_a_real_card_number_is_found_with_and_without_blanks() -> None:
    visa = "4" + "1" * 15
    spaced = " ".join(visa[index : index + 4] for index in range(0, 16, 4))
    assert [digits for _, digits in card_numbers(f"a {visa} b {spaced} c 9400001234567897")] == [visa, visa]
