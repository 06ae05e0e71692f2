"""The serial ports of a machine, for people and as `posdiag/ports/1`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from posdiag.link.ports import Port
from posdiag.report.columns import columns, pad, shown
from posdiag.report.lines import Line, Span, line
from posdiag.report.probe_words import probe_say

PORTS_SCHEMA = "posdiag/ports/1"
_WIDEST = 44


def ports_object(ports: Sequence[Port]) -> dict[str, Any]:
    """Every port. `holders_known`: all programs could be looked at, so that an empty list means nobody."""
    return {
        "schema": PORTS_SCHEMA,
        "ports": [
            {
                "device": port.device,
                "url": port.url,
                "maker": shown(port.maker),
                "product": shown(port.product),
                "serial_number": shown(port.serial_number),
                "ids": port.ids,
                "place": port.place,
                "lasting_name": port.lasting_name,
                "simulated": port.simulated,
                "holders": [{"pid": one.pid, "name": shown(one.name)} for one in port.held.holders],
                "holders_known": port.held.whole,
            }
            for port in ports
        ],
    }


def ports_lines(ports: Sequence[Port], lang: str) -> Iterator[Line]:
    """A table; a name that lasts stands under the port it belongs to."""
    if not ports:
        yield line(probe_say(lang, "ports.none"))
        return
    heads = [probe_say(lang, f"ports.{name}") for name in ("port", "maker", "number", "holder")]
    rows = [_row(port, lang) for port in ports]
    wide = [min(_WIDEST, max(columns(row[at]) for row in (heads, *rows))) for at in range(4)]
    yield line("  ".join(pad(head, width) for head, width in zip(heads, wide, strict=True)), "head")
    for port, row in zip(ports, rows, strict=True):
        cells = [pad(cell, width) for cell, width in zip(row, wide, strict=True)]
        style = "bad" if port.held.holders else "dim"
        yield (Span(cells[0], "mark"), Span("  " + "  ".join(cells[1:3]) + "  "), Span(row[3], style))
        if port.lasting_name:
            yield line(f"  {port.lasting_name}", "dim")


def _row(port: Port, lang: str) -> list[str]:
    made = " ".join(filter(None, (port.maker, port.product))) or "-"
    if port.simulated:
        made = probe_say(lang, "ports.simulated", rig=port.simulated)
    elif port.ids:
        made += f" [{port.ids}]"
    return [port.device, shown(made), shown(port.serial_number) or "-", _holders(port, lang)]


def _holders(port: Port, lang: str) -> str:
    if port.held.holders:
        return shown(", ".join(map(str, port.held.holders)))
    return probe_say(lang, "ports.free" if port.held.whole else "ports.unseen")
