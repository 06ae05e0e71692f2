"""Options that verbs share: the same names, forms and help everywhere."""

from __future__ import annotations

import click
import pytest

from posdiag.cli.main import main
from posdiag.cli.options import fault_option, format_option, output_option, seed_option


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_shared_option_has_help(lang: str) -> None:
    for option in (format_option(lang), output_option(lang), fault_option(lang), seed_option(lang)):
        assert option.help


def test_the_first_form_is_the_default() -> None:
    option = format_option("en", ("text", "json", "jsonl"))
    assert option.default == "text"
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == ["text", "json", "jsonl"]


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
@pytest.mark.parametrize(
    "words",
    [
        ["tap", "pty", "tcp://127.0.0.1:9", "--for"],
        ["record", "pty", "tcp://127.0.0.1:9", "/dev/null", "--for"],
        ["simulate", "telium", "--speed"],
        ["probe", "tcp://127.0.0.1:9", "--limit"],
        ["probe", "tcp://127.0.0.1:9", "--listen"],
    ],
)
def test_what_is_no_number_is_outside_every_range(
    words: list[str], number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", *words, number]) == 2
    assert f"{number} is outside the range" in capsys.readouterr().err
