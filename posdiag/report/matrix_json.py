"""A matrix as JSON: each replay a row, and the full record of each group of like failures.

Rows are written as the replays end, so that a hundred thousand of them take no memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from posdiag.matrix.again import command_of
from posdiag.matrix.cells import Matrix
from posdiag.matrix.played import Played
from posdiag.record import Verdict
from posdiag.report.json_run import dump, run_line
from posdiag.report.matrix_report import MatrixReport

CELL_SCHEMA = "posdiag/cell/1"
MATRIX_SCHEMA = "posdiag/matrix/1"


def cell_row(matrix: Matrix, result: Played, print_: str, standing: str) -> str:
    """One replay as a line of JSON, without the line's end: keys as in a run, less what takes room."""
    cell = matrix.cell(result.index)
    row: dict[str, Any] = {
        "schema": CELL_SCHEMA,
        "scenario": cell.scenario.id,
        "pos": {"id": cell.release.id, "release": cell.release.release},
        "terminal": cell.terminal,
        "faults": [*cell.scenario.faults, *matrix.faults],
        "seed": cell.seed,
        "verdict": str(result.verdict),
        "why": dict(sorted(result.why.items())),
        "error": result.error,
        "money": {
            "charges": result.charges,
            "charged": result.charged_krw,
            "pos_believes": result.pos_believes,
            "agrees": result.agrees,
        },
        "findings": [
            {
                "code": sign.code,
                "severity": str(sign.severity),
                "party": sign.party,
                "summaries": dict(sorted(sign.summary.items())),
                "evidence": list(sign.frames),
            }
            for sign in result.signs
        ],
        "causes": [{"cause": result.cause, "probability": result.probability, "party": result.party}]
        if result.cause
        else [],
    }
    if print_:
        row |= {"fingerprint": print_, "standing": standing}
    if result.verdict is not Verdict.COMPATIBLE:
        row |= {"command": command_of(matrix, result.index), "place": cell.scenario.place}
    return dump(row)


def head() -> str:
    """What stands before the rows; between two of them stands `,` and a new line."""
    return f'{{"schema":"{MATRIX_SCHEMA}","runs":[\n'


def tail(report: MatrixReport, lang: str) -> Iterator[str]:
    """What stands after the rows: failures, their groups with a full record each, and the baseline."""
    yield '\n],"failures":[\n'
    failures = report.tally.failures
    yield ",\n".join(dump(_failure(report, print_)) for print_ in failures)
    yield '\n],"groups":[\n'
    for number, group in enumerate(report.tally.groups):
        shown = report.wholes.get(group.number)
        run = "null" if shown is None else run_line(shown, lang)
        numbers = dump({"number": group.number, "failures": group.failures})[:-1]
        yield f'{"," if number else ""}{numbers},"run":{run}}}\n'
    yield f'],"baseline":{dump(_baseline(report))},"counts":{dump(_counts(report))}'
    yield ',"interrupted":true}\n' if report.planned is not None else "}\n"


def _failure(report: MatrixReport, print_: str) -> dict[str, Any]:
    failure = report.tally.failures[print_]
    identity = failure.identity
    entry = report.entry(print_)
    pos, _, release = identity.pos.partition("@")
    row: dict[str, Any] = {
        "fingerprint": print_,
        "standing": str(report.standing(print_)),
        "scenario": identity.scenario,
        "pos": {"id": pos, "release": release},
        "terminal": f"sim:{identity.rig}",
        "faults": list(identity.faults),
        "verdict": identity.verdict,
        "cause": identity.cause,
        "replays": failure.count,
        "group": failure.group,
        "command": report.command(failure),
        "place": report.scenario(report.square_of(failure)).place,
    }
    if entry is not None:
        row["known"] = {
            "reason": entry.reason,
            "owner": entry.owner,
            "expires": entry.expires.isoformat(),
            "place": entry.place,
        }
    return row


def _baseline(report: MatrixReport) -> dict[str, Any]:
    compared = report.compared
    return {
        "compared": report.judged,
        "stale": [
            {
                "fingerprint": print_,
                "why": str(why),
                "scenario": compared.entries[print_].identity.scenario,
                "pos": compared.entries[print_].identity.pos,
                "place": compared.entries[print_].place,
            }
            for print_, why in compared.stale.items()
        ],
        "not_played": len(compared.unplayed),
    }


def _counts(report: MatrixReport) -> dict[str, Any]:
    tally = report.tally
    return {
        "replays": tally.total,
        **{str(verdict): count for verdict, count in tally.counts.items()},
        "errors": tally.errors,
        "failures": len(tally.failures),
        **{str(one): len(report.compared.having(one)) for one in type(report.standing(""))},
    }
