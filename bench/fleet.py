"""1,000 simulated terminals in one process, each paying once a second for a minute: `python -m bench fleet`.

`posdiag simulate --terminals` plays them behind one TCP port. This process is the tills: it opens 1,000
connections and lets each ask for a sale a second, all spread evenly over the second. Every answer must be
sound, approved, of the right trace number and amount, and bear the approval number that this very terminal
gives when it is asked alone: terminals share nothing.

A terminal takes 0.5 to 2.4 simulated seconds for a sale (reading the card, the VAN's decision), so at its
own speed none could pay once a second: the clock of the terminals runs faster here. What is left when the
simulated time is taken away from the latency is what the serving itself costs.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.fleet_load import Outcome, codec_of_tills, pay, prepared
from posdiag_sim.rig import load_rig

TERMINALS, SECONDS = 1000, 60
QUICK_TERMINALS, QUICK_SECONDS = 100, 10
#: How fast the clock of the terminals runs: a sale then takes 0.15 to 0.6 s.
SPEED = 4.0
SEED = 11
RIG = "counter-fs"
#: Files that this process has open beside its connections.
OTHER_FILES = 32
#: Seconds that a sale may have to wait for the one before; beyond that the pace was not held.
PACE_S = 1.0
#: Errors shown; all are counted.
SHOWN = 10

_ROOT = Path(__file__).parents[1]


@contextmanager
def served(terminals: int) -> Iterator[tuple[int, int]]:
    """`posdiag simulate` with so many terminals: its process id and port."""
    command = [sys.executable, "-m", "posdiag", "simulate", RIG, "--listen", "tcp://127.0.0.1:0"]
    command += ["--terminals", str(terminals), "--speed", f"{SPEED:g}", "--seed", str(SEED)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT) as server:
        assert server.stdout is not None
        try:
            word, _, url = server.stdout.readline().strip().partition(" ")
            if word != "listening":
                raise RuntimeError("posdiag simulate did not begin to listen")
            yield server.pid, int(url.partition("?")[0].rpartition(":")[2])
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def make_room(files: int) -> str:
    """Let this process have so many files open; what is wrong where it may not, else nothing."""
    try:
        import resource
    except ImportError:
        return ""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= files:
        return ""
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    except (ValueError, OSError):
        return f"{files} open files are needed, the system allows {hard}: raise it (ulimit -Hn)"
    return ""


def spent(pid: int) -> tuple[float, float] | None:
    """Seconds of processor time and megabytes of memory of a process so far, where /proc tells."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return None
    ticks = int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(terminals: int, seconds: int) -> tuple[Outcome, str]:
    """What became of the sales, and what the server spent on them."""
    codec = codec_of_tills()
    planned = prepared(load_rig(RIG), codec, terminals, seconds, SEED)
    with served(terminals) as (pid, port):
        before, began = spent(pid), time.monotonic()
        outcome = pay(port, planned, codec, SPEED)
        after, wall_s = spent(pid), time.monotonic() - began
    if before is None or after is None:
        return outcome, "processor time of the server: not told by this system"
    busy_s = after[0] - before[0]
    share = f"{busy_s / wall_s:.0%} of a core, {busy_s / max(outcome.sales, 1) * 1e6:.0f} µs a sale"
    return outcome, f"server: {busy_s:.1f} s of processor time ({share}), {after[1]:.0f} MB at the end"


def told(name: str, values_s: Sequence[float]) -> str:
    """A row of median, 99th percentile and maximum, in milliseconds."""
    if not values_s:
        return f"{name:42}{'none':>10}"
    ordered = sorted(values_s)
    figures = (statistics.median(ordered), ordered[int(len(ordered) * 0.99)], ordered[-1])
    return f"{name:42}" + "".join(f"{figure * 1000:10.1f}" for figure in figures)


def main(quick: bool = False) -> int:
    """Print the figures; 1 where any sale failed, or where they could not be asked for once a second."""
    terminals, seconds = (QUICK_TERMINALS, QUICK_SECONDS) if quick else (TERMINALS, SECONDS)
    trouble = make_room(terminals + OTHER_FILES)
    if trouble:
        print(trouble)
        return 1
    outcome, cost = measure(terminals, seconds)
    rate = outcome.sales / max(outcome.wall_s, 0.001)
    print(f"{terminals} terminals in one process, each paying once a second for {seconds} s")
    print(f"rig {RIG} at speed {SPEED:g} (a sale is decided in 0.15 to 0.6 s); {os.cpu_count()} cores")
    print(
        f"sales: {outcome.sales} ({rate:.0f}/s), errors: {len(outcome.errors)}, repeated: {outcome.repeats}"
    )
    print(f"{'ms':42}{'median':>10}{'p99':>10}{'max':>10}")
    print(told("request to answer", outcome.latency_s))
    print(told("of that beyond the simulated decision", outcome.beyond_s))
    print(told("asked later than its second began", outcome.late_s))
    print(cost)
    for error in outcome.errors[:SHOWN]:
        print(f"error: {error}")
    late_s = max(outcome.late_s, default=0.0)
    if late_s > PACE_S:
        print(f"not once a second: sales had to wait {late_s:.1f} s for the one before; is the machine busy?")
    return 1 if outcome.errors or not outcome.sales or late_s > PACE_S else 0
