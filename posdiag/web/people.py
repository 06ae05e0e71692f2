"""Who may come in: users with passwords, programs with tokens, and the three roles, from one YAML file.

Passwords are kept as Argon2id hashes (argon2-cffi, its defaults: RFC 9106's low-memory choice). A token is
256 bits of chance, so its SHA-256 is as good as a slow hash and can be looked up at once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from posdiag.errors import InputError, Problem
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.worded import worded

#: What a name may be: it stands in logs and in cases.
NAME = re.compile(r"[a-z0-9가-힣][a-z0-9가-힣._-]{0,39}", re.IGNORECASE)
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
MOST_PEOPLE = 5_000
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Role(IntEnum):
    """What somebody may do; each may all that the one before may."""

    NOBODY = 0  # the merchant's own page, health
    AGENT = 1  # cases, questions, replays against simulated terminals
    LEAD = 2  # all agents' cases, export, replays against the terminals that the server was given
    ADMIN = 3  # metrics, people


ROLES: Mapping[str, Role] = {role.name.lower(): role for role in Role if role}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a program, that the server knows. `hash` is Argon2's for a user, SHA-256's for a token."""

    name: str
    role: Role
    hash: str = ""
    program: bool = False


#: Who uses a server on its own machine that knows no people.
OWNER = Person("owner", Role.ADMIN)
NOBODY = Person("", Role.NOBODY)


class People:
    """Everybody that a server knows, by name and by token."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._users: dict[str, Person] = {}
        self._tokens: dict[str, Person] = {}
        for person in people:
            if person.program:
                self._tokens[person.hash] = person
            else:
                self._users[person.name] = person

    def __bool__(self) -> bool:
        return bool(self._users or self._tokens)

    @property
    def users(self) -> tuple[Person, ...]:
        return tuple(self._users.values())

    @property
    def programs(self) -> tuple[Person, ...]:
        return tuple(self._tokens.values())

    def by_name(self, name: str) -> Person | None:
        return self._users.get(name)

    def by_token(self, token: str) -> Person | None:
        """The program whose token this is. Looked up by its hash: how long that takes tells nothing of it."""
        return self._tokens.get(token_hash(token))

    def with_one(self, person: Person) -> People:
        """The same with one more, who replaces whoever had the name."""
        others = [
            one
            for one in (*self.users, *self.programs)
            if (one.name, one.program) != (person.name, person.program)
        ]
        return People([*others, person])

    def without(self, name: str) -> People:
        """The same without whoever has this name, user or program."""
        return People([one for one in (*self.users, *self.programs) if one.name != name])


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def password_hash(password: str) -> str:
    """Argon2id of a password, with its salt and settings in it."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def password_fits(hashed: str, password: str) -> bool:
    """Whether a password is the one of a hash; takes some 50 ms whatever the answer."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(hashed, password[:LONGEST_PASSWORD])
    except (InvalidHashError, VerificationError):
        return False


#: Verified against where no user has the name, so that a stranger cannot tell by the time it takes.
_NOBODYS: list[str] = []


def entered(people: People, name: str, password: str) -> Person | None:
    """The user who gave the right password."""
    known = people.by_name(name)
    if known is None:
        if not _NOBODYS:
            _NOBODYS.append(password_hash("nobody has this password"))
        password_fits(_NOBODYS[0], password)
        return None
    return known if password_fits(known.hash, password) else None


# -- the file ------------------------------------------------------------------------------------------


def load_people(path: Path) -> People:
    """The people of a users file. InputError with every fault of it, each with its line."""
    faults = Faults()
    document = read_yaml(path, faults, str(path))
    people: list[Person] = []
    if document is not None and document.raw not in ("", "{}"):
        people += [_user(entry) for entry in document.list("users")]
        people += [_program(entry) for entry in document.list("tokens")]
        document.no_other_keys()
        seen: set[tuple[str, bool]] = set()
        for person in people:
            if (person.name, person.program) in seen:
                faults.add(str(path), worded("`{name}` stands twice", name=person.name), worded("remove one"))
            seen.add((person.name, person.program))
    if len(people) > MOST_PEOPLE:
        faults.add(
            str(path),
            worded("more than {most_people} people", most_people=MOST_PEOPLE),
            worded("use several servers"),
        )
    if faults:
        raise InputError(faults.problems)
    return People(people)


def _user(entry: Marked) -> Person:
    name, role = _head(entry)
    hashed = entry.need("password").as_text()
    if not hashed.startswith("$argon2"):
        entry.fault(worded("`password` is no Argon2 hash"), worded("make it with `posdiag users add NAME`"))
    entry.no_other_keys()
    return Person(name, role, hashed)


def _program(entry: Marked) -> Person:
    name, role = _head(entry)
    hashed = entry.need("sha256").as_text()
    if not _SHA256.fullmatch(hashed):
        entry.fault(
            worded("`sha256` is no SHA-256 in hex"), worded("make it with `posdiag users token NAME`")
        )
    entry.no_other_keys()
    return Person(name, role, hashed, program=True)


def _head(entry: Marked) -> tuple[str, Role]:
    name = entry.need("name").as_text()
    if not NAME.fullmatch(name):
        entry.fault(
            worded("`{name}` is no name", name=name[:40]), worded("letters, digits, . _ and -, at most 40")
        )
    return name, ROLES[entry.need("role").as_choice(tuple(ROLES), "agent")]


def people_text(people: People) -> str:
    """The users file of these people."""
    rows = ["# Written by `posdiag users`; passwords are Argon2id hashes, tokens SHA-256 hashes.", "users:"]
    for person in people.users:
        rows.append(
            f"  - {{name: {person.name}, role: {person.role.name.lower()}, password: '{person.hash}'}}"
        )
    rows.append("tokens:")
    for person in people.programs:
        rows.append(f"  - {{name: {person.name}, role: {person.role.name.lower()}, sha256: '{person.hash}'}}")
    empty = [row + " []" if row in ("users:", "tokens:") else row for row in rows]
    keep = {"users:": bool(people.users), "tokens:": bool(people.programs)}
    return (
        "\n".join(row if keep.get(row, True) else full for row, full in zip(rows, empty, strict=True)) + "\n"
    )


def checked_password(password: str) -> str:
    """The password, or InputError where it is too short or too long to be one."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        what = worded("a password of {password} characters", password=len(password))
        remedy = worded(
            "{shortest_password} to {longest_password} characters",
            shortest_password=SHORTEST_PASSWORD,
            longest_password=LONGEST_PASSWORD,
        )
        raise InputError(Problem("password", what, remedy))
    return password
