"""A process beside another hears no Ctrl-C, not even while it is still loading."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest

from posdiag.link.undisturbed import begin


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_ctrl_c_in_its_first_moments_ends_nothing(method: str) -> None:
    context = multiprocessing.get_context(method)
    process = context.Process(target=time.sleep, args=(0.3,))  # type: ignore[attr-defined]
    begin(process, afresh=method == "spawn")
    for _ in range(20):
        os.kill(process.pid, signal.SIGINT)
        time.sleep(0.01)
    process.join(30)
    assert process.exitcode == 0


def test_this_process_hears_it_as_before() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    process = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(0,))
    begin(process, afresh=True)
    process.join(30)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
