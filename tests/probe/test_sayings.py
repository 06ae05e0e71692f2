"""Evidence is told in both languages with the same blanks, and each kind has a weight."""

import re
import string

from posdiag.probe.sayings import BY_CODE


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same() -> None:
    assert len(BY_CODE) > 40
    for code, saying in BY_CODE.items():
        assert blanks(saying.text["ko"]) == blanks(saying.text["en"]), code
        assert re.search("[가-힣]", saying.text["ko"]), code
        assert not re.search("[가-힣]", saying.text["en"]), code
        assert saying.weight, code


def test_an_answer_outweighs_whatever_is_only_heard() -> None:
    heard = [each.weight for code, each in BY_CODE.items() if code.startswith(("heard.", "garble."))]
    assert BY_CODE["asked.answered"].weight > max(heard)
