"""The account of the money under every fault and every pair of faults: `python -m bench money`.

Each drawn case is replayed and its account held to the books themselves: charges, their sum and their
purses to the rows of the issuer's ledger; the POS's belief and what it booked to what its cashier was told
last; their agreement to both. The ledger is also held to its own purses: what left one is in a row. Then the
five findings about money are counted where the ledger says that they must stand.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bench.fault_table import TABLE, Row
from bench.faults import TERSE
from bench.stage import Play, Played, perform, plays, world_of
from posdiag.errors import InputError
from posdiag.payment.money import Belief
from posdiag.transcript import Seen
from posdiag_sim.faults.registry import FAULTS
from posdiag_sim.ledger import Row as Booking
from posdiag_sim.world import World

SEEDS = 40
SEEDS_OF_A_PAIR = 4

#: What each of the five is called where it is found.
NAMES: Mapping[str, tuple[str, ...]] = {
    "duplicate charge": ("money.charged_twice",),
    "lost approval": ("money.charged_unbooked", "money.left_open", "money.charged_twice"),
    "approval not from the coupon": ("coupon.skipped",),
    "reversal that did not land": ("money.reversal_not_landed",),
    "cancel that did not restore the coupon": ("money.cancel_unrestored",),
}


#: Every fault of the world; those that the table does not draw stand with their usual parameters.
ROWS: Sequence[Row] = (
    *TABLE,
    *(
        Row(name, (), "", lambda rng, host: "", ecr_only=kind.ecr_only)
        for name, kind in sorted(FAULTS.items())
        if name not in {row.fault for row in TABLE}
    ),
)


@dataclass(slots=True)
class Accounts:
    """How many accounts were held to the ledger; `wrong` names those that differ and in what."""

    runs: int = 0
    alone: int = 0
    refused: int = 0
    wrong: list[tuple[Played, str]] = field(default_factory=list)
    due: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    unnamed: list[tuple[Played, str]] = field(default_factory=list)


def cases(seeds: int, of_a_pair: int) -> Iterator[tuple[Play, int, tuple[str, ...]]]:
    """Every fault alone, then every pair of two, each with so many seeds; all chances from the seed."""
    groups: list[tuple[Row, ...]] = [(row,) for row in ROWS]
    groups += list(combinations(ROWS, 2))
    cast = plays()
    for group in groups:
        name = " ".join(row.fault for row in group)
        for seed in range(seeds if len(group) == 1 else of_a_pair):
            rng = random.Random(f"money {name} {seed}")
            fitting = [play for play in cast if not (_on_host(play) and any(row.ecr_only for row in group))]
            play = rng.choice(fitting)
            yield play, seed, tuple(_drawn(row, rng, _on_host(play)) for row in group)


def _on_host(play: Play) -> bool:
    return play.release.traits.link == "host"


def _drawn(row: Row, rng: random.Random, host: bool) -> str:
    parameters = row.draw(rng, host)
    return f"{row.fault}:{parameters}" if parameters else row.fault


def measure(seeds: int = SEEDS, of_a_pair: int = SEEDS_OF_A_PAIR) -> Accounts:
    """Replay all, and hold each account to the ledger."""
    accounts = Accounts()
    for play, seed, faults in cases(seeds, of_a_pair):
        try:
            played = perform(play, seed, faults)
        except InputError:  # a fault that has no meaning at this terminal
            accounts.refused += 1
            continue
        accounts.runs += 1
        accounts.alone += len(faults) == 1
        world = world_of(play.release.rig)
        accounts.wrong += [(played, what) for what in differences(played, world)]
        _name(played, world, accounts)
    return accounts


def differences(played: Played, world: World) -> Iterator[str]:
    """In what the account and the books differ."""
    money = played.examined.case.money
    charges, won, purses = played.ledger
    if (money.charges, money.charged_krw) != (charges, won):
        yield f"{money.charges} charges, {money.charged_krw} won; the ledger has {charges}, {won}"
    if dict(money.from_purse) != dict(purses):
        yield f"from {dict(money.from_purse)}; the ledger has {dict(purses)}"
    told = [seen.text for seen in played.examined.case.transcript.observations if seen.kind is Seen.BELIEF]
    believed = f"{money.pos_believes.value} {money.booked_krw}"
    if told and told[-1] != believed:
        yield f"the POS believes {believed}; its cashier was told {told[-1]}"
    if money.agrees is not (money.booked_krw == won):
        yield f"agrees: {money.agrees}; booked {money.booked_krw}, charged {won}"
    ledger = world.issuer.ledger
    opening, closing = ledger.total(closing=False), ledger.total(closing=True)
    for purse, held in opening.items():
        if held - closing.get(purse, 0) != purses.get(purse, 0):
            left = closing.get(purse, 0)
            yield f"purse {purse}: {held} to {left}, by its rows {purses.get(purse, 0)} left it"


# -- the five findings ---------------------------------------------------------------------------


def _name(played: Played, world: World, accounts: Accounts) -> None:
    codes = {finding.code for finding in played.examined.findings}
    for what in due(played, world.issuer.ledger.rows):
        accounts.due[what] += 1
        if any(code.startswith(NAMES[what]) for code in codes):
            accounts.named[what] += 1
        else:
            accounts.unnamed.append((played, what))


def due(played: Played, rows: Sequence[Booking]) -> Iterator[str]:
    """Which of the five the ledger shows, whatever was found. Two steps of a scenario may pay alike."""
    money, steps = played.examined.case.money, played.play.scenario.steps
    charges, won, purses = played.ledger
    pays = [step for step in steps if step.do.value == "pay"]
    if len(pays) == 1 and charges > 1 and won > pays[0].amount_krw:
        yield "duplicate charge"
    if charges and won > money.booked_krw and money.pos_believes is not Belief.APPROVED:
        yield "lost approval"
    expected = played.play.scenario.expect.money
    coupon_only = bool(expected) and all(set(one.from_purse) - {"card", "account"} for one in expected)
    if len(pays) == 1 and coupon_only and won and set(purses) <= {"card", "account"} and _positive(purses):
        yield "approval not from the coupon"
    if played.play.release.rig in TERSE:
        return  # its messages carry no approval number of an undone sale
    for approval in {row.approval for row in rows if row.kind == "charge"}:
        yield from _not_undone(played, approval, rows)


def _positive(purses: Mapping[str, int]) -> bool:
    return all(won > 0 for won in purses.values())


def _not_undone(played: Played, approval: str, rows: Sequence[Booking]) -> Iterator[str]:
    """A confirmed undoing of this approval, as the bytes tell, that the ledger does not show."""
    kinds = {
        reading.message.kind.value
        for reading in played.examined.case.readings
        if reading.message is not None
        and reading.message.reply
        and reading.message.kind.value in ("cancel", "reverse")
        and (reading.get("result"), reading.get("approval")) == ("00", approval)
    }
    mine = [row for row in rows if row.approval == approval]
    back = {row.purse for row in mine if row.kind == "cancel"}
    if not kinds or {row.purse for row in mine if row.kind == "charge"} <= back:
        return
    stands = not back and "cancel" not in kinds
    yield "reversal that did not land" if stands else "cancel that did not restore the coupon"


def show(accounts: Accounts) -> None:
    """The counts, and every account that differs."""
    pairs = accounts.runs - accounts.alone
    print(f"{len(ROWS)} faults alone {accounts.alone} runs, pairs of two {pairs} runs", end="")
    print(f" ({accounts.refused} more refused: a fault without meaning at that terminal)")
    print(f"accounts held to ledger, cashier and purses {accounts.runs:6}")
    print(f"unlike them (asked: none)                   {len({id(p) for p, _ in accounts.wrong}):6}")
    print("\nfound and named, of the runs in which the ledger shows it")
    for what in NAMES:
        print(f"  {what:40} {accounts.named[what]:5} of {accounts.due[what]:5}")
    for played, what in (*accounts.wrong, *((played, f"not named: {it}") for played, it in accounts.unnamed)):
        print(f"  {what}: {played}")


def main(quick: bool = False) -> int:
    """Print all; 1 where an account is wrong or a finding has no name."""
    accounts = measure(3, 0) if quick else measure()
    show(accounts)
    return 1 if accounts.wrong or accounts.unnamed else 0
