"""Joins what the bench saw (host link, receipts, screens, statement) to what the POS's link showed."""

from __future__ import annotations

from operator import itemgetter

from posdiag.link.bench import Collected
from posdiag.transcript import Frame, LinkName, Observation, Seen, Transcript


def merge(own: Transcript, seen: Collected, rig_link: LinkName) -> Transcript:
    """One transcript in order of time, numbered anew.

    At the same millisecond the POS's own link comes first. On a rig whose POS speaks to the host
    itself, the host link is the POS's own, and the bench's copy of it is left out.
    """
    entries: list[tuple[int, int, int, Frame | Observation]] = []
    entries += [(frame.t_ms, 0, frame.n, frame) for frame in own.frames]
    entries += [(seen_by.t_ms, 0, seen_by.n, seen_by) for seen_by in own.observations]
    if rig_link is LinkName.ECR:
        entries += [
            (item.t_ms, 1, index, Frame(0, item.t_ms, LinkName.HOST, item.sender, item.receiver, item.data))
            for index, item in enumerate(seen.host)
        ]
    for kind, texts in ((Seen.SCREEN, seen.screens), (Seen.RECEIPT, seen.receipts)):
        entries += [
            (text.t_ms, 2, index, Observation(0, text.t_ms, kind, text.by, text.text, text.raw))
            for index, text in enumerate(texts)
        ]
    merged = Transcript(statement=seen.statement)
    for n, (_, _, _, entry) in enumerate(sorted(entries, key=itemgetter(0, 1, 2)), 1):
        if isinstance(entry, Frame):
            merged.frames.append(entry if entry.n == n else _frame(entry, n))
        else:
            merged.observations.append(entry if entry.n == n else _observation(entry, n))
    return merged


def _frame(one: Frame, n: int) -> Frame:
    return Frame(n, one.t_ms, one.link, one.sender, one.receiver, one.data, one.note)


def _observation(one: Observation, n: int) -> Observation:
    return Observation(n, one.t_ms, one.kind, one.by, one.text, one.raw, one.wait_ms)
