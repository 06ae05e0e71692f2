"""Starts a process beside this one that Ctrl-C is not for.

A terminal sends Ctrl-C to every process of a command. One that ignores it as the first thing that it does is
too late: it may still be loading, and would complain on the user's screen.
"""

from __future__ import annotations

import signal
from multiprocessing import get_all_start_methods, resource_tracker
from multiprocessing.process import BaseProcess


def begin(process: BaseProcess, *, afresh: bool) -> None:
    """Start the process with Ctrl-C held off from its first moment on; it stays so there.

    `afresh`: the process is begun anew (`spawn`) and not as a copy of this one (`fork`).
    """
    if "fork" not in get_all_start_methods():  # no signals of this kind (Windows)
        process.start()
        return
    if afresh:  # its helper lets signals through again where it is begun between
        resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
