"""The systemd unit and the container file beside the docs: what they would run starts, answers and ends."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from posdiag.web.people import People, Person, Role, people_text

ROOT = Path(__file__).parents[2]
UNIT, CONTAINER = ROOT / "docs" / "serve" / "posdiag.service", ROOT / "docs" / "serve" / "Containerfile"


def joined(text: str) -> str:
    return text.replace("\\\n", " ")


def unit_command() -> list[str]:
    (line,) = re.findall(r"^ExecStart=(.+)$", joined(UNIT.read_text(encoding="utf-8")), re.M)
    return shlex.split(line)


def steps() -> list[tuple[str, str]]:
    """The instructions of the container file with what stands behind each."""
    rows = joined(CONTAINER.read_text(encoding="utf-8")).splitlines()
    return [(row.split()[0], row.partition(" ")[2].strip()) for row in rows if row and row[0] != "#"]


def container_command() -> list[str]:
    told = dict(steps())
    return [*json.loads(told["ENTRYPOINT"]), *json.loads(told["CMD"])]


def here(command: list[str], folder: Path) -> list[str]:
    """The command with this Python's posdiag, on a free port, its files below a folder of the test."""
    places = {"/etc/posdiag": folder, "/var/lib/posdiag": folder, "/var/log/posdiag": folder}
    assert Path(command[0]).name == "posdiag"
    words = [sys.executable, "-m", "posdiag"]
    for word in command[1:]:
        for place, mine in places.items():
            word = word.replace(place, str(mine))
        words.append(word)
    words[words.index("--port") + 1] = "0"
    return words


@contextmanager
def started(command: list[str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("listening "), process.communicate()[1]
        yield process, int(line.strip().rpartition(":")[2])
    finally:
        process.kill()
        process.communicate()


def health(port: int, host: str) -> Mapping[str, object]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/health", headers={"Host": host})
    with urllib.request.urlopen(request, timeout=20) as answer:
        found: dict[str, object] = json.loads(answer.read())
    return found


@pytest.mark.parametrize("command", [unit_command(), container_command()], ids=["unit", "container"])
def test_the_command_of_the_example_serves_and_ends_in_order(command: list[str], tmp_path: Path) -> None:
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("correct horse battery")
    people = People([Person("kim", Role.ADMIN, hashed)])
    (tmp_path / "users.yaml").write_text(people_text(people), encoding="utf-8")
    with started(here(command, tmp_path)) as (process, port):
        assert health(port, "desk.example")["state"] == "ok"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert (tmp_path / "cases.db").exists()


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed: the unit is not verified")
    unit = tmp_path / "posdiag.service"
    text = UNIT.read_text(encoding="utf-8").replace(unit_command()[0], "/bin/true")
    unit.write_text(text.replace("User=posdiag", "User=daemon"), encoding="utf-8")  # whom this machine knows
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    complaints = [line for line in done.stderr.splitlines() if str(unit) in line or "posdiag" in line]
    assert (done.returncode, complaints) == (0, []), done.stderr
    words = ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(unit)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-300:]


def test_the_container_is_built_of_what_the_repository_has() -> None:
    told = steps()
    assert told[0][0] == "FROM"
    known = {"FROM", "RUN", "WORKDIR", "COPY", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "ENTRYPOINT", "CMD"}
    assert {name for name, _ in told} <= known
    values = dict(told)
    assert values["EXPOSE"] == container_command()[container_command().index("--port") + 1]
    assert values["STOPSIGNAL"] == "SIGTERM"
    users = re.findall(r"useradd .*?(\w+) &&", " ".join(text for name, text in told if name == "RUN"))
    assert users == [values["USER"]]
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    extra = re.search(r"'\.\[(\w+)\]'", " ".join(text for name, text in told if name == "RUN"))
    assert extra is not None
    assert f"\n{extra[1]} = [" in project
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", ".peers"} <= set(ignored)
