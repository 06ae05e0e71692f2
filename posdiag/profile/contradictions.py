"""Traits of one release that do not go together, each with what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.profile.model import PosRelease
from posdiag.profile.traits import Entry, OnTimeout
from posdiag.worded import worded


def contradictions(release: PosRelease) -> Iterator[tuple[str, str, str]]:
    """The trait, what is wrong with it, and the remedy, for each that does not go with the others."""
    traits = release.traits
    if traits.link == "host" and traits.reader != "pos":
        yield "link", worded("a host link without a reader of its own"), worded("`reader: pos`")
    if any(len(prefix) != traits.bin_digits for prefix in traits.bin_table):
        yield (
            "bin_table",
            worded("prefixes that are not {bin_digits} digits long", bin_digits=traits.bin_digits),
            worded("match `bin_digits`"),
        )
    if any(len(prefix) != 2 for prefix in traits.barcode_prefixes):
        yield (
            "barcode_prefixes",
            worded("prefixes that are not two digits long"),
            worded("write them like `25`"),
        )
    if Entry.FALLBACK in traits.entry_modes:
        yield "entry_modes", worded("`fallback` is no entry mode of its own"), worded("set `chip_fallback`")
    if len(set(traits.on_timeout)) != len(traits.on_timeout):
        yield (
            "on_timeout",
            worded("the same deed twice"),
            worded("name each deed once, `retries` says how often"),
        )
    if OnTimeout.RETRY in traits.on_timeout and not traits.retries:
        yield (
            "retries",
            worded("`on_timeout` retries, but `retries` is 0"),
            worded("set `retries` or leave retry out"),
        )
    if not traits.routes or len(set(traits.routes)) != len(traits.routes):
        yield "routes", worded("no route, or one twice"), worded("name van, pg, or both in the order tried")
    if not traits.entry_modes:
        yield "entry_modes", worded("no entry mode"), worded("name at least one")
