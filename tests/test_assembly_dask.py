"""Dask: the same answers in the same order, and a clear word where it cannot work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from posdiag import assembly_dask
from posdiag.assembly_dask import DaskCrew, carry_out
from posdiag.assembly_matrix import Job, Play, data_digest, version_of_posdiag
from posdiag.errors import InputError, PosdiagError
from tests.test_assembly_matrix import shipped

#: A cluster in a process of its own, so that its threads and warnings are none of ours.
SCRIPT = """
import sys, warnings
warnings.simplefilter("ignore")
from distributed import LocalCluster
from posdiag.assembly_crew import Alone
from posdiag.assembly_dask import DaskCrew
from posdiag.assembly_matrix import Job, Play, Whole, data_digest
from tests.test_assembly_matrix import shipped

def main():
    matrix = shipped(("sale-within-balance", "barcode"), "reference/hangang", seeds=2)
    job = Job(matrix, data_digest())
    tasks = [Play(at, at + 3) for at in range(0, 24, 3)] + [Whole(0, False)]
    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, protocol="tcp",
                      host="127.0.0.1", dashboard_address=None) as cluster:
        crew = DaskCrew(job, cluster.scheduler_address.replace("tcp", "dask"))
        far = list(crew.work(tasks))
        same = far == list(Alone(job).work(tasks))
        other = DaskCrew(Job(matrix, "other data"), cluster.scheduler_address.replace("tcp", "dask"))
        try:
            list(other.work(tasks[:1]))
            refused = ""
        except Exception as error:
            refused = f"{type(error).__name__} {error}"
        crew.close(); other.close()
    print(same, refused, flush=True)

if __name__ == "__main__":
    main()
"""


def test_workers_say_what_this_process_says_and_others_are_refused() -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", SCRIPT],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=Path(__file__).parent.parent,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("True PosdiagError"), ran.stderr
    assert "a worker has other profiles, scenarios or rigs" in ran.stdout


@pytest.mark.parametrize(
    "url", ["tcp://127.0.0.1:1", "dask://", "dask://host", "dask://host:x", "dask://host:99999"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="not an engine"):
        DaskCrew(Job(shipped(("barcode",), "reference/hangang")), url)


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PosdiagError, match=r"pip install 'posdiag\[dask\]'") as caught:
        DaskCrew(Job(shipped(("barcode",), "reference/hangang")), "dask://127.0.0.1:9")
    assert caught.value.exit_code == 3


def test_a_worker_refuses_another_posdiag() -> None:
    job = Job(shipped(("barcode",), "reference/hangang"), data_digest())
    with pytest.raises(PosdiagError, match=r"a worker has posdiag .*, and this is 99"):
        carry_out(job, "99", Play(0, 1))
    assert len(carry_out(job, version_of_posdiag(), Play(0, 2))) == 2  # type: ignore[arg-type]
    assert assembly_dask._known[0][0] is job
