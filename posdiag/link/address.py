"""Addresses of terminals, as `--terminal` takes them, read into what each link needs.

    sim:RIG[@FIRMWARE]
    tcp://HOST:PORT[?bench=PORT&speed=N]
    tls://HOST:PORT[?verify=no&ca=FILE&name=HOST&bench=PORT&speed=N]
    serial:///dev/ttyUSB0[?baud=9600&bits=8&parity=N&stop=1]      serial://COM3[?…]
    http://HOST:PORT[/PATH][?bench=PORT&speed=N]      ws://HOST:PORT[/PATH][?…]

Nothing is opened here. Every fault of an address is reported at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from posdiag.errors import InputError, Problem
from posdiag.worded import worded

MAX_ADDRESS_CHARACTERS: Final = 2000
MAX_SPEED: Final = 1000.0
_KINDS: Final = ("sim", "tcp", "tls", "serial", "http", "ws")
_FORMS: Final = (
    "sim:RIG, tcp://host:port, tls://host:port, serial:///dev/ttyUSB0, serial://COM3, "
    "http://host:port or ws://host:port of a local agent"
)


@dataclass(frozen=True, slots=True)
class SimAddress:
    """A rig that is simulated in this process. An empty `firmware` is the rig's newest."""

    rig: str
    firmware: str = ""


@dataclass(frozen=True, slots=True)
class TlsOptions:
    """How to speak TLS. `verify` is off for a terminal whose certificate is of its own making."""

    verify: bool = True
    ca_file: str = ""
    server_name: str = ""  # name asked for; empty: the host of the address


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """A terminal on the network. `bench` is the port of a simulated terminal's bench.

    `speed` is how fast the other side's clock runs; None where the address does not say.
    """

    host: str
    port: int
    bench: int | None = None
    speed: float | None = None
    tls: TlsOptions | None = None


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """A terminal on a serial line, or on a pty that stands for one; `bench` is a port on this machine."""

    device: str
    baud: int = 9600
    bits: int = 8
    parity: str = "N"
    stop: float = 1.0
    bench: int | None = None
    speed: float | None = None


@dataclass(frozen=True, slots=True)
class AgentAddress:
    """A local VAN agent; `kind` is http or ws. `bench` and `speed` as those of a TcpAddress."""

    kind: str
    host: str
    port: int
    path: str = "/"
    bench: int | None = None
    speed: float | None = None


Address = SimAddress | TcpAddress | SerialAddress | AgentAddress


def parse_address(text: str, place: str = "--terminal") -> Address:
    """What `text` names. InputError with every fault found; `place` is where the user wrote it."""
    problems: list[Problem] = []
    parts = _split(text, place, problems)
    address: Address | None = None
    if parts is not None:
        options = _Options(parts.query, place, problems)
        match parts.scheme:
            case "sim":
                address = _sim(parts, options)
            case "tcp" | "tls":
                address = _tcp(parts, options)
            case "http" | "ws":
                address = _agent(parts, options)
            case "serial":
                address = _serial(parts, options)
        options.no_others()
    if problems or address is None:
        raise InputError(problems)
    return address


def _split(text: str, place: str, problems: list[Problem]) -> SplitResult | None:
    if len(text) > MAX_ADDRESS_CHARACTERS:
        what = worded("an address of {text} characters", text=len(text))
        problems.append(Problem(place, what, worded("at most {most}", most=MAX_ADDRESS_CHARACTERS)))
        return None
    try:
        parts = urlsplit(text)
    except ValueError as error:
        problems.append(
            Problem(
                place,
                worded("`{text}` is no address: {error}", text=text, error=error),
                worded("write it as tcp://host:port"),
            )
        )
        return None
    if parts.scheme not in _KINDS:
        what = worded("`{text}` is no address of a terminal", text=text)
        if parts.scheme and ":" in text:
            what = worded("unknown kind of address `{scheme}`", scheme=parts.scheme)
        problems.append(
            Problem(
                place, what, worded("one of {forms}{near}", forms=_FORMS, near=_near(parts.scheme, _KINDS))
            )
        )
        return None
    return parts


def _sim(parts: SplitResult, options: _Options) -> SimAddress:
    rig, _, firmware = (parts.netloc + parts.path).partition("@")
    if parts.netloc:
        options.fault(
            worded("`sim:` takes no slashes before the rig `{rig}`", rig=rig),
            worded("write sim:{rig}", rig=rig),
        )
    elif not rig:
        options.fault(worded("no rig after `sim:`"), worded("name one, as in sim:RIG or sim:RIG@FIRMWARE"))
    return SimAddress(rig, firmware)


def _tcp(parts: SplitResult, options: _Options) -> TcpAddress:
    kind = parts.scheme
    host, port = _place(parts, options)
    if parts.path not in ("", "/"):
        options.fault(
            worded("nothing belongs after the port, not `{path}`", path=parts.path),
            worded("options begin with `?`"),
        )
    tls = None
    if kind == "tls":
        verify = options.choice("verify", ("yes", "no"), "yes") == "yes"
        tls = TlsOptions(verify, options.text("ca"), options.text("name"))
    return TcpAddress(host, port, options.port("bench"), options.speed(), tls)


def _agent(parts: SplitResult, options: _Options) -> AgentAddress:
    host, port = _place(parts, options)
    path = parts.path or "/"
    if not path.isascii() or any(char <= " " for char in path):
        options.fault(
            worded("the path `{path}` is no path of an address", path=path),
            worded("write other letters as %XX"),
        )
    return AgentAddress(parts.scheme, host, port, path, options.port("bench"), options.speed())


def _place(parts: SplitResult, options: _Options) -> tuple[str, int]:
    """Host and port, both of which must stand there."""
    kind = parts.scheme
    host, port = "", 0
    try:
        host, port = parts.hostname or "", parts.port or 0
    except ValueError as error:
        options.fault(
            worded("the port is wrong: {error}", error=error), worded("a port is a number from 1 to 65535")
        )
    else:
        if not host:
            options.fault(worded("no host"), worded("write {kind}://host:port", kind=kind))
        if not port:
            options.fault(
                worded("no port"),
                worded("write {kind}://{host}:port, 1 to 65535", kind=kind, host=host or "host"),
            )
    if parts.username is not None:
        options.fault(
            worded("an address carries no user name"), worded("write {kind}://host:port", kind=kind)
        )
    return host, port


def _serial(parts: SplitResult, options: _Options) -> SerialAddress:
    device = unquote(parts.netloc + parts.path)
    if not device.strip("/"):
        options.fault(worded("no device"), worded("write serial:///dev/ttyUSB0 or serial://COM3"))
    elif "\0" in device:
        options.fault(worded("a device name holds no NUL byte"))
    return SerialAddress(
        device,
        options.integer("baud", 9600, 50, 4_000_000),
        int(options.choice("bits", ("5", "6", "7", "8"), "8")),
        options.choice("parity", ("N", "E", "O", "M", "S"), "N"),
        float(options.choice("stop", ("1", "1.5", "2"), "1")),
        options.port("bench"),
        options.speed(),
    )


class _Options:
    """The `?name=value&…` of an address: reading one reports what is wrong with it."""

    def __init__(self, query: str, place: str, problems: list[Problem]) -> None:
        self._place = place
        self._problems = problems
        self._given: dict[str, str] = {}
        self._asked: list[str] = []
        for name, value in parse_qsl(query, keep_blank_values=True):
            if name in self._given:
                self.fault(worded("`{name}` stands twice", name=name), worded("give it once"))
            self._given[name] = value

    def fault(self, what: str, remedy: str = "") -> None:
        self._problems.append(Problem(self._place, what, remedy))

    def text(self, name: str, default: str = "") -> str:
        self._asked.append(name)
        return self._given.get(name, default)

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        text = self.text(name, default)
        found = text.upper() if text.upper() in choices else text
        if found in choices:
            return found
        self.fault(
            worded("`{name}` is `{text}`", name=name, text=text),
            worded("one of: {choices}", choices=", ".join(choices)),
        )
        return default

    def integer(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name, str(default))
        if text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most:
            return int(text)
        self.fault(
            worded("`{name}` is `{text}`", name=name, text=text),
            worded("a whole number from {least} to {most}", least=least, most=most),
        )
        return default

    def port(self, name: str) -> int | None:
        if name in self._given:
            return self.integer(name, 1, 1, 65535)
        self._asked.append(name)
        return None

    def speed(self) -> float | None:
        text = self.text("speed")
        if "speed" not in self._given:
            return None
        try:
            speed = float(text)
        except ValueError:
            speed = 0.0
        if 0 < speed <= MAX_SPEED:
            return speed
        self.fault(
            worded("`speed` is `{text}`", text=text),
            worded("a number above 0, at most {max_speed:g}", max_speed=MAX_SPEED),
        )
        return None

    def no_others(self) -> None:
        """Report every option that nobody asked for, with the nearest known one."""
        for name in self._given:
            if name not in self._asked:
                known = ", ".join(self._asked) or "none"
                self.fault(
                    worded("unknown option `{name}`", name=name),
                    worded("known here: {known}{near}", known=known, near=_near(name, self._asked)),
                )


def _near(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return worded("; did you mean `{near}`?", near=close[0]) if close else ""
