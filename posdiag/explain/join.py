"""Joins what one payment shows on two links: the POS's line to the terminal, and the terminal's to its host.

Both must be in one capture. They belong together where trace number and amount are the same and the host's
part lies within the time of the POS's. Then the host's frames go behind the terminal, and one record tells
who kept whom waiting. Where a terminal numbers its host messages anew, the two stay apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from posdiag.explain.episode import Episode
from posdiag.explain.plain import Payment, Plain
from posdiag.explain.turns import Turn
from posdiag.transcript import LinkName

#: A host's part waits so long for the POS's, in time of the capture, and no more than so many of them.
_WAIT_US, _MOST_WAITING = 200_000_000, 2_000
#: The clocks of one capture are one clock; packets may still be told a little out of order.
_SLACK_US = 50_000


class Joiner:
    """Holds host episodes back while there are ECR lines, until their ECR episode ends or time is up.

    `whole` makes an episode of a plain payment.
    """

    def __init__(self, whole: Callable[[Plain], Episode]) -> None:
        self._whole = whole
        self._ecr_seen = False
        self._waiting: dict[int, Episode] = {}

    def take(self, ended: Iterable[Payment], now_us: int) -> list[Payment]:
        """Episodes that are over; those that can be given out, joined where they belong together."""
        out: list[Payment] = []
        for payment in ended:
            if isinstance(payment, Plain):
                if not self._ecr_seen:
                    out.append(payment)
                    continue
                episode = self._whole(payment)
            else:
                episode = payment
            if episode.link is LinkName.HOST:
                if self._ecr_seen:
                    self._waiting[id(episode)] = episode
                else:
                    out.append(episode)
            else:
                self._ecr_seen = self._ecr_seen or episode.way is not None
                self._join(episode)
                out.append(episode)
        while self._waiting:
            first = next(iter(self._waiting.values()))
            if len(self._waiting) <= _MOST_WAITING and now_us - first.touched_us <= _WAIT_US:
                break
            out.append(self._waiting.pop(id(first)))
        return out

    def seen(self, link: LinkName) -> None:
        """A line of this link was recognised."""
        self._ecr_seen = self._ecr_seen or link is LinkName.ECR

    def end(self, ended: Iterable[Payment]) -> list[Payment]:
        """The capture is over: host episodes first, so that every one may be joined."""
        left = sorted(ended, key=lambda episode: episode.link is not LinkName.HOST)
        out = self.take(left, 0)
        out += self._waiting.values()
        self._waiting.clear()
        return sorted(out, key=lambda episode: episode.began_us)

    def _join(self, ecr: Episode) -> None:
        """Put the host's part of a payment behind its terminal."""
        named = {stan for _, stan in ecr.keys if stan}
        if not named or not self._waiting:
            return
        amounts = _amounts(ecr)
        for host in [host for host in self._waiting.values() if _fits(host, ecr, named, amounts)]:
            del self._waiting[id(host)]
            ecr.behind += [entry for entry in host.entries if isinstance(entry, Turn)]
            ecr.behind_way = host.way
            ecr.lines.update(host.lines)


def _fits(host: Episode, ecr: Episode, named: set[str], amounts: set[str]) -> bool:
    if not any(stan in named for _, stan in host.keys):
        return False
    begins, ends = ecr.began_us - _SLACK_US, ecr.touched_us + _WAIT_US
    return begins <= host.began_us <= ends and bool(_amounts(host) & amounts)


def _amounts(episode: Episode) -> set[str]:
    """The amounts asked for in an episode."""
    asked = (entry.words for entry in episode.entries if isinstance(entry, Turn) and entry.from_pos)
    return {words.amount for words in asked if words is not None and words.amount}
