"""One seed gives the same JSON, byte for byte, whatever the order of a set."""

from __future__ import annotations

import pytest

from bench.same_bytes import HASH_SEEDS, diagnosed, digest

SAMPLES = (
    ("two-payments", "qr-shop", "--pos", "reference/hangang@3.1", "--seed", "3"),
    ("sale-within-balance", "--pos", "reference/namsan", "--fault", "corrupt:p=0.5", "--seed", "7"),
)


@pytest.mark.parametrize("arguments", SAMPLES, ids=["sound", "noisy"])
def test_two_hash_seeds_print_the_same_bytes(arguments: tuple[str, ...]) -> None:
    first, second = (diagnosed(arguments, hash_seed) for hash_seed in HASH_SEEDS)
    assert digest(first) == digest(second)


def test_another_seed_prints_other_bytes() -> None:
    arguments = ("sale-within-balance", "--pos", "reference/hangang@3.1", "--seed")
    assert digest(diagnosed((*arguments, "3"), "1")) != digest(diagnosed((*arguments, "4"), "1"))
