"""The bench: whoever stands beside the terminal, presents the instrument, reads receipts and statement.

A simulated terminal has one that answers JSON lines; beside a real terminal stands a person. What the
bench sees is evidence like any other and never the inside of a simulator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from posdiag.errors import InputError, LinkError, Problem
from posdiag.link.api import PortSetting
from posdiag.transcript import LinkName, Party, Statement, StatementRow
from posdiag.worded import worded


class Shown(Protocol):
    """What the customer brings; `posdiag.replay.scenario.Instrument` is one."""

    @property
    def kind(self) -> str: ...
    @property
    def programme(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def balances(self) -> Mapping[str, int]: ...
    @property
    def media(self) -> Sequence[str]: ...
    @property
    def state(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Sight:
    """A text that was printed or shown. `raw` holds its bytes as the printer or screen got them."""

    t_ms: int
    by: Party
    text: str
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class HostFrame:
    """A frame seen on the host link."""

    t_ms: int
    sender: Party
    receiver: Party
    data: bytes


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything the bench saw since it was set up; `t_ms` is when it had become quiet.

    `statement` is None where nobody can fetch one.
    """

    t_ms: int = 0
    receipts: tuple[Sight, ...] = ()
    screens: tuple[Sight, ...] = ()
    host: tuple[HostFrame, ...] = ()
    statement: Statement | None = None


class Bench(Protocol):
    """What the engine asks of the place beside the terminal."""

    def setup(
        self,
        date: str,
        seed: int,
        faults: Sequence[str],
        shop: Mapping[str, str],
        instruments: Mapping[str, Shown],
    ) -> LinkName | None:
        """Begin afresh at t=0. Which link the POS is on; None where only the user knows.

        Make the link after this call, not before. InputError when a fault or an instrument is
        refused, LinkError when the bench is gone.
        """
        ...

    def present(self, instrument: str, entry: str) -> None:
        """Show the instrument to the terminal by `entry`, a letter of `posdiag.profile.traits.Entry`."""
        ...

    def set_port(self, setting: PortSetting | None) -> bool:
        """Set the POS's serial port otherwise, or put it back as it was (None).

        False where nobody here can, or the line has no port.
        """
        ...

    def collect(self, settle_ms: int) -> Collected:
        """Let things come to rest, at most `settle_ms`, and hand over what was seen."""
        ...

    def close(self) -> None:
        """Let go of the bench; never raises."""
        ...


class NoBench:
    """A real terminal: nothing can be set up or looked up, and a person presents the instrument.

    `prompt(instrument, entry)` asks that person and returns when it is done.
    """

    def __init__(self, prompt: Callable[[str, str], None] | None = None) -> None:
        self._prompt = prompt

    def setup(
        self,
        date: str,
        seed: int,
        faults: Sequence[str],
        shop: Mapping[str, str],
        instruments: Mapping[str, Shown],
    ) -> LinkName | None:
        if faults:
            what = worded("a real terminal has no faults to switch on: {faults}", faults=", ".join(faults))
            raise InputError(
                Problem("--fault", what, worded("use a simulated terminal, as in --terminal sim:RIG"))
            )
        return None

    def present(self, instrument: str, entry: str) -> None:
        if self._prompt is not None:
            self._prompt(instrument, entry)

    def set_port(self, setting: PortSetting | None) -> bool:
        return False

    def collect(self, settle_ms: int) -> Collected:
        return Collected()

    def close(self) -> None:
        pass


class LineBench:
    """A bench that answers JSON lines: one object there, one back.

    `ask` carries a line to it and returns the answer; `place` names it in error messages.
    """

    def __init__(self, ask: Callable[[str], str], place: str = "simulated terminal") -> None:
        self._carry = ask
        self._place = place

    def setup(
        self,
        date: str,
        seed: int,
        faults: Sequence[str],
        shop: Mapping[str, str],
        instruments: Mapping[str, Shown],
    ) -> LinkName | None:
        shown = {name: _as_json(one) for name, one in instruments.items()}
        rest = {"do": "setup", "date": date, "seed": seed, "shop": dict(shop), "instruments": shown}
        try:
            return self._ask(**rest, faults=list(faults)).link
        except InputError as error:
            raise InputError(self._refused_faults(rest, faults) or error.problems) from error

    def present(self, instrument: str, entry: str) -> None:
        self._ask(do="present", instrument=instrument, entry=str(entry))

    def set_port(self, setting: PortSetting | None) -> bool:
        wanted = {} if setting is None else setting.words()
        try:
            self._ask(do="port", **wanted)
        except InputError:
            return False
        return True

    def collect(self, settle_ms: int) -> Collected:
        answer = self._ask(do="collect", settle_ms=settle_ms)
        try:
            return answer.collected()
        except ValueError as error:
            raise self._strange(str(error)) from error

    def close(self) -> None:
        pass

    def _ask(self, **request: object) -> _Answer:
        line = self._carry(msgspec.json.encode(request).decode())
        try:
            answer = msgspec.json.decode(line.encode(), type=_Answer)
        except (msgspec.MsgspecError, RecursionError, ValueError) as error:
            raise self._strange(f"{error}: {line[:60]}") from error
        if not answer.ok:
            raise InputError(
                Problem(self._place, answer.error or worded("refused without a reason"), answer.remedy)
            )
        return answer

    def _refused_faults(self, rest: Mapping[str, object], faults: Sequence[str]) -> list[Problem]:
        """Every fault that is refused, each with its option; none where the refusal has another reason."""
        refused = {}
        for few in ((), *((text,) for text in dict.fromkeys(faults))):
            try:
                self._ask(**rest, faults=few)
            except InputError as error:
                refused[few] = error.problems[0]
        if () in refused:
            return []
        return [Problem(f"--fault {few[0]}", one.what, one.remedy) for few, one in refused.items()]

    def _strange(self, why: str) -> LinkError:
        remedy = worded("check the port: is it that of `posdiag simulate`, of this version?")
        return LinkError(
            Problem(self._place, worded("the bench's answer cannot be read: {why}", why=why), remedy)
        )


def _as_json(instrument: Shown) -> Mapping[str, object]:
    return {
        "kind": instrument.kind,
        "programme": instrument.programme,
        "number": instrument.number,
        "balances": dict(instrument.balances),
        "media": list(instrument.media),
        "state": dict(instrument.state),
    }


# What a bench's answers look like on the line; wrong types and missing keys are found by msgspec.


class _Sight(msgspec.Struct):
    t_ms: int
    by: Party
    text: str
    raw: str = ""

    def seen(self) -> Sight:
        return Sight(self.t_ms, self.by, self.text, bytes.fromhex(self.raw))


class _HostFrame(msgspec.Struct, rename={"sender": "from", "receiver": "to"}):
    t_ms: int
    sender: Party
    receiver: Party
    hex: str


class _Statement(msgspec.Struct):
    rows: tuple[StatementRow, ...] = ()
    balances: dict[str, int] = {}  # msgspec copies it for each
    opening: dict[str, int] = {}


class _Answer(msgspec.Struct):
    ok: bool
    error: str = ""
    remedy: str = ""
    link: LinkName | None = None
    t_ms: int = 0
    receipts: tuple[_Sight, ...] = ()
    screens: tuple[_Sight, ...] = ()
    host: tuple[_HostFrame, ...] = ()
    statement: _Statement | None = None

    def collected(self) -> Collected:
        """The same in the engine's words. ValueError when a hex text is none."""
        statement = None
        if (told := self.statement) is not None:
            statement = Statement(told.rows, tuple(told.balances.items()), tuple(told.opening.items()))
        return Collected(
            self.t_ms,
            tuple(sight.seen() for sight in self.receipts),
            tuple(sight.seen() for sight in self.screens),
            tuple(HostFrame(one.t_ms, one.sender, one.receiver, bytes.fromhex(one.hex)) for one in self.host),
            statement,
        )
