"""Plain payments are told from all others; what they become is in tests/report/test_quick_line.py."""

from __future__ import annotations

import pytest

from posdiag.explain.episode import Episode
from posdiag.explain.plain import Plains
from posdiag.explain.ways import Ways
from posdiag.wire.message import Kind
from tests.explain.scenes import answer, codec, events, host_sale, house, sale, watched

HOST = codec("iso87-ascii")


def last(said: list[tuple[int, bool, bytes]]) -> Episode:
    """The last of some payments: by then the shapes of the messages are known."""
    before = [one for number in range(3) for one in host_sale(f"00010{number}", number * 1000)]
    before += [(at + 10_000 + n * 200_000, who, data) for n in range(3) for at, who, data in said]
    episodes, _ = watched(events([*before, *((at + 900_000, who, data) for at, who, data in said)]))
    return episodes[-1]


def test_a_sale_and_its_approval_are_plain() -> None:
    plain = Plains(Ways(house().library)).of(last(host_sale()))
    assert plain is not None
    assert (plain.kind, plain.amount_krw, plain.refusal) == (Kind.APPROVE, 12300, "")


def test_a_refusal_by_code_is_plain() -> None:
    plain = Plains(Ways(house().library)).of(last(host_sale(result="51", approval="")))
    assert plain is not None
    assert plain.refusal == "51"


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (sale(), answer(amount="100")),
        (sale(route="P"), answer()),
        (sale(sent_at="20260910120000"), answer(sent_at="20260910124000")),
        (sale(), answer("000009")),
        (sale(amount="0"), answer(amount="0")),
        (sale(instalment="03"), answer(result="51", approval="")),
        (sale(), answer(result="51", approval="", balance="100")),
        (sale("000001", kind=Kind.REVERSE, orig_stan="000002"), answer(kind=Kind.REVERSE)),
    ],
)
def test_anything_else_must_be_looked_into(ask: object, told: object) -> None:
    said = [(0, True, HOST.encode(ask)), (900, False, HOST.encode(told))]  # type: ignore[arg-type]
    assert Plains(Ways(house().library)).of(last(said)) is None
