"""Check rules of raw frames."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.diagnose.check_rule import check_rules, common_rules
from tests.diagnose.playbook import codec, request


def test_a_frame_names_the_rule_it_was_made_by() -> None:
    assert check_rules(codec().encode(request())) == {"xor-after-stx"}
    assert check_rules(codec(check="xor-from-stx").encode(request())) == {"xor-from-stx"}


def test_what_is_no_frame_follows_no_rule() -> None:
    assert check_rules(b"\x02A\x03") == frozenset()
    assert check_rules(b"hello") == frozenset()
    assert common_rules([]) == frozenset()


@given(st.binary(max_size=60))
def test_no_bytes_are_right_under_both_rules(data: bytes) -> None:
    assert len(check_rules(data)) <= 1
