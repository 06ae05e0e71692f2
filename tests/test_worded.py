"""A worded text is English for a program, and Korean for who asks."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag import assembly
from posdiag.errors import InputError, Problem
from posdiag.korean.overheard import OVERHEARD
from posdiag.marked import Faults, parse_yaml
from posdiag.masking import mask_text
from posdiag.worded import Worded, in_language, worded


def test_it_is_the_english_text_to_whoever_takes_it_for_one() -> None:
    said = worded("`{key}` must be a list", key="steps")
    assert said == "`steps` must be a list"
    assert json.dumps(said) == '"`steps` must be a list"'
    assert f"{said}!" == "`steps` must be a list!"
    assert in_language(said, "en") == said
    assert type(in_language(said, "en")) is str


def test_it_is_korean_for_who_asks_with_its_blanks_in_korean_too() -> None:
    near = worded("; did you mean `{near}`?", near="pay")
    said = worded("one of: {known}{near}", known="pay, cancel", near=near)
    assert in_language(said, "ko") == "다음 중 하나: pay, cancel; `pay`을(를) 뜻하셨습니까?"


def test_what_nobody_wrote_in_korean_stays_as_it_is() -> None:
    assert in_language(worded("nobody says {this}", this=1), "ko") == "nobody says 1"
    assert in_language("plain words", "ko") == "plain words"


@given(st.text(), st.integers())
def test_it_goes_through_a_pickle_whole(key: str, number: int) -> None:
    limits = {"at_least": 0, "at_most": 9}
    said = worded("`{key}` is {number}, outside {at_least} to {at_most}", key=key, number=number, **limits)
    error = pickle.loads(pickle.dumps(InputError(Problem("a:1", said, "mend"))))
    (problem,) = error.problems
    assert problem.what == said
    assert problem.in_language("ko").what == in_language(said, "ko")
    assert "벗어납니다" in problem.in_language("ko").what


def test_its_blanks_are_masked_and_it_stays_korean() -> None:
    other = worded("`{key}` is missing", key="x")
    said = worded(
        "`{name}` is no card of {other}",
        name="card 9400001200004047",
        other=other,
    )
    changed = said.changed(mask_text)
    assert isinstance(changed, Worded)
    assert changed == mask_text(said)
    assert "0000120000" not in changed


def test_what_the_simulated_world_says_is_known_by_its_form() -> None:
    assert in_language("unknown fault `nosuch`", "ko") == "모르는 장애 `nosuch`"
    text = "`hex` is `zz`, not hexadecimal"
    assert in_language(text, "ko") == "`hex`의 값 `zz`이(가) 16진수가 아닙니다"
    with pytest.raises(InputError) as refused:
        assembly.station("sim:nosuch")
    (problem,) = refused.value.problems
    assert problem.in_language("ko").what == "`nosuch`이라는 리그가 없습니다"


@pytest.mark.parametrize("pattern", sorted(OVERHEARD))
def test_every_text_of_the_world_is_known_again(pattern: str) -> None:
    blanks = dict.fromkeys(_names(pattern), "x")
    said = pattern.format(**blanks) if blanks else pattern
    assert in_language(said, "ko") == (OVERHEARD[pattern].format(**blanks) if blanks else OVERHEARD[pattern])


def _names(pattern: str) -> list[str]:
    import re

    return re.findall(r"\{([a-z]\w*)\}", pattern)


def test_faults_of_a_file_are_told_in_korean() -> None:
    faults = Faults()
    document = parse_yaml("amount: ten\ncolour: red\n", "a.yaml", faults)
    assert document is not None
    document.integer("amount")
    document.no_other_keys()
    told = [str(problem.in_language("ko")) for problem in faults.problems]
    assert told == [
        "a.yaml:1: `amount`은(는) 정수여야 하는데 `ten`입니다",
        "a.yaml:2: 모르는 키 `colour` (여기서 쓸 수 있는 것: amount)",
    ]
