"""`posdiag probe`: how a line is set and what is spoken on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import DONE, FAILED, FINDINGS
from posdiag.cli.help import Verb
from posdiag.cli.options import Number, format_option, output_option
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

if TYPE_CHECKING:
    from posdiag.probe.found import ProbeRecord
    from posdiag.probe.steps import Step

_LONGEST_S = 3600.0


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def probe(url: str, ask: bool, listen_s: float, limit_s: float, form: str, output: Path | None) -> int:
        from posdiag import assembly
        from posdiag.cli.output import result
        from posdiag.probe.speakers import speakers
        from posdiag.report.probe_report import probe_lines, probe_object

        watch = _Watch(lang)
        with result(output, lang) as place:
            try:
                record = assembly.probe(url, ask, int(listen_s * 1000), int(limit_s * 1000), watch)
            finally:
                watch.clear()
            if record is None:
                what = tell(lang, "probe.no_line", url=url)
                raise InputError(Problem("URL", what, tell(lang, "probe.no_line_remedy")))
            known = speakers(assembly.library())
            if form == "json":
                place.write(json.dumps(probe_object(record, known), ensure_ascii=False) + "\n")
            else:
                place.write_lines(probe_lines(record, lang, place.width, known))
        return _code(record)

    params: list[click.Parameter] = [
        click.Argument(["url"], metavar="URL"),
        click.Option(["--ask"], is_flag=True, help=tell(lang, "probe.ask")),
        _seconds(lang, "listen", 5.0),
        _seconds(lang, "limit", 120.0),
        format_option(lang),
        output_option(lang),
    ]
    return Verb(lang, "probe", probe, params)


def _seconds(lang: str, name: str, default: float) -> click.Option:
    return click.Option(
        [f"--{name}", f"{name}_s"],
        type=Number(min=0, max=_LONGEST_S, min_open=True),
        default=default,
        show_default=True,
        metavar="SECONDS",
        help=tell(lang, f"probe.{name}"),
    )


def _code(record: ProbeRecord) -> int:
    if record.found:
        return DONE
    return FINDINGS if record.opened else FAILED


class _Watch:
    """Shows on stderr, where it is a terminal, what is being tried."""

    def __init__(self, lang: str) -> None:
        from posdiag.cli.output import Progress

        self._lang = lang
        self._progress = Progress()
        self._where = ""
        self._said = 0

    def __call__(self, step: Step) -> None:
        from posdiag.probe.steps import Open, Say

        lang = self._lang
        match step:
            case Open(settings=None):
                self._where = tell(lang, "probe.connecting")
            case Open(settings=settings):
                self._where = tell(lang, "probe.opening", settings=str(settings))
            case Say():
                self._said += 1
        count = self._said
        doing = tell(lang, "probe.asking", count=count) if count else tell(lang, "probe.listening")
        self._progress.show(f"{self._where} · {doing}")

    def clear(self) -> None:
        self._progress.clear()
