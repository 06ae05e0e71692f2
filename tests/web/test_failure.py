"""What is wrong with a request, in both languages, from our own rooms and from the reader of JSON."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
import pytest

from posdiag.errors import InputError, LinkError, NothingSelected, PosdiagError, Problem
from posdiag.web.failure import Failure, of_posdiag, of_reader


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError, "refused"),
        (NothingSelected, "not_found"),
        (LinkError, "unavailable"),
        (PosdiagError, "unavailable"),
    ],
)
def test_each_family_of_errors_has_its_code(error: type[PosdiagError], code: str) -> None:
    failure = of_posdiag(error([Problem("a", "wrong", "mend it"), Problem("b", "also")]))
    assert (failure.code, failure.place) == (code, "a")
    assert "wrong (mend it); also" in failure.message("en")


def test_a_card_number_in_a_failure_is_masked() -> None:
    failure = Failure("not_found", "path.id", what="9400001234567897")
    assert "940000******7897" in failure.message("en")


class Body(msgspec.Struct, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(max_length=3)]
    count: Annotated[int, msgspec.Meta(ge=1)] = 1
    kind: Literal["a", "b"] = "a"
    name: Annotated[str, msgspec.Meta(pattern="^x$")] = "x"


@pytest.mark.parametrize(
    ("body", "place", "english"),
    [
        ('{"text": 3}', "body.text", "str expected, int given"),
        ("{}", "body", "`text` is missing"),
        ('{"text": "a", "more": 1}', "body", "there is no `more`"),
        ('{"text": "abcd"}', "body.text", "its length must be <= 3"),
        ('{"text": "a", "count": 0}', "body.count", "it must be >= 1"),
        ('{"text": "a", "kind": "c"}', "body.kind", "'c' is none of the choices"),
        ('{"text": "a", "name": "y"}', "body.name", "it has not the form"),
    ],
)
def test_what_the_reader_says_is_said_in_both_languages(body: str, place: str, english: str) -> None:
    with pytest.raises(msgspec.ValidationError) as told:
        msgspec.json.decode(body, type=Body)
    failure = of_reader(str(told.value), "body")
    assert failure.place == place
    assert english in failure.message("en")
    assert any("가" <= letter <= "힣" for letter in failure.message("ko"))
