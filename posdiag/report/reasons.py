"""Why the diagnosis stands by its causes: for, against, tried out, ruled out, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from posdiag.diagnose.finding import CauseShare, Finding
from posdiag.record import Reenacted, RunRecord
from posdiag.report.words import pick, say, say_or

#: Names of causes by language, from profiles/causes.yaml.
CauseNames = Mapping[str, Mapping[str, str]]

_LEAST_SHARE = 0.05  # less likely causes are left out
_MOST_CAUSES = 3
_MOST_REASONS = 3
#: Below this the first cause is called uncertain.
_SURE = 0.5


def told_causes(record: RunRecord) -> tuple[CauseShare, ...]:
    """The causes that a person is told of: those that are likely, and a second one that stands beside."""
    likely = [share for share in record.causes if share.probability >= _LEAST_SHARE][:_MOST_CAUSES]
    beside = [share for share in record.causes if share.cause in record.answer and share not in likely]
    return tuple(sorted([*likely, *beside], key=lambda share: -share.probability))


def cause_line(share: CauseShare, first: bool, record: RunRecord, lang: str, names: CauseNames) -> str:
    """A cause with its share, its name and whose side it is on."""
    party = say_or(lang, f"party.{share.party}", share.party)
    name = pick(names.get(share.cause, {}), lang)
    text = f"{share.probability:.0%} {name} [{share.cause}] · {party}".replace("  ", " ")
    if len(record.answer) > 1 and share.cause in record.answer:
        return f"{text} · {say(lang, 'cause.together')}"
    return f"{text} · {say(lang, 'cause.unsure')}" if first and share.probability < _SURE else text


def name_of(cause: str, lang: str, names: CauseNames) -> str:
    return pick(names.get(cause, {}), lang) or cause


def voices(share: CauseShare, findings: Sequence[Finding], lang: str) -> Iterator[tuple[str, str]]:
    """(label, sentence) of what speaks for a cause and against it, the worst finding first."""
    for label, codes in (("reason.for", share.because), ("reason.against", share.against)):
        told = [finding for finding in findings if finding.code in codes]
        texts = dict.fromkeys(pick(finding.summary, lang) for finding in told)
        yield from ((say(lang, label), text) for text in list(texts)[:_MOST_REASONS])


def tried_out(record: RunRecord, lang: str, names: CauseNames) -> Iterator[str]:
    """How each likely cause looked when it was played: its best way, the likeliest first."""
    best: dict[str, Reenacted] = {}
    for trial in record.reenacted:
        known = best.get(trial.cause)
        if known is None or (trial.reproduces, trial.likeness) > (known.reproduces, known.likeness):
            best[trial.cause] = trial
    for trial in sorted(best.values(), key=lambda one: (not one.reproduces, -one.likeness)):
        key = "tried.same" if trial.reproduces else "tried.unlike"
        way = f"{trial.way} {trial.values}".strip()
        yield say(lang, key, name=name_of(trial.cause, lang, names), way=way, share=f"{trial.likeness:.0%}")


def excluded(record: RunRecord, lang: str, names: CauseNames) -> Iterator[str]:
    """Causes that were ruled out, each with the finding that did it."""
    summaries = {finding.code: pick(finding.summary, lang) for finding in reversed(record.findings)}
    for one in record.ruled_out:
        key = "ruled.unexplained" if one.unexplained else "ruled.against"
        finding = summaries.get(one.by, one.by)
        yield say(lang, key, name=name_of(one.cause, lang, names), finding=finding)


def behind(record: RunRecord, lang: str, names: CauseNames) -> Iterator[str]:
    """The cause that showed itself once the first was mended, with what told it; nothing if there is none."""
    if record.behind is None:
        return
    share = record.behind.causes[0]
    told = [finding for finding in record.behind.findings if finding.code in share.because]
    texts = list(dict.fromkeys(pick(finding.summary, lang) for finding in told))[:_MOST_REASONS]
    name = f"{name_of(share.cause, lang, names)} [{share.cause}]"
    yield say(lang, "behind.shows", name=name, finding=" · ".join(texts))


def wanted(record: RunRecord, lang: str) -> str:
    """What would help where the diagnosis cannot tell; empty where nothing is missing."""
    return ", ".join(say(lang, f"channel.{channel}") for channel in record.missing)
