"""-k: words, fields, and, or, not and brackets; what is wrong is told with its column."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.errors import InputError
from posdiag.matrix.expression import Facts, read_expression

QR = Facts("qr-customer", ("qr", "sale"), "reference/hangang", "2.1", "counter-fs")
CANCEL = Facts("cancel-same-day", ("cancel",), "reference/namsan", "3.0", "counter-fs@1.2")


@pytest.mark.parametrize(
    ("text", "qr", "cancel"),
    [
        ("qr", True, False),
        ("QR-CUST", True, False),
        ("cancel-*", False, True),
        ("not qr", False, True),
        ("qr or cancel", True, True),
        ("qr and cancel", False, False),
        ("sale and not hangang", False, False),
        ("not (qr or namsan)", False, False),
        ("qr or cancel and nothing", True, False),
        ("(qr or cancel) and reference/*", True, True),
        ("tag:sale", True, False),
        ("tag:sal", False, False),
        ("pos:hangang", True, False),
        ("pos:reference/*@3*", False, True),
        ("release:>=2.0,<3", True, False),
        ("release:3.0", False, True),
        ("rig:counter-fs", True, True),
        ("rig:counter-fs@1.2", False, True),
        ("'cancel-same-day'", False, True),
        ("'and'", False, False),
        ("counter-fs@1", False, True),
    ],
)
def test_an_expression_chooses(text: str, qr: bool, cancel: bool) -> None:
    test = read_expression(text)
    assert (test(QR), test(CANCEL)) == (qr, cancel)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "column 1: a word is missing at the end"),
        ("qr and", "column 7: a word is missing at the end"),
        ("qr and or x", "column 8: a word is missing before `or`"),
        ("(qr", "column 4: a bracket is not closed"),
        ("qr)", "column 3: a bracket that was never opened"),
        ("qr cancel", "column 4: `cancel` is not expected"),
        ("qr 'open", "column 3: a quote that is never closed"),
        ("tags:qr", "column 1: no field `tags`"),
        ("x or release:>=a b", "is no range"),
        ("(" * 60 + "x" + ")" * 60, "nested deeper"),
    ],
)
def test_what_is_wrong_is_told_with_its_column(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_expression(text)
    (problem,) = caught.value.problems
    assert problem.place.startswith("-k")
    assert told in problem.what
    assert problem.remedy


@given(st.text(alphabet="ab:()'\" \tandornt>=*[", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InputError):
        assert read_expression(text)(QR) in (True, False)


@given(
    st.recursive(
        st.sampled_from(["qr", "cancel", "sale"]), lambda inner: st.tuples(inner, inner), max_leaves=8
    )
)
def test_de_morgan_holds(shape: object) -> None:
    def both(one: object) -> tuple[str, str]:
        if isinstance(one, str):
            return one, f"not {one}"
        left, right = map(both, one)  # type: ignore[call-overload]
        return f"({left[0]} and {right[0]})", f"({left[1]} or {right[1]})"

    said, denied = both(shape)
    for facts in (QR, CANCEL):
        assert read_expression(said)(facts) is not read_expression(denied)(facts)
