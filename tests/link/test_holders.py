"""Who has a device open: by /proc, by lock files, and honestly unknown where the system does not tell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from posdiag.link.holders import Held, Holder, who_holds

if sys.platform == "win32":
    pytest.skip("no /proc there", allow_module_level=True)


def proc_of(root: Path, *programs: tuple[int, str, dict[str, str]]) -> Path:
    """A made-up /proc: programs with what they have open."""
    (root / "self" / "fd").mkdir(parents=True)
    for pid, name, files in programs:
        folder = root / str(pid)
        (folder / "fd").mkdir(parents=True)
        (folder / "fdinfo").mkdir()
        (folder / "comm").write_text(f"{name}\n")
        for number, target in files.items():
            (folder / "fd" / number).symlink_to(target)
            (folder / "fdinfo" / number).write_text("pos:\t0\nflags:\t02\ntty-index:\t7\n")
    return root


def test_a_program_that_has_the_port_is_named(tmp_path: Path) -> None:
    proc = proc_of(tmp_path, (101, "pos.exe", {"5": "/dev/ttyUSB0"}), (102, "bash", {"0": "/dev/null"}))
    assert who_holds("/dev/ttyUSB0", proc, ()) == Held((Holder(101, "pos.exe"),), True)
    assert str(Holder(101, "pos.exe")) == "pos.exe (101)"
    assert who_holds("/dev/ttyUSB1", proc, ()) == Held((), True)


def test_whoever_serves_a_pty_does_not_count(tmp_path: Path) -> None:
    proc = proc_of(
        tmp_path,
        (101, "posdiag", {"5": "/dev/pts/ptmx", "6": "/dev/pts/7"}),
        (102, "minicom", {"5": "/dev/pts/7"}),
    )
    assert who_holds("/dev/pts/7", proc, ()).holders == (Holder(102, "minicom"),)


def test_a_program_that_may_not_be_looked_at_leaves_it_open(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        proc = proc_of(tmp_path)
        (tmp_path / "101").mkdir()  # without its list of open files
    else:
        proc = proc_of(tmp_path, (101, "other", {}))
        (tmp_path / "101" / "fd").chmod(0)
    assert who_holds("/dev/ttyUSB0", proc, ()) == Held((), False)


def test_a_lock_file_of_a_living_program_counts(tmp_path: Path) -> None:
    proc = proc_of(tmp_path / "proc", (101, "minicom", {}))
    locks = tmp_path / "lock"
    locks.mkdir()
    (locks / "LCK..ttyUSB0").write_text("       101\n")
    (locks / "LCK..ttyUSB1").write_text("       999\n")
    (locks / "LCK..ttyUSB2").write_bytes(b"\xff\xfe")
    assert who_holds("/dev/ttyUSB0", proc, (locks,)).holders == (Holder(101, "minicom"),)
    assert not who_holds("/dev/ttyUSB1", proc, (locks,)).holders
    assert not who_holds("/dev/ttyUSB2", proc, (locks,)).holders


def test_without_proc_nothing_is_claimed(tmp_path: Path) -> None:
    assert who_holds("/dev/ttyUSB0", tmp_path / "none", ()) == Held((), False)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no /proc here")
def test_a_real_program_is_found_by_the_real_proc() -> None:
    from posdiag.link.pty import open_pair

    master, path = open_pair()
    code = f"import os, sys; os.open({path!r}, os.O_RDWR); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        other.stdout.readline()
        assert [holder.pid for holder in who_holds(path).holders] == [other.pid]
    finally:
        other.communicate("")
        os.close(master)
    assert not who_holds(path).holders
