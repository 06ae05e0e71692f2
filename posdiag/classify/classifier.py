"""A text in, a classification out: repaired, masked, searched for codes and phrases, scored, ranked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from posdiag.classify import blend
from posdiag.classify.bare_words import says_only_that_it_fails
from posdiag.classify.codes_in import BARE, Found, codes_in, without
from posdiag.classify.features import features, normal, of_phrase
from posdiag.classify.model import Model, Scores, read_model
from posdiag.classify.phrases import Hit, Phrases, load_phrases
from posdiag.classify.repair import Repair, repair
from posdiag.classify.result import APPROVED, UNKNOWN, Classification, Ranked, Warned, Words
from posdiag.classify.warned import personal, warn
from posdiag.classify.why import why
from posdiag.masking import mask_text
from posdiag.profile.roots import Roots

if TYPE_CHECKING:
    from posdiag.classify.catalogue import Catalogue
    from posdiag.classify.readings import Weighed, Weigher
    from posdiag.classify.schemes import Schemes
    from posdiag.marked import Faults

MODEL_FILE = "words.model"
#: Of a longer text the beginning and the end are looked at and shown.
MOST_SIGNS = 8_000
#: Causes told: how likely each must be, and how many at most.
LEAST_TOLD, MOST_TOLD = 0.01, 6
#: An alternative is at least so likely, also against the answer.
_LEAST_ALTERNATIVE, _OF_ANSWER, _MOST_ALTERNATIVES = 0.12, 0.25, 3
#: Words are never surer than this, and below the other nothing is answered.
_MOST_SURE = 0.99
_LEAST_ANSWER = 0.18
CHARSET, CUT = "pos.charset", "pos.charset.byte_truncation"
#: How much garbling that was repaired, was cut, or is beyond repair, counts as the cause.
_REPAIRED, _CUT_SHARE, _UNREADABLE = 0.2, 0.35, 0.9


class Classifier:
    """Loaded once, asked many times. It keeps no state between texts, so their order does not matter."""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots

    @cached_property
    def catalogue(self) -> Catalogue:
        """The response codes of all schemes; a text without any loads nothing of them."""
        from posdiag.classify.catalogue import load_catalogue

        return load_catalogue(self._roots)

    @cached_property
    def phrases(self) -> Phrases:
        """Words that decide."""
        return load_phrases(self._roots)

    @cached_property
    def model(self) -> Model:
        """The learned weights."""
        return read_model(self._roots.folders[0] / MODEL_FILE)

    @cached_property
    def schemes(self) -> Schemes:
        """The schemes by every name they go by."""
        from posdiag.classify.schemes import Schemes

        return Schemes(self.catalogue, self._roots)

    @cached_property
    def _weigher(self) -> Weigher:
        from posdiag.classify.readings import Weigher

        return Weigher(self.catalogue)

    @cached_property
    def _to_korean(self) -> Callable[[str], str | None]:
        from posdiag.classify.keyboard import to_korean

        return to_korean

    def classify(
        self, text: str | bytes, *, scheme: str | None = None, layer: str | None = None
    ) -> Classification:
        """The causes of a text. `scheme` is whose codes are in it, `layer` where they were made.

        InputError for a scheme or layer that there is not, naming the nearest; no text is ever an error.
        """
        known = None if scheme is None and layer is None else self.schemes.of(scheme, layer)
        warnings: list[Warned] = []
        if isinstance(text, bytes):
            from posdiag.classify.bytes_in import decode

            decoded = decode(text)
            if decoded.binary:
                return self._binary(decoded.text)
            text = decoded.text
        if len(text) > MOST_SIGNS:
            warnings.append(warn("long", count=f"{len(text):,}"))
            text = f"{text[: MOST_SIGNS // 2]} … {text[-MOST_SIGNS // 2 :]}"
        if not text.strip():
            return self._plain(text, warn("empty"))
        mended = repair(text)
        masked = mask_text(mended.text)
        warnings += personal(mended.text, masked)
        shown = masked if mended.how is None else mask_text(text)
        return self._judged(shown, masked, mended, known, layer, warnings)

    def _judged(
        self,
        shown: str,
        masked: str,
        mended: Repair,
        scheme: str | None,
        layer: str | None,
        warnings: list[Warned],
    ) -> Classification:
        how, read = mended.how, masked
        codes = codes_in(read)
        if codes and scheme is None:
            scheme = self.schemes.named_in(read)
        weighed = self._weigher.weigh(codes, without(read, codes), scheme, layer) if codes else ()
        rest = _left(read, codes, weighed)
        hits = self.phrases.hits(rest)
        scores = self._scores(rest, hits)
        if not hits and not weighed and read.isascii() and (korean := self._to_korean(read)):
            how, read = "english-keyboard", korean
            hits = self.phrases.hits(read)
            scores = self._scores(read, hits)
            warnings.append(warn("keyboard"))
        shares: Mapping[str, float]
        if not (hits and hits[0].sure) and says_only_that_it_fails(rest):
            shares = blend.certain(UNKNOWN, self.model.causes, 0.9)
        else:
            alone = not weighed and mended.how is None
            shares = blend.of_words(self.model, scores, hits, LEAST_TOLD if alone else 0.0)
        shares = blend.with_codes(shares, weighed, bool(rest.strip()))
        shares = _damaged(shares, mended, warnings)
        if weighed and weighed[0].reading.cause == APPROVED:
            warnings.append(warn("approved"))
        causes = self._ranked(shares, scores, hits, weighed, mended)
        answer = _answer(causes)
        return Classification(
            text=shown,
            read_as=read,
            repair=how,
            answer=answer,
            causes=causes,
            readings=tuple(one.reading for one in weighed),
            alternatives=_alternatives(causes, answer),
            warnings=tuple(warnings),
            scheme=scheme or "",
        )

    def _scores(self, text: str, hits: Sequence[Hit]) -> Scores:
        return self.model.scores_of(text, [of_phrase(hit.cause, hit.sure) for hit in hits])

    def _ranked(
        self,
        shares: Mapping[str, float],
        scores: Scores,
        hits: Sequence[Hit],
        weighed: Sequence[Weighed],
        mended: Repair,
    ) -> tuple[Ranked, ...]:
        order = blend.ranked(shares, LEAST_TOLD, MOST_TOLD)
        told = []
        plain = not hits and not weighed and mended.how is None  # then words alone speak, and for one cause
        for place, (cause, share) in enumerate(order):
            reasons: tuple[Words, ...] = ()
            if place == 0 or (place < 3 and not plain):
                reasons = why(cause, place == 0, scores, hits, weighed, mended, self.model)
            told.append(Ranked(cause, min(round(share, 4), _MOST_SURE), reasons))
        return tuple(told)

    def _plain(self, text: str, warning: Warned) -> Classification:
        return Classification(text, text, None, UNKNOWN, (Ranked(UNKNOWN, 1.0),), warnings=(warning,))

    def _binary(self, text: str) -> Classification:
        shown = mask_text(text[:200].encode("latin-1", "replace").hex(" "))
        return self._plain(shown, warn("binary"))


def load_classifier(roots: Roots, faults: Faults | None = None) -> Classifier:
    """The classifier over the data of these roots, each file read when it is first needed.

    With `faults` the whole catalogue and all phrases are read at once and their faults collected.
    """
    classifier = Classifier(roots)
    if faults is not None:
        from posdiag.classify.catalogue import load_catalogue

        load_phrases(roots, faults)
        for row in load_catalogue(roots, faults):
            del row
    return classifier


def evidence(text: str, hits: Sequence[Hit]) -> list[str]:
    """The features of a text: what it is written with, and the phrases found in it."""
    found = features(normal(text))
    if hits:
        found += [of_phrase(hit.cause, hit.sure) for hit in hits]
    return found


def _left(text: str, codes: Sequence[Found], weighed: Sequence[Weighed]) -> str:
    """The text without its codes; words that look like codes and that no scheme knows stay."""
    if not weighed and all(one.how == BARE for one in codes):
        return text
    known = {one.reading.code for one in weighed}
    gone = [one for one in codes if one.code in known or (one.how != BARE and one.code.isdigit())]
    return without(text, tuple(gone))


def _damaged(shares: Mapping[str, float], mended: Repair, warnings: list[Warned]) -> Mapping[str, float]:
    """What the garbling itself says, as shares and as a warning."""
    if mended.how is None or mended.how in ("escaped-bytes", "percent-encoded"):
        return shares
    if mended.unreadable:
        warnings.append(warn("unreadable"))
        return blend.with_damage(shares, {CHARSET: _UNREADABLE})
    warnings.append(warn("cut") if mended.cut else warn("garbled", how=mended.how))
    return blend.with_damage(shares, {CUT: _CUT_SHARE} if mended.cut else {CHARSET: _REPAIRED})


def _answer(causes: Sequence[Ranked]) -> str:
    first = causes[0]
    return first.cause if first.probability >= _LEAST_ANSWER else UNKNOWN


def _alternatives(causes: Sequence[Ranked], answer: str) -> tuple[str, ...]:
    most = causes[0].probability
    return tuple(
        one.cause
        for one in causes
        if one.cause not in (answer, UNKNOWN)
        and one.probability >= max(_LEAST_ALTERNATIVE, _OF_ANSWER * most)
    )[:_MOST_ALTERNATIVES]
