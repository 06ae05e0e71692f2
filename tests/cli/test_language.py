"""Which language a command line speaks."""

from __future__ import annotations

import pytest

from posdiag.cli.language import before_verb, choose_language


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        (["--lang", "ko", "decode"], {"LANG": "en_US.UTF-8"}, "ko"),
        (["--lang=en"], {"LANG": "ko_KR.UTF-8"}, "en"),
        (["decode", "--lang", "ko"], {}, "en"),
        ([], {"LANG": "ko_KR.UTF-8"}, "ko"),
        ([], {"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LANG": "ko"}, "ko"),
        (["--debug", "--lang", "ko"], {}, "ko"),
        (["--lang"], {}, "en"),
    ],
)
def test_the_option_decides_the_language_and_then_the_locale(
    arguments: list[str], environment: dict[str, str], lang: str
) -> None:
    assert choose_language(arguments, environment) == lang


def test_what_stands_before_the_verb_includes_the_value_of_the_language() -> None:
    assert before_verb(["--lang", "ko", "decode", "--debug"]) == ["--lang", "ko"]
