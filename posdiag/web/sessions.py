"""Who is logged in: sessions by the word in their cookie, each with its own word against forged requests."""

from __future__ import annotations

import hmac
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from posdiag.web.people import Person

#: A session ends so long after it was last used, and at the latest so long after it began.
IDLE_S = 8 * 3600.0
LONGEST_S = 16 * 3600.0
#: The oldest go when there are more.
MOST_SESSIONS = 10_000


@dataclass(slots=True)
class Session:
    """One log-in. `csrf` must come back with whatever changes anything."""

    word: str
    csrf: str
    person: Person
    began_s: float
    used_s: float


class Sessions:
    """The sessions of one server, in memory: a restart logs everybody out, and no file can leak them."""

    def __init__(self, chance: Callable[[], str], most: int = MOST_SESSIONS) -> None:
        self._chance = chance
        self._most = most
        self._by_word: OrderedDict[str, Session] = OrderedDict()

    def __len__(self) -> int:
        return len(self._by_word)

    def begin(self, person: Person, now_s: float) -> Session:
        """A new session; its word is nobody's to guess."""
        session = Session(self._chance(), self._chance(), person, now_s, now_s)
        self._by_word[session.word] = session
        while len(self._by_word) > self._most:
            self._by_word.popitem(last=False)
        return session

    def of(self, word: str, now_s: float) -> Session | None:
        """The session of a cookie, which is used by that; None where there is none or it is over."""
        session = self._by_word.get(word)
        if session is None:
            return None
        if now_s - session.used_s > IDLE_S or now_s - session.began_s > LONGEST_S:
            del self._by_word[word]
            return None
        session.used_s = now_s
        self._by_word.move_to_end(word)
        return session

    def end(self, word: str) -> None:
        self._by_word.pop(word, None)


def same(one: str, other: str) -> bool:
    """Whether two secret words are the same, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
