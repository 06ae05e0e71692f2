"""A matrix as JUnit XML, as Jenkins's schema has it: a suite for each scenario, a case for each release.

A failure that the baseline knows is skipped, with its reason. A case has no file of its own in that
schema: its suite names the scenario's file, and its output begins with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from posdiag.matrix.cells import Square
from posdiag.matrix.compare import Standing
from posdiag.matrix.tally import Failure, Tile
from posdiag.record import Verdict
from posdiag.report.failure import failure as failure_lines
from posdiag.report.lines import plain
from posdiag.report.matrix_report import MatrixReport, split_place
from posdiag.report.matrix_words import matrix_say
from posdiag.report.words import pick, say

#: Characters that XML 1.0 has no place for, and half a pair of UTF-16.
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDTH = 108

_Case = tuple[str, str, str]  # name, classname, what stands in it
_KINDS = ("failure", "error", "skipped")


def junit_report(report: MatrixReport, lang: str) -> Iterator[str]:
    """The document in pieces."""
    suites: dict[int, list[tuple[Square, Tile]]] = {}
    for square, tile in report.tiles():
        suites.setdefault(square.scenario, []).append((square, tile))
    written = [_suite(report, rows, lang) for _, rows in sorted(suites.items())]
    total, failures, errors = (sum(counts[at] for _, counts in written) for at in range(3))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="posdiag" tests="{total}" failures="{failures}" errors="{errors}">\n'
    for text, _ in written:
        yield text
    yield "</testsuites>\n"


def _suite(
    report: MatrixReport, rows: Sequence[tuple[Square, Tile]], lang: str
) -> tuple[str, tuple[int, int, int]]:
    """One scenario; its text, and how many tests, failures and errors are in it."""
    scenario = report.scenario(rows[0][0])
    file, line = split_place(scenario.place)
    counts = dict.fromkeys(_KINDS, 0)
    cases = []
    for square, tile in rows:
        kind, inner = _outcome(report, square, tile, lang)
        if kind:
            counts[kind] += 1
        cases.append(_case(report, square, inner, f"{file}:{line}"))
    properties = "".join(
        f"<property name={_attribute(name)} value={_attribute(value)}/>"
        for name, value in (("file", file), ("line", str(line)), ("tags", " ".join(scenario.tags)))
    )
    head = " ".join(
        [
            f"<testsuite name={_attribute(scenario.id)}",
            f'tests="{len(rows)}" failures="{counts["failure"]}"',
            f'errors="{counts["error"]}" skipped="{counts["skipped"]}" file={_attribute(file)}>',
        ]
    )
    body = "".join(cases)
    return (
        f"{head}\n<properties>{properties}</properties>\n{body}</testsuite>\n",
        (len(rows), counts["failure"], counts["error"]),
    )


def _case(report: MatrixReport, square: Square, inner: str, place: str) -> str:
    release = report.release(square)
    rig = square.terminal.removeprefix("sim:")
    name = f"{report.scenario(square).id} @{release.release}" + (f" on {rig}" if rig != release.rig else "")
    head = f"<testcase classname={_attribute(f'posdiag.{release.id}')} name={_attribute(name)}>"
    return f"{head}{inner}<system-out>{_text(place)}</system-out></testcase>\n"


def _outcome(report: MatrixReport, square: Square, tile: Tile, lang: str) -> tuple[str, str]:
    """Kind and element of what a case came to; both empty where it passed."""
    loud = [print_ for print_ in tile.failures if report.standing(print_) in (Standing.NEW, Standing.EXPIRED)]
    if loud:
        return "failure", _failure(report, [report.tally.failures[print_] for print_ in loud], tile, lang)
    if tile.first_error is not None or (tile.verdict is Verdict.INCONCLUSIVE):
        error = tile.first_error
        text = (error.error or pick(error.why, lang)) if error else ""
        return "error", _element("error", "inconclusive", text, text)
    if tile.failures:
        print_ = tile.failures[0]
        entry = report.entry(print_)
        why = (
            ""
            if entry is None
            else matrix_say(
                lang, "entry", owner=entry.owner, expires=entry.expires.isoformat(), reason=entry.reason
            )
        )
        return "skipped", f"<skipped message={_attribute(why)}/>"
    return "", ""


def _failure(report: MatrixReport, failures: Sequence[Failure], tile: Tile, lang: str) -> str:
    first = failures[0]
    message = f"{report.cause(first, lang)}: {pick(first.first.why, lang)}"
    texts = [_body(report, one, tile, lang) for one in failures]
    return _element("failure", first.identity.cause, message, "\n\n".join(texts))


def _body(report: MatrixReport, failure: Failure, tile: Tile, lang: str) -> str:
    """What was found, and how to repeat it; then the ladder, where this very replay was kept whole."""
    first, identity = failure.first, failure.identity
    rows = [f"{matrix_say(lang, 'cause')}: {report.cause(failure, lang)} [{identity.cause}]"]
    rows.append(f"{matrix_say(lang, 'verdict')}: {pick(first.why, lang)}")
    for sign in first.signs:
        frames = " ".join(f"#{number}" for number in sign.frames)
        where = f" ({say(lang, 'evidence.frames', numbers=frames)})" if frames else ""
        rows.append(f"[{say(lang, f'severity.{sign.severity}')}] {pick(sign.summary, lang)}{where}")
    if tile.total > 1:
        rows.append(matrix_say(lang, "seen_times", count=failure.count, runs=tile.total))
    rows.append(f"{matrix_say(lang, 'repeat')}: {report.command(failure)}")
    shown, own = report.whole_of(failure)
    if shown is not None and own:
        rows += ["", *plain(failure_lines(shown, [], lang, _WIDTH, report.names))]
    return "\n".join(rows)


def _element(kind: str, type_: str, message: str, text: str) -> str:
    return f"<{kind} type={_attribute(type_)} message={_attribute(message)}>{_text(text)}</{kind}>"


def _attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text).replace("\r", " "))
