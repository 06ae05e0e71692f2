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
        what = f"an address of {len(text)} characters"
        problems.append(Problem(place, what, f"at most {MAX_ADDRESS_CHARACTERS}"))
        return None
    try:
        parts = urlsplit(text)
    except ValueError as error:
        problems.append(Problem(place, f"`{text}` is no address: {error}", "write it as tcp://host:port"))
        return None
    if parts.scheme not in _KINDS:
        what = f"`{text}` is no address of a terminal"
        if parts.scheme and ":" in text:
            what = f"unknown kind of address `{parts.scheme}`"
        problems.append(Problem(place, what, f"one of {_FORMS}{_near(parts.scheme, _KINDS)}"))
        return None
    return parts


def _sim(parts: SplitResult, options: _Options) -> SimAddress:
    rig, _, firmware = (parts.netloc + parts.path).partition("@")
    if parts.netloc:
        options.fault(f"`sim:` takes no slashes before the rig `{rig}`", f"write sim:{rig}")
    elif not rig:
        options.fault("no rig after `sim:`", "name one, as in sim:RIG or sim:RIG@FIRMWARE")
    return SimAddress(rig, firmware)


def _tcp(parts: SplitResult, options: _Options) -> TcpAddress:
    kind = parts.scheme
    host, port = _place(parts, options)
    if parts.path not in ("", "/"):
        options.fault(f"nothing belongs after the port, not `{parts.path}`", "options begin with `?`")
    tls = None
    if kind == "tls":
        verify = options.choice("verify", ("yes", "no"), "yes") == "yes"
        tls = TlsOptions(verify, options.text("ca"), options.text("name"))
    return TcpAddress(host, port, options.port("bench"), options.speed(), tls)


def _agent(parts: SplitResult, options: _Options) -> AgentAddress:
    host, port = _place(parts, options)
    path = parts.path or "/"
    if not path.isascii() or any(char <= " " for char in path):
        options.fault(f"the path `{path}` is no path of an address", "write other letters as %XX")
    return AgentAddress(parts.scheme, host, port, path, options.port("bench"), options.speed())


def _place(parts: SplitResult, options: _Options) -> tuple[str, int]:
    """Host and port, both of which must stand there."""
    kind = parts.scheme
    host, port = "", 0
    try:
        host, port = parts.hostname or "", parts.port or 0
    except ValueError as error:
        options.fault(f"the port is wrong: {error}", "a port is a number from 1 to 65535")
    else:
        if not host:
            options.fault("no host", f"write {kind}://host:port")
        if not port:
            options.fault("no port", f"write {kind}://{host or 'host'}:port, 1 to 65535")
    if parts.username is not None:
        options.fault("an address carries no user name", f"write {kind}://host:port")
    return host, port


def _serial(parts: SplitResult, options: _Options) -> SerialAddress:
    device = unquote(parts.netloc + parts.path)
    if not device.strip("/"):
        options.fault("no device", "write serial:///dev/ttyUSB0 or serial://COM3")
    elif "\0" in device:
        options.fault("a device name holds no NUL byte")
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
                self.fault(f"`{name}` stands twice", "give it once")
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
        self.fault(f"`{name}` is `{text}`", f"one of: {', '.join(choices)}")
        return default

    def integer(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name, str(default))
        if text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most:
            return int(text)
        self.fault(f"`{name}` is `{text}`", f"a whole number from {least} to {most}")
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
        self.fault(f"`speed` is `{text}`", f"a number above 0, at most {MAX_SPEED:g}")
        return None

    def no_others(self) -> None:
        """Report every option that nobody asked for, with the nearest known one."""
        for name in self._given:
            if name not in self._asked:
                known = ", ".join(self._asked) or "none"
                self.fault(f"unknown option `{name}`", f"known here: {known}{_near(name, self._asked)}")


def _near(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean `{close[0]}`?" if close else ""
