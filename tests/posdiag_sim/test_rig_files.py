"""The names of rigs are told without reading one: every verb asks for them, few ask for more."""

from __future__ import annotations

import subprocess
import sys


def test_the_names_of_rigs_are_told_without_what_reads_them() -> None:
    told = "import sys; from posdiag_sim.rig_files import list_rigs; assert list_rigs(); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert "posdiag_sim.rig" not in ran.stdout.split()
