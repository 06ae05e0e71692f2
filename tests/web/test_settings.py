"""A server starts only where that is safe."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.errors import InputError
from posdiag.web.people import People
from posdiag.web.settings import Settings, checked, is_loopback


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True), ("127.8.9.1", True),
     ("0.0.0.0", False), ("::", False), ("192.0.2.1", False), ("desk.example", False)],
)  # fmt: skip
def test_what_only_this_machine_reaches(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_on_this_machine_nothing_is_asked_for() -> None:
    settings = checked(Settings())
    assert settings.open
    assert not settings.secure
    assert settings.hosts() == {"127.0.0.1", "localhost", "::1"}


def test_where_others_reach_it_users_and_tls_and_a_name_are_wanted_all_told_at_once() -> None:
    with pytest.raises(InputError) as told:
        checked(Settings(host="0.0.0.0"))
    whats = [problem.what for problem in told.value.problems]
    assert len(whats) == 3
    assert all(problem.remedy for problem in told.value.problems)


def test_with_users_behind_a_proxy_it_starts(people: People) -> None:
    settings = checked(
        Settings(host="0.0.0.0", people=people, behind_proxy=True, allowed_hosts=("desk.example",))
    )
    assert not settings.open
    assert settings.hosts() == {"desk.example"}


def test_with_users_this_machine_is_no_longer_open(people: People) -> None:
    assert not Settings(people=people).open


def test_a_certificate_without_key_and_a_terminal_without_address_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        checked(Settings(tls_cert=tmp_path / "none.pem", terminals={"counter": "ftp://192.0.2.1"}))
    assert len(told.value.problems) == 3


def test_behind_a_proxy_this_machine_is_everybody_so_users_are_wanted() -> None:
    assert not Settings(behind_proxy=True).open
    with pytest.raises(InputError):
        checked(Settings(behind_proxy=True))
