"""Checks that one seed gives the same JSON, byte for byte: `python -m bench same_bytes`.

A sample of the shipped scenarios, healthy and with faults, is diagnosed in processes whose PYTHONHASHSEED
differs: whatever depends on the order of a set would show.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HASH_SEEDS = ("1", "4242")
#: Arguments of `posdiag diagnose`: a release with every kind of trouble, noise and money left open.
SAMPLE: Sequence[tuple[str, ...]] = (
    ("--pos", "reference/hangang", "--seed", "3"),
    ("sale-within-balance", "--pos", "reference/namsan", "--fault", "corrupt:p=0.5", "--seed", "7"),
    ("two-payments", "--pos", "reference/iso-direct", "--fault", "late:ms=50000", "--seed", "11"),
)
QUICK: Sequence[tuple[str, ...]] = (("sale-within-balance", "qr-shop", "--pos", "reference/hangang"),)

_ROOT = Path(__file__).parents[1]


def diagnosed(arguments: Sequence[str], hash_seed: str) -> bytes:
    """What `posdiag diagnose --format json` prints."""
    command = [sys.executable, "-m", "posdiag", "diagnose", *arguments, "--format", "json"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, env=environment, capture_output=True, cwd=_ROOT, check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        raise SystemExit(done.stderr.decode(errors="replace"))
    return done.stdout


def digest(printed: bytes) -> str:
    return hashlib.sha256(printed).hexdigest()[:16]


def main(quick: bool = False) -> int:
    """Print a digest for each sample and hash seed; 1 where two differ."""
    differing = 0
    for arguments in QUICK if quick else SAMPLE:
        printed = [diagnosed(arguments, hash_seed) for hash_seed in HASH_SEEDS]
        same = len(set(printed)) == 1
        differing += not same
        told = "  ".join(
            f"PYTHONHASHSEED={hash_seed} {digest(text)}"
            for hash_seed, text in zip(HASH_SEEDS, printed, strict=True)
        )
        print(f"{len(printed[0]):9,} bytes  {told}  {'same' if same else 'DIFFERENT'}  {' '.join(arguments)}")
    return 1 if differing else 0
