"""Words that decide: names of errors and phrases with one meaning, as `words.yaml` lists them by cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from posdiag.classify.features import pieces
from posdiag.late import late
from posdiag.profile.roots import DataFile, Roots
from posdiag.worded import worded

if TYPE_CHECKING:
    from posdiag.marked import Faults, Marked

#: Kinds of phrases: those that name the cause, and those that point to it.
KINDS = ("sure", "likely")
#: A Latin word up to this length counts only as a whole word: `nak` is no part of `snake`.
_SHORT = 5
_HANGUL = late(r"[가-힣]")
#: A file written plainly: comments and its source, then lines of a cause or of phrases, each a word or in
#: quotation marks without escapes.
_HEAD = late(r'(?:#[^\n]*\n)*source: "[^"\\\n]*"')
_PLAIN_ITEM = r"""(?:"[^"\\]+"|[A-Za-z가-힣][A-Za-z0-9가-힣._ -]*[A-Za-z0-9가-힣_])"""
_ROW = late(rf"  ([a-z_]+(?:\.[a-z_]+)*):|    (sure|likely): \[({_PLAIN_ITEM}(?:, {_PLAIN_ITEM})*)\]|\s*")
_ITEM = late(r""""([^"]+)"|([^", ][^",]*)""")
_TOKENS, _SYLLABLES = late(r"[a-z0-9]+"), late(r"[가-힣]+")
#: So many words are kept, and none longer than this; then all are forgotten.
MOST_KEPT, _LONGEST = 12_000, 30


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that stands in a text."""

    cause: str
    sure: bool
    words: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts that must stand in a text, and parts that must not, for it to speak for a cause.

    `hit` is what is told of a text in which it stands; the first part of a `korean` one is looked for
    without spaces.
    """

    cause: str
    sure: bool
    parts: tuple[str, ...]
    unless: tuple[str, ...]
    written: str
    hit: Hit
    korean: bool


class Phrases:
    """All phrases, found by a few signs of their first part.

    Which phrases may stand in a text is known of its words, and of the places where two of them meet: what a
    word may hold is kept, for words come again. Whether they do stand there is looked for in the text.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._tokens: dict[str, list[Phrase]] = {}
        korean: list[Phrase] = []
        latin: list[Phrase] = []
        for phrase in phrases:
            first = phrase.parts[0]
            if is_token(first):
                self._tokens.setdefault(first, []).append(phrase)
            elif phrase.korean:
                korean.append(phrase)
            else:
                latin.append(phrase)
        self._korean, self._latin = _by_rarest(korean, 2), _by_rarest(latin, 3)
        #: By the last sign of a word and the first of the next.
        self._meeting = {signs: tuple(some) for signs, some in self._korean.items() if len(signs) == 2}
        for signs, some in self._latin.items():
            if signs[1:-1] == " ":
                between = signs[0] + signs[-1]
                self._meeting[between] = (*self._meeting.get(between, ()), *some)
        self._kept: dict[str, tuple[Phrase, ...]] = {}

    def __len__(self) -> int:
        return sum(len(one) for place in (self._tokens, self._latin, self._korean) for one in place.values())

    def hits(self, text: str) -> list[Hit]:
        """The phrases in a text, the surest first."""
        words = text.lower().split()
        kept, meeting = self._kept, self._meeting
        maybe: list[Phrase] = []
        last = ""
        for word in words:
            some = kept.get(word)
            if some is None:
                some = self._within(word)
            if some:
                maybe += some
            if some := meeting.get(last + word[0]):
                maybe += some
            last = word[-1]
        return _standing(maybe, words) if maybe else []

    def _within(self, word: str) -> tuple[Phrase, ...]:
        """The phrases of which the telling signs stand in a word, or in it and the space beside it."""
        found: dict[Phrase, None] = {}
        places = [(self._korean, self._korean.keys() & pieces(word, (2,)))]
        if not _SYLLABLES.fullmatch(word):
            places.append((self._tokens, self._tokens.keys() & _TOKENS.findall(word)))
            places.append((self._latin, self._latin.keys() & pieces(f" {word} ", (3,))))
        for place, signs in places:
            for one in signs:
                found.update(dict.fromkeys(place[one]))
        some = tuple(found)
        if len(word) <= _LONGEST:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[word] = some
        return some


def _standing(maybe: Iterable[Phrase], words: Sequence[str]) -> list[Hit]:
    """What is told of those phrases that do stand in a text of these words."""
    lowered, squeezed = " ".join(words), "".join(words)
    tokens: set[str] | None = None

    def stands(part: str) -> bool:
        nonlocal tokens
        if is_token(part):
            if tokens is None:
                tokens = set(_TOKENS.findall(lowered))
            return part in tokens
        return part in (squeezed if _HANGUL.search(part) else lowered)

    hits = {
        (one.cause, one.written): one.hit
        for one in maybe
        if one.parts[0] in (squeezed if one.korean else lowered)
        and (len(one.parts) == 1 or all(map(stands, one.parts[1:])))
        and not (one.unless and any(map(stands, one.unless)))
    }
    return sorted(hits.values(), key=_order) if len(hits) > 1 else list(hits.values())


def _order(hit: Hit) -> tuple[bool, str, str]:
    return not hit.sure, hit.cause, hit.words


def _by_rarest(phrases: Sequence[Phrase], size: int) -> dict[str, list[Phrase]]:
    """Phrases by those signs of their first part that stand in the fewest of them, the first of these."""
    cut = [pieces(one.parts[0], (size,)) or (one.parts[0],) for one in phrases]
    count = Counter(chain.from_iterable(cut))
    by: dict[str, list[Phrase]] = {}
    for one, signs in zip(phrases, cut, strict=True):
        by.setdefault(min(signs, key=count.__getitem__), []).append(one)
    return by


def is_token(part: str) -> bool:
    """Whether a part counts only as a whole word."""
    return len(part) <= _SHORT and part.isascii() and part.isalnum()


def load_phrases(roots: Roots, faults: Faults | None = None) -> Phrases:
    """The phrases of `words.yaml` of every root. Faults go to `faults`, or are raised as an InputError."""
    phrases: list[Phrase] = []
    for file in roots.single("words.yaml"):
        plain = None if faults is not None else quick(file.path.read_bytes())
        phrases += _careful(file, faults) if plain is None else plain
    return Phrases(phrases)


def _careful(file: DataFile, faults: Faults | None) -> list[Phrase]:
    """The phrases of a file as YAML, with every fault in it."""
    from posdiag.errors import InputError
    from posdiag.marked import Faults, read_yaml

    collected = Faults() if faults is None else faults
    document = read_yaml(file.path, collected, file.shown_as)
    phrases: list[Phrase] = []
    if document is not None:
        document.need("source")
        for cause, entry in document.need("words").pairs():
            phrases += _of_cause(cause, entry)
        document.no_other_keys()
    if faults is None and collected:
        raise InputError(collected.problems)
    return phrases


def quick(data: bytes) -> list[Phrase] | None:
    """The phrases of a file that is written plainly, as the shipped one is, in a tenth of the time.

    None for a file that is not: only a YAML reader can tell what is in it, or what is wrong with it.
    """
    try:
        head, mark, body = data.decode("utf-8").partition("\nwords:\n")
    except UnicodeDecodeError:
        return None
    if not mark or _HEAD.fullmatch(head) is None:
        return None
    phrases: list[Phrase] = []
    cause = ""
    before: set[str] = set()
    for line in body.splitlines():
        row = _ROW.fullmatch(line)
        if row is None:
            return None
        name, kind, items = row.groups()
        key = name or f"{cause} {kind}"
        if key in before or not (name or cause):
            return None
        before.add(key)
        if name:
            cause = name
            continue
        for quoted, bare in _ITEM.findall(items):
            found = _phrase(cause, kind == "sure", quoted or bare)
            if found is None:
                return None
            phrases.append(found)
    return phrases


def lint_phrases(roots: Roots, causes: Iterable[str], faults: Faults) -> None:
    """Every phrase read; one of a cause that there is not is a fault."""
    from posdiag.marked import Faults, read_yaml

    load_phrases(roots, faults)
    known = set(causes)
    for file in roots.single("words.yaml"):
        document = read_yaml(file.path, Faults(), file.shown_as)
        for cause, entry in () if document is None else document.need("words").pairs():
            if cause not in known:
                faults.add(
                    entry.place,
                    worded("`{cause}` is no cause", cause=cause),
                    worded("see profiles/causes.yaml"),
                )


def _of_cause(cause: str, entry: Marked) -> Iterator[Phrase]:
    for kind in KINDS:
        for item in entry.list(kind):
            phrase = _phrase(cause, kind == "sure", item.as_text())
            if phrase is None:
                remedy = worded("write words, or `words + others + !not these`")
                item.fault(worded("a phrase without words"), remedy)
            else:
                yield phrase
    entry.no_other_keys()


def _phrase(cause: str, sure: bool, written: str) -> Phrase | None:
    """What is written as one phrase; None where it has no words."""
    parts = [_form(part) for part in written.split(" + ")]
    wanted = tuple(part for part in parts if not part.startswith("!"))
    if not wanted or not all(parts):
        return None
    unless = tuple(part[1:] for part in parts if part.startswith("!"))
    korean = _HANGUL.search(wanted[0]) is not None
    return Phrase(cause, sure, wanted, unless, written, Hit(cause, sure, written), korean)


def _form(part: str) -> str:
    """A part as it is looked for: Korean without spaces, Latin in lower case."""
    part = part.strip().lower()
    return part.replace(" ", "") if _HANGUL.search(part) else part
