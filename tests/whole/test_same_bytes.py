"""One seed gives the same JSON, byte for byte, whatever the order of a set."""

from __future__ import annotations

import pytest

from bench.same_bytes import HASH_SEEDS, diagnosed, digest
from posdiag.cli.main import main

SAMPLES = (
    ("two-payments", "qr-shop", "--pos", "reference/hangang@3.1", "--seed", "3"),
    ("sale-within-balance", "--pos", "reference/namsan@1.1", "--fault", "corrupt:p=0.5", "--seed", "7"),
)


@pytest.mark.parametrize("arguments", SAMPLES, ids=["sound", "noisy"])
def test_two_hash_seeds_print_the_same_bytes(arguments: tuple[str, ...]) -> None:
    first, second = (diagnosed(arguments, hash_seed) for hash_seed in HASH_SEEDS)
    assert digest(first) == digest(second)


def test_another_seed_prints_other_bytes(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def printed(seed: str) -> bytes:
        words = ["diagnose", "sale-within-balance", "--pos", "reference/hangang@3.1", "--format", "json"]
        assert main([*words, "--seed", seed]) == 0
        return capfdbinary.readouterr().out

    assert printed("3") == printed("3") != printed("4")
