"""Users, tokens and roles in their file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.errors import InputError
from posdiag.web.people import (
    NAME,
    People,
    Person,
    Role,
    checked_password,
    entered,
    load_people,
    password_fits,
    password_hash,
    people_text,
    token_hash,
)
from tests.web.conftest import PASSWORD, TOKEN


def test_the_right_password_lets_in_and_no_other(people: People) -> None:
    assert entered(people, "kim", PASSWORD) is people.by_name("kim")
    assert entered(people, "kim", PASSWORD + " ") is None
    assert entered(people, "nobody", PASSWORD) is None


def test_a_hash_that_is_none_fits_no_password() -> None:
    assert not password_fits("plain", "plain")


def test_a_password_is_kept_as_argon2id_and_never_as_it_is() -> None:
    hashed = password_hash(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert PASSWORD not in hashed


def test_a_token_is_found_by_its_hash(people: People) -> None:
    found = people.by_token(TOKEN)
    assert found is not None
    assert found.name == "ci"
    assert people.by_token("another") is None


def test_what_was_written_is_read_back(people: People, tmp_path: Path) -> None:
    file = tmp_path / "users.yaml"
    file.write_text(people_text(people), encoding="utf-8")
    assert load_people(file).users == people.users
    assert load_people(file).programs == people.programs
    file.write_text(people_text(People()), encoding="utf-8")
    assert not load_people(file)


def test_one_of_the_same_name_is_replaced_and_one_removed_is_gone(people: People) -> None:
    more = people.with_one(Person("kim", Role.ADMIN, "x"))
    assert [one.role for one in more.users if one.name == "kim"] == [Role.ADMIN]
    assert more.without("kim").by_name("kim") is None


def test_every_fault_of_the_file_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "users.yaml"
    file.write_text(
        "users:\n  - {name: kim, role: king, password: letmein}\n  - {name: '../x', role: agent}\n"
        "tokens:\n  - {name: ci, role: agent, sha256: 12}\ncolour: red\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as told:
        load_people(file)
    text = str(told.value)
    for line in (f"{file}:2", f"{file}:3", f"{file}:5", f"{file}:6"):
        assert line in text
    assert "letmein" not in text


@pytest.mark.parametrize("password", ["", "short", "x" * 201])
def test_a_password_must_have_a_length_that_serves(password: str) -> None:
    with pytest.raises(InputError):
        checked_password(password)
    assert checked_password(PASSWORD) == PASSWORD


@settings(max_examples=25)
@given(st.lists(st.tuples(st.from_regex(NAME, fullmatch=True), st.sampled_from(list(Role)[1:])), max_size=5))
def test_any_names_survive_the_file(
    tmp_path_factory: pytest.TempPathFactory, named: list[tuple[str, Role]]
) -> None:
    unique = dict(named)
    people = People([Person(name, role, token_hash(name), program=True) for name, role in unique.items()])
    file = tmp_path_factory.mktemp("people") / "users.yaml"
    file.write_text(people_text(people), encoding="utf-8")
    assert set(load_people(file).programs) == set(people.programs)
