"""`posdiag profiles schema`: the JSON Schema of a kind of file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.options import output_option
from posdiag.cli.output import result

KINDS = ("pos", "scenario", "rig", "baseline")


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def schema(kind: str, output: Path | None) -> int:
        with result(output, lang) as place:
            place.write(json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n")
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["kind"], metavar="KIND", type=click.Choice(KINDS)),
        output_option(lang),
    ]
    return Verb(lang, "profiles schema", schema, params)


def schema_of(kind: str) -> dict[str, object]:
    """The schema of a kind of file. KeyError for another word than those of KINDS."""
    if kind == "pos":
        from posdiag.profile.product_schema import product_schema

        return product_schema()
    if kind == "scenario":
        from posdiag.replay.scenario_schema import scenario_schema

        return scenario_schema()
    if kind == "rig":
        from posdiag.assembly_rigs import rig_schema

        return rig_schema()
    if kind == "baseline":
        from posdiag.matrix.baseline_schema import baseline_schema

        return baseline_schema()
    raise KeyError(kind)
