"""A sitting for the verbs: what the command line asks for is checked before a line is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.cli.sit import Asked, Sat, _link, sit
from posdiag.errors import InputError, LinkError
from tests.link.test_forwarding import echoing

LOCAL = "127.0.0.1"


def test_a_host_dialect_or_a_fault_of_the_host_link_makes_a_host_line() -> None:
    near, far = "tcp://127.0.0.1:0", "tcp://127.0.0.1:9"
    assert _link(Asked(near, far)) == "ecr"
    assert _link(Asked(near, far, dialect="iso87-bcd")) == "host"
    assert _link(Asked(near, far, dialect="kr-fs", faults=("drop:link=host",))) == "ecr"
    assert _link(Asked(near, far, faults=("drop:link=host",))) == "host"


def test_a_time_limit_ends_it_with_nothing_judged(capsys: pytest.CaptureFixture[str]) -> None:
    with echoing() as port:
        assert sit(
            Asked(f"tcp://{LOCAL}:0", f"tcp://{LOCAL}:{port}", seconds=0.2), "en", lambda s: None
        ) == Sat(())
    said = capsys.readouterr().err
    assert "listening tcp://" in said
    assert "0 payments" in said


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with echoing() as port, pytest.raises(LinkError, match="cannot listen"):
        sit(Asked(f"tcp://{LOCAL}:{port}", f"tcp://{LOCAL}:9"), "en", lambda s: None)


def test_several_releases_are_one_too_many() -> None:
    with pytest.raises(InputError, match="releases"):
        sit(Asked("pty", f"tcp://{LOCAL}:9", pos="reference/*"), "en", lambda s: None)
