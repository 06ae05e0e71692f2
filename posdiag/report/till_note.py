"""A note below several runs at one real terminal: their failures point to the host, or to one card range.

Replays at a simulated terminal have each a day of their own, and its outages are put there by the user: of
them nothing is said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from posdiag.diagnose.one_till import shared
from posdiag.diagnose.seen_sale import HostFrames, sale_of
from posdiag.report.columns import wrap
from posdiag.report.json_run import run_line
from posdiag.report.lines import Line, line
from posdiag.report.redact import Run
from posdiag.report.words import pick

#: Kind -> what it means, in both languages.
_SAYS: Mapping[str, Mapping[str, str]] = {
    "host": {
        "ko": "이 단말기에서 {failed}/{of}건이 카드·시나리오·릴리스와 관계없이 응답을 받지 못했습니다. "
        "POS가 아니라 회선이나 VAN 쪽입니다. 같은 VAN을 쓰는 다른 매장도 그런지 VAN에 물어 보십시오.",
        "en": "At this terminal {failed} of {of} runs got no service, whatever card, scenario, release: it "
        "is the line or the VAN, not the POS. Ask the VAN whether other shops have it too.",
    },
    "bin": {
        "ko": "카드번호 {value}**만 실패합니다: {failed}/{of}건, 다른 카드는 {else_failed}/{else_of}건. "
        "POS나 회선이 아니라 그 카드사·플랫폼 쪽입니다. 다른 카드나 쿠폰으로 받으십시오.",
        "en": "Only cards {value}** fail: {failed} of {of} runs, of other cards {else_failed} of {else_of}. "
        "It is their issuer or platform, not the POS or the line. Take another card or coupon.",
    },
}


def till_note(runs: Sequence[Run], reader: HostFrames, lang: str, width: int) -> Iterator[Line]:
    """One paragraph, or nothing where the runs were at simulated terminals or have nothing in common."""
    terminals = {run.record.terminal for run in runs}
    if len(terminals) != 1 or next(iter(terminals)).startswith("sim:"):
        return
    sales = []
    for number, run in enumerate(runs):
        if run.record.error:
            continue
        found = sale_of(json.loads(run_line(run.shown(), lang)), reader, at_s=float(number))
        sales += [] if found is None else [replace(found, shop="")]
    common = shared(sales)
    if common is None:
        return
    counts = {"failed": common.failed, "of": common.of, "else_of": common.else_of}
    text = pick(_SAYS[common.kind], lang).format(value=common.value, else_failed=common.else_failed, **counts)
    for part in wrap(text, width):
        yield line(part, "bad")
