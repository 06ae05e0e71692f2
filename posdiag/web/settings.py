"""How a server is set up, and what about it would be unsafe."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from posdiag.errors import InputError, Problem
from posdiag.link.address import parse_address
from posdiag.web.people import People
from posdiag.worded import worded

DEFAULT_PORT = 8700


@dataclass(frozen=True, slots=True)
class Limits:
    """A limit on everything that comes in or is begun."""

    body_bytes: int = 262_144
    upload_bytes: int = 64_000_000
    rate: float = 20.0  # requests a second for each client; 0: no limit
    burst: float = 80.0
    logins: float = 5.0  # log-ins a minute for each address and name
    jobs: int = 2  # at the same time
    queued: int = 200  # that wait
    job_s: float = 900.0  # real time of one job
    kept_jobs: int = 1_000
    followers: int = 500  # who follow jobs at the same time
    follows: int = 4  # recordings followed at the same time, beside the jobs
    follow_s: float = 8 * 3600.0  # real time for which one is followed
    stop_s: float = 20.0  # running jobs may take so long when the server is told to stop


@dataclass(frozen=True, slots=True)
class Settings:
    """What `posdiag serve` was told. `terminals` are addresses beside `sim:` that jobs may reach,
    `watch` is where recordings lie that grow.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    lang: str = "ko"
    people: People = field(default_factory=People)
    allowed_hosts: tuple[str, ...] = ()
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: bool = False
    terminals: Mapping[str, str] = field(default_factory=dict)
    watch: Path | None = None  # folder in which taps record
    limits: Limits = field(default_factory=Limits)

    @property
    def loopback(self) -> bool:
        return is_loopback(self.host)

    @property
    def open(self) -> bool:
        """Whether whoever reaches the server owns it: on its own machine, where it knows no people."""
        return self.loopback and not self.people and not self.behind_proxy

    @property
    def secure(self) -> bool:
        """Whether browsers reach it by TLS."""
        return self.tls_cert is not None or self.behind_proxy

    def hosts(self) -> frozenset[str]:
        """The names that the server answers to, without port and in small letters."""
        own = {self.host.strip("[]").lower(), *(name.lower() for name in self.allowed_hosts)}
        if self.loopback:
            own |= {"localhost", "127.0.0.1", "::1"}
        return frozenset(own - {"0.0.0.0", "::", ""})


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address to bind."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def checked(settings: Settings) -> Settings:
    """The settings, or InputError with everything that is unsafe or cannot be."""
    problems = list(_problems(settings))
    if problems:
        raise InputError(problems)
    return settings


def _problems(settings: Settings) -> Iterator[Problem]:
    if not settings.people and (not settings.loopback or settings.behind_proxy):
        yield Problem(
            "--behind-proxy" if settings.behind_proxy else f"--host {settings.host}",
            worded("other machines would reach a server that knows no users"),
            worded(
                "make users with `posdiag users add NAME` and give --users FILE, or bind to 127.0.0.1 alone"
            ),
        )
    if not settings.loopback and not settings.secure:
        yield Problem(
            f"--host {settings.host}",
            worded("passwords would cross the network in clear"),
            worded("give --tls-cert and --tls-key, or --behind-proxy where a proxy speaks TLS"),
        )
    if not settings.loopback and not settings.hosts():
        yield Problem(
            f"--host {settings.host}",
            worded("no name to answer to"),
            worded("give --allow-host NAME as browsers spell it"),
        )
    if (settings.tls_cert is None) != (settings.tls_key is None):
        yield Problem(
            "--tls-cert",
            worded("certificate and key belong together"),
            worded("give --tls-cert and --tls-key"),
        )
    for option, path in (("--tls-cert", settings.tls_cert), ("--tls-key", settings.tls_key)):
        if path is not None and not path.is_file():
            yield Problem(f"{option} {path}", worded("no such file"))
    if settings.watch is not None and not settings.watch.is_dir():
        yield Problem(
            f"--watch {settings.watch}",
            worded("no such folder"),
            worded("name the folder in which taps record"),
        )
    for name, address in settings.terminals.items():
        try:
            parse_address(address, f"--terminal {name}")
        except InputError as error:
            yield from error.problems
