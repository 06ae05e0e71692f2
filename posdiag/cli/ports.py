"""`posdiag ports`: the serial ports of this machine, who made them, and who has them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.options import format_option, output_option


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def ports(form: str, output: Path | None) -> int:
        from posdiag.cli.output import result
        from posdiag.link.ports import list_ports
        from posdiag.report.ports_report import ports_lines, ports_object

        with result(output, lang) as place:
            found = list_ports()
            if form == "json":
                place.write(json.dumps(ports_object(found), ensure_ascii=False) + "\n")
            else:
                place.write_lines(ports_lines(found, lang))
        return DONE

    return Verb(lang, "ports", ports, [format_option(lang), output_option(lang)])
