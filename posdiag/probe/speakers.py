"""What the library knows of who speaks what: the codecs that a line may need, and the POS of each dialect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from posdiag.profile.library import Library
from posdiag.wire.codec import Codec

#: Families of dialects that are spoken on a line by themselves.
_ON_LINES = ("ecr", "iso8583")


def line_codecs(library: Library) -> list[Codec]:
    """The codecs of every dialect that may be met on a serial line or a plain connection."""
    dialects = library.dialects
    return [dialects.codec_for(name) for name in dialects.ids() if dialects.get(name).family in _ON_LINES]


def speakers(library: Library) -> Mapping[str, Sequence[str]]:
    """The POS products whose newest release speaks each dialect, by whatever name it calls it."""
    dialects = library.dialects
    alike = {name: dialects.options_of(name, {}) for name in dialects.ids()}
    found: dict[str, list[str]] = {}
    for product in library.products.values():
        traits = product.newest.traits
        spoken = dialects.options_of(traits.dialect, traits.wire)
        for name in [name for name, options in alike.items() if options == spoken] or [traits.dialect]:
            found.setdefault(name, []).append(product.id)
    return found
