"""Options that verbs share: the same names, forms and help everywhere."""

from __future__ import annotations

import click
import pytest

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
