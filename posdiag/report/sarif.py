"""A matrix as SARIF 2.1.0: one result for each failure, one rule for each cause, within GitHub's limits.

A result lies at the release in its profile, which is at fault, with the scenario beside it; its code
flow is the transcript. A failure that the baseline knows is there, unchanged and suppressed, with the
reason. GitHub takes 25,000 results and shows 5,000, takes 1,000 steps in a result's flows and 10 MB of
gzip: what is more is left out and the run says so.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from posdiag.diagnose.finding import Severity
from posdiag.matrix.compare import Standing
from posdiag.matrix.tally import Failure
from posdiag.report.frames import phrase
from posdiag.report.json_run import dump
from posdiag.report.matrix_report import MatrixReport, severity_of
from posdiag.report.matrix_words import matrix_say
from posdiag.report.redact import Shown
from posdiag.report.words import pick, say

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
MOST_RULES = 25_000
MOST_STEPS = 200
#: Of the 10 MB that GitHub takes, compressed.
MOST_GZIPPED = 9_500_000
_LEVELS: Mapping[Severity, str] = {
    Severity.CRITICAL: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def sarif_report(report: MatrixReport, lang: str) -> str:
    """The document."""
    failures = report.failures()
    kept = len(failures)
    limit, flows = min(kept, MOST_RESULTS), True
    while True:
        text = dump(_document(report, failures[:limit], kept - limit, flows, lang)) + "\n"
        if len(gzip.compress(text.encode("utf-8"), 6, mtime=0)) <= MOST_GZIPPED or limit <= 1:
            return text
        if flows:
            flows = False  # the transcripts first: every result is worth more than one of its steps
        else:
            limit //= 2


def _document(
    report: MatrixReport, failures: Sequence[tuple[str, Failure]], left_out: int, flows: bool, lang: str
) -> dict[str, Any]:
    causes = sorted({failure.identity.cause for _, failure in failures})[:MOST_RULES]
    number = {cause: at for at, cause in enumerate(causes)}
    notices = [_notice("left-out", matrix_say(lang, "truncated", count=left_out))] if left_out else []
    if not flows:
        notices.append(_notice("no-flows", matrix_say(lang, "no_flows")))
    if report.planned is not None:
        told = matrix_say(lang, "interrupted", done=report.tally.total, planned=report.planned)
        notices.append(_notice("interrupted", told))
    invocation: dict[str, Any] = {"executionSuccessful": report.planned is None}
    if notices:
        invocation["toolExecutionNotifications"] = notices
    driver = {
        "name": "posdiag",
        "semanticVersion": report.version,
        "version": report.version,
        "rules": [_rule(report, cause, lang) for cause in causes],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "posdiag/matrix/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(report, print_, failure, number, flows, lang) for print_, failure in failures],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _notice(name: str, text: str) -> dict[str, Any]:
    return {"level": "warning", "descriptor": {"id": name}, "message": {"text": text}}


def _rule(report: MatrixReport, cause: str, lang: str) -> dict[str, Any]:
    name = pick(report.names.get(cause, {}), lang) or matrix_say(lang, "rule.unknown")
    both = [pick(report.names.get(cause, {}), one) or matrix_say(one, "rule.unknown") for one in ("ko", "en")]
    text = matrix_say(lang, "rule.help", name=name, cause=cause)
    advice = _advice(report, cause, lang)
    markdown = "\n".join([f"**{name}** (`{cause}`)", "", text, *(["", *advice] if advice else [])])
    return {
        "id": cause,
        "name": "".join(part.capitalize() for part in cause.replace("_", ".").split(".")),
        "shortDescription": {"text": name},
        "fullDescription": {"text": " / ".join(dict.fromkeys(both))},
        "help": {"text": "\n".join([text, *advice]), "markdown": markdown},
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": sorted({"payment", "coupon", cause.split(".")[0]}), "precision": "high"},
    }


def _advice(report: MatrixReport, cause: str, lang: str) -> list[str]:
    """What helps with a cause, as far as any of its failures was given advice."""
    texts: dict[str, None] = {}
    for shown in report.wholes.values():
        causes = shown.record.causes
        if causes and causes[0].cause == cause:
            texts |= {f"- {pick(one.text, lang)}": None for one in shown.record.guidance}
    return list(texts)[:5]


def _result(
    report: MatrixReport, print_: str, failure: Failure, number: Mapping[str, int], flows: bool, lang: str
) -> dict[str, Any]:
    identity, first = failure.identity, failure.first
    profile, scenario = report.places(failure)
    message = f"{report.title(failure)}: {report.cause(failure, lang)}. {pick(first.why, lang)}".strip()
    result: dict[str, Any] = {
        "ruleId": identity.cause,
        "ruleIndex": number[identity.cause],
        "level": _LEVELS[severity_of(failure)],
        "kind": "fail",
        "message": {"text": message},
        "locations": [_location(profile)],
        "relatedLocations": [{"id": 1, **_location(scenario, identity.scenario)}],
        "partialFingerprints": {
            "primaryLocationLineHash": f"{_line_hash(print_)}:1",
            "posdiag/v1": print_,
        },
        "baselineState": "new" if report.standing(print_) is Standing.NEW else "unchanged",
        "properties": {"command": report.command(failure), "replays": failure.count},
    }
    entry = report.entry(print_)
    if entry is not None and report.standing(print_) is Standing.KNOWN:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": entry.reason}]
    shown, _ = report.whole_of(failure)
    if flows and shown is not None:
        result["codeFlows"] = [_flow(shown, scenario, lang)]
    return result


def _line_hash(print_: str) -> str:
    """GitHub knows an alert by this: it must not hang on the line's number or text."""
    return hashlib.sha256(f"posdiag {print_}".encode()).hexdigest()[:16]


def _location(place: tuple[str, int], text: str = "") -> dict[str, Any]:
    file, line = place
    where = {"artifactLocation": {"uri": quote(file.replace("\\", "/"), safe="/._-~@+")}}
    location: dict[str, Any] = {"physicalLocation": {**where, "region": {"startLine": line}}}
    if text:
        location["message"] = {"text": text}
    return location


def _flow(shown: Shown, place: tuple[str, int], lang: str) -> dict[str, Any]:
    """The frames of a transcript as steps; of which replay, its message says."""
    record = shown.record
    telling = {number for finding in record.findings for number in finding.evidence}
    steps = []
    for frame in record.transcript.frames[:MOST_STEPS]:
        sender, receiver = (say(lang, f"party.{party}") for party in (frame.sender, frame.receiver))
        text = (
            f"#{frame.n} {frame.t_ms / 1000:.3f} s {sender} → {receiver}: {phrase(shown.said[frame.n], lang)}"
        )
        importance = "essential" if frame.n in telling else "important"
        steps.append({"location": _location(place, text), "importance": importance})
    if not steps:
        text = pick(record.why, lang) or say(lang, "ladder.empty")
        steps.append({"location": _location(place, text), "importance": "essential"})
    title = f"{record.scenario} · {record.pos_id}@{record.release} · {record.terminal} · seed {record.seed}"
    return {"message": {"text": title}, "threadFlows": [{"locations": steps}]}
