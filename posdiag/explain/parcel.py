"""Payments as bytes, to be told of by another process: it finds the ways again by their keys."""

from __future__ import annotations

import io
import pickle
from collections.abc import Sequence

from msgspec.structs import astuple

from posdiag.explain.episode import Episode
from posdiag.explain.plain import Payment, Plain
from posdiag.explain.turns import Turn
from posdiag.explain.ways import Way, Ways
from posdiag.wire.iso8583.codec import IsoCodec

#: So many of a plain payment's fields are told; what follows is of no use once it is over.
_TOLD = Plain.__struct_fields__.index("number")


class _Packer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, ways: Ways) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._ways = ways

    def persistent_id(self, thing: object) -> str | None:
        return self._ways.key_of(thing) if isinstance(thing, Way) else None


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, ways: Ways) -> None:
        super().__init__(file)
        self._ways = ways

    def persistent_load(self, key: str) -> Way:
        return self._ways.of(key)


def packed(payments: Sequence[Payment], ways: Ways) -> bytes:
    """Payments as bytes. What was read of frames at a glance is left out: they can be read again.

    Plain ones go column by column, which takes half of the time.
    """
    plain = [astuple(one)[:_TOLD] for one in payments if isinstance(one, Plain)]
    columns = list(zip(*plain, strict=True))
    others = [(at, _packed(one, ways)) for at, one in enumerate(payments) if not isinstance(one, Plain)]
    return pickle.dumps((columns, others), pickle.HIGHEST_PROTOCOL)


def unpacked(parcel: bytes, ways: Ways) -> list[Payment]:
    """The payments again, in the same order."""
    columns, others = pickle.loads(parcel)
    payments: list[Payment] = [*map(Plain, *columns)] if columns else []
    for at, other in others:
        payments.insert(at, _unpacked(other, ways))
    return payments


def _unpacked(parcel: bytes, ways: Ways) -> Episode:
    episode: Episode = _Unpacker(io.BytesIO(parcel), ways).load()
    codec = None if episode.way is None else episode.way.codec
    if isinstance(codec, IsoCodec):
        for turn in episode.entries:
            if isinstance(turn, Turn) and turn.decoded is not None:
                codec.recall(turn.data, turn.decoded)
    return episode


def _packed(episode: Episode, ways: Ways) -> bytes:
    for turn in (*episode.entries, *episode.behind):
        if isinstance(turn, Turn):
            turn.glance = None
    file = io.BytesIO()
    _Packer(file, ways).dump(episode)
    return file.getvalue()
