"""The ways in which a line may speak: each a dialect with what frames it, from the library and hints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from posdiag.explain.looks import Looks
from posdiag.profile.library import Library
from posdiag.profile.model import PosRelease
from posdiag.transcript import LinkName
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.agent.http_framer import HttpFramer
from posdiag.wire.agent.spec import Transport
from posdiag.wire.agent.ws_framer import WebSocketFramer
from posdiag.wire.codec import Codec, Options
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.framer import EcrFramer
from posdiag.wire.ecr.spec import Handshake
from posdiag.wire.framing import Framer
from posdiag.wire.host_framer import HostFramer
from posdiag.wire.iso8583.codec import IsoCodec

#: A pause in a frame that ends it, where no profile tells the POS's own timer.
GAP_MS = 1000
#: Lines of one capture on which all further ways are tried.
_FURTHER_TRIES = 20
#: Options in which an ECR link is often set otherwise than its dialect; tried where nothing shipped fits.
_ECR_OTHERWISE: tuple[Options, ...] = (
    {"check": "xor-from-stx"},
    {"check": "xor-after-stx"},
    *(
        {"length": {"kind": kind, "at": at}}
        for kind in ("binary-be", "binary-le", "bcd", "ascii4")
        for at in ("before-stx", "after-stx")
    ),
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of speaking. `acks` is the number of ACK bytes to a frame, 0 where nothing is acknowledged."""

    name: str
    link: LinkName
    codec: Codec
    new_framer: Callable[[], Framer]
    acks: int = 0
    calls: bool = False  # ENQ before a frame and EOT after it

    @property
    def acknowledged(self) -> bool:
        return self.acks > 0


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user knows of the lines: a dialect, a POS release, ports. Nothing of it need be told."""

    dialect: str = ""
    release: PosRelease | None = None
    ports: frozenset[int] = frozenset()

    @property
    def answer_ms(self) -> int:
        """How long the POS waits for an answer, as its profile says; 0 where there is none."""
        return 0 if self.release is None else self.release.traits.timers.answer_ms

    @property
    def gap_ms(self) -> int:
        return GAP_MS if self.release is None else self.release.traits.timers.gap_ms


def way_of(name: str, codec: Codec, gap_ms: int = GAP_MS) -> Way | None:
    """The way of a codec, or None where it has no frames of its own (EMV data, QR texts)."""
    if isinstance(codec, EcrCodec):
        spec = codec.spec
        calls = spec.handshake is Handshake.ENQ_EOT
        return Way(name, LinkName.ECR, codec, lambda: EcrFramer(spec, gap_ms), spec.acks, calls)
    if isinstance(codec, AgentCodec):
        by_socket = codec.spec.transport is Transport.WEBSOCKET
        return Way(name, LinkName.ECR, codec, WebSocketFramer if by_socket else HttpFramer)
    if isinstance(codec, IsoCodec):
        iso = codec.spec
        return Way(name, LinkName.HOST, codec, lambda: HostFramer(iso, gap_ms))
    return None


class Ways:
    """All ways that may be tried, built when they are asked for. A hint leaves only what it names."""

    def __init__(self, library: Library, hints: Hints | None = None) -> None:
        self._library = library
        self.hints = hints or Hints()
        self.looks = Looks()  # of the messages of one capture
        self._shipped: tuple[Way, ...] | None = None
        self._further: tuple[Way, ...] | None = None
        self._named: Way | None = None
        self.tries_left = _FURTHER_TRIES  # lines on which the further ways may still be tried: it takes long
        self._agents: tuple[Way, ...] | None = None
        self._found: dict[str, Way] = {}

    def key_of(self, way: Way) -> str:
        """What `of` finds a way by, in another process too: its name, or nothing for the one named."""
        return "" if way is self._named else way.name

    def of(self, key: str) -> Way:
        """The way with a key."""
        found = self._found.get(key)
        if found is None:
            named = self.named()
            found = named if not key and named is not None else self._by_name(key)
            self._found[key] = found
        return found

    def _by_name(self, name: str) -> Way:
        """A shipped way, made alone where the others were not asked for yet; or one of the further ones."""
        dialects = self._library.dialects
        if self._shipped is None and name in dialects.ids():
            way = way_of(name, dialects.codec_for(name), self.hints.gap_ms)
            if way is not None:
                return way
        groups = (self.shipped, self.agents, self.further)
        return next(way for group in groups for way in group() if way.name == name)

    def named(self) -> Way | None:
        """The way that the hints name; an InputError where there is no such dialect."""
        hints = self.hints
        if self._named is None and hints.dialect:
            codec = self._library.dialects.codec_for(hints.dialect)
            self._named = way_of(hints.dialect, codec, hints.gap_ms)
        elif self._named is None and hints.release is not None:
            codec = self._library.codec_of(hints.release)
            self._named = way_of(hints.release.traits.dialect, codec, hints.gap_ms)
        return self._named

    def shipped(self) -> tuple[Way, ...]:
        """The shipped dialects of ECR and host links, in the order of their ids."""
        if self._shipped is None:
            self._shipped = self._of("ecr", "iso8583")
        return self._shipped

    def agents(self) -> tuple[Way, ...]:
        """The shipped dialects of local agents, which are tried on lines that begin as HTTP."""
        if self._agents is None:
            self._agents = self._of("agent")
        return self._agents

    def _of(self, *families: str) -> tuple[Way, ...]:
        dialects = self._library.dialects
        wanted = [id_ for id_ in dialects.ids() if dialects.get(id_).family in families]
        ways = (way_of(id_, dialects.codec_for(id_), self.hints.gap_ms) for id_ in wanted)
        return tuple(way for way in ways if way is not None)

    def host(self) -> tuple[Way, ...]:
        """The shipped dialects of host links: beside a named ECR dialect a capture may hold those too."""
        return tuple(way for way in self.shipped() if way.link is LinkName.HOST)

    def further(self) -> tuple[Way, ...]:
        """Shipped dialects as shipped releases vary them, and ECR dialects with other framing."""
        if self._further is None:
            self._further = tuple(self._varied())
        return self._further

    def _varied(self) -> Iterator[Way]:
        dialects = self._library.dialects
        tried: set[str] = set()
        for dialect, options in self._variants():
            key = repr(dialects.options_of(dialect, options))
            codec, faults = dialects.build(dialect, options)
            name = _label(dialect, options)
            way = None if faults or key in tried else way_of(name, codec, self.hints.gap_ms)
            tried.add(key)
            if way is not None:
                yield way

    def _variants(self) -> Iterator[tuple[str, Options]]:
        for product in self._library.products.values():
            for release in product.releases:
                if release.traits.wire:
                    yield release.traits.dialect, release.traits.wire
        dialects = self._library.dialects
        for id_ in dialects.ids():
            if dialects.get(id_).family == "ecr":
                yield from ((id_, options) for options in _ECR_OTHERWISE)


def _label(dialect: str, options: Options) -> str:
    """A dialect with what is set otherwise: `kr-fs check=xor-from-stx`."""
    words = [dialect]
    for key, value in options.items():
        inner = value if isinstance(value, dict) else {"": value}
        words += [f"{key}.{name}={text}".replace(".=", "=") for name, text in inner.items()]
    return " ".join(words)
