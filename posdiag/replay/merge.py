"""Joins what the bench saw (host link, receipts, screens, statement) to what the POS's link showed."""

from __future__ import annotations

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
    for _, _, _, entry in sorted(entries, key=lambda item: item[:3]):
        if isinstance(entry, Frame):
            merged.add_frame(entry.t_ms, entry.link, entry.sender, entry.receiver, entry.data, entry.note)
        else:
            merged.observe(entry.t_ms, entry.kind, entry.by, entry.text, entry.raw, entry.wait_ms)
    return merged
