"""YAML to a tree: the limits end a hostile file where they are met, with one fault."""

from __future__ import annotations

import pytest

from posdiag.yaml_tree import MAX_DEPTH, MAX_NODES, read_tree

Tree = tuple[object, int, str]


def read(text: str) -> tuple[object, list[tuple[int, str]]]:
    faults: list[tuple[int, str]] = []

    def make(raw: object, line: int, key: str) -> object:
        return (raw, line, key)

    tree: object = read_tree(text, make, lambda line, what, _remedy: faults.append((line, what)))
    return tree, faults


def test_nodes_come_with_text_line_and_key() -> None:
    assert read("a:\n  - 3.10\n") == (({"a": ([("3.10", 2, "a")], 2, "a")}, 1, "document"), [])


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "? " * 100_000])
def test_deep_nesting_ends_at_the_limit(text: str) -> None:
    tree, faults = read(text)
    assert tree is None
    assert faults == [(1, f"nested deeper than {MAX_DEPTH} levels")]


def test_an_alias_bomb_ends_at_the_limit() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    tree, faults = read("\n".join(rows))
    assert tree is None
    assert faults == [(5, f"more than {MAX_NODES} values, aliases counted")]


def test_a_flat_file_with_too_many_values_ends_at_the_limit() -> None:
    tree, faults = read("- x\n" * (MAX_NODES + 10))
    assert tree is None
    assert faults == [(MAX_NODES, f"more than {MAX_NODES} values, aliases counted")]


def test_an_alias_inside_its_own_anchor_is_a_fault() -> None:
    assert read("&a [*a]")[1] == [(1, "alias `*a` has no finished anchor")]
