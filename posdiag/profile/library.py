"""Everything the profile folders hold, read on first use and judged whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from posdiag.errors import InputError, Problem
from posdiag.marked import Faults
from posdiag.payment.programme import Programme
from posdiag.profile.codes import Codes, load_codes
from posdiag.profile.dialects import Dialects, load_dialects
from posdiag.profile.lint import Product, lint
from posdiag.profile.load import load_product
from posdiag.profile.model import PosProduct, PosRelease, ProductDraft
from posdiag.profile.product_file import file_of, product_of
from posdiag.profile.programmes import load_programmes
from posdiag.profile.resolve import resolve
from posdiag.profile.roots import Roots
from posdiag.profile.select import select
from posdiag.wire.codec import Codec
from posdiag.worded import worded


class Library:
    """The data of all roots. Every property raises InputError with all its faults at once.

    `rigs` are the names of the simulated terminals, where the caller knows them: a product that
    names another one is then a fault.
    """

    def __init__(self, roots: Roots, rigs: frozenset[str] | None = None) -> None:
        self.roots = roots
        self.rigs = rigs

    @classmethod
    def load(cls, extra: Sequence[Path] = (), rigs: frozenset[str] | None = None) -> Library:
        """The shipped data and that of the user's folders; nothing is read before it is asked for."""
        return cls(Roots.of(extra), rigs)

    @cached_property
    def dialects(self) -> Dialects:
        faults = Faults()
        dialects = load_dialects(self.roots, faults)
        _raise(faults)
        return dialects

    @cached_property
    def products(self) -> Mapping[str, PosProduct]:
        """Products by id, in the order of their ids."""
        faults = Faults()
        products = self._read_products(faults, self.dialects)
        _raise(faults)
        return products

    @cached_property
    def programmes(self) -> Mapping[str, Programme]:
        faults = Faults()
        programmes = load_programmes(self.roots, faults)
        _raise(faults)
        return programmes

    @cached_property
    def codes(self) -> Codes:
        faults = Faults()
        codes = load_codes(self.roots, faults)
        _raise(faults)
        return codes

    def select(self, wanted: Sequence[str]) -> tuple[PosRelease, ...]:
        """The releases that `--pos` arguments mean; see `posdiag.profile.select`.

        `FILE.yaml` and `FILE.yaml@RELEASE` mean those of a product file anywhere, after all others.
        """
        named = [text for text in wanted if file_of(text) is None]
        picked = list(select(self.products, named)) if named or not wanted else []
        for text in wanted:
            found = file_of(text)
            if found is not None:
                path, version = found
                product = product_of(path, self.roots, self.dialects, self.rigs, f"--pos {text}")
                one = select({product.id: product}, (f"{product.id}@{version}" if version else product.id,))
                own = [replace(release, file=str(path)) for release in one]
                picked += [release for release in own if release not in picked]
        return tuple(picked)

    def codec_of(self, release: PosRelease) -> Codec:
        """The codec that a release speaks, with its way of cutting a goods name to the field."""
        traits = release.traits
        cut = {"text_cut": traits.goods_text_cut} if traits.link == "ecr" else {}
        return self.dialects.codec_for(traits.dialect, {**cut, **traits.wire})

    def host_codec(self, frame: bytes) -> Codec:
        """The codec of the ISO 8583 dialect that reads a host frame with the fewest faults.

        Nobody tells the engine how a terminal speaks to its host; the bytes do.
        """
        known = self._host_codecs
        best = next((codec for codec in known if _misfit(codec, frame) == (False, 0)), None)
        if best is None:
            best = min(known, key=lambda codec: _misfit(codec, frame))
        if best is not known[0]:  # the next frame is likely of the same kind: ask this one first
            known.remove(best)
            known.insert(0, best)
        return best

    @cached_property
    def _host_codecs(self) -> list[Codec]:
        dialects = self.dialects
        names = [name for name in dialects.ids() if dialects.get(name).family == "iso8583"]
        return [dialects.codec_for(name) for name in names]

    def lint(self) -> tuple[Problem, ...]:
        """Every fault of every file of these rooms, in the order of the files' names."""
        faults = Faults()
        dialects = load_dialects(self.roots, faults)
        faults.problems += dialects.lint()
        self._read_products(faults, dialects)
        load_programmes(self.roots, faults)
        load_codes(self.roots, faults)
        return tuple(faults.problems)

    def _read_products(self, faults: Faults, dialects: Dialects) -> Mapping[str, PosProduct]:
        drafts: dict[str, ProductDraft] = {}
        for file in self.roots.files("pos"):
            draft = load_product(file.path, file.shown_as, file.id, faults)
            if draft is None:
                continue
            if draft.id in drafts:
                other = drafts[draft.id].file
                faults.add(
                    f"{file.shown_as}:1",
                    worded("product `{id}` stands in {other} too", id=draft.id, other=other),
                    worded("rename one"),
                )
                continue
            drafts[draft.id] = draft
        whole = resolve(drafts, faults, dialects.options_of)
        for name, draft in drafts.items():
            seen = Product(draft, whole.get(name), dialects, self.rigs)
            faults.problems += lint(seen)
        return whole


def _raise(faults: Faults) -> None:
    if faults:
        raise InputError(faults.problems)


def _misfit(codec: Codec, frame: bytes) -> tuple[bool, int]:
    """How badly a codec reads a frame: no message at all is worst."""
    read = codec.decode(frame)
    return read.message is None, len(read.faults)
