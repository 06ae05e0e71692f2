"""tshark reads what a tap recorded of a host link: MTI and length of every message agree with ours."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posdiag import assembly
from posdiag.capture.events import Chunk
from posdiag.capture.open import read
from posdiag.explain.listen import Ear
from posdiag.explain.ways import way_of
from tests.capture.programs import need, run
from tests.whole.processes import PATIENCE_S, bench_of, posdiag, simulated

SPEED = 20
RELEASE, RIG = "reference/iso-direct@newest", "host-iso"


@contextmanager
def recorded(terminal: str, path: Path) -> Iterator[str]:
    words = posdiag("record", "tcp://127.0.0.1:0", terminal, str(path))
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as recorder:
        assert recorder.stderr is not None
        yield next(line.split()[1] for line in recorder.stderr if line.startswith("listening "))
        recorder.send_signal(signal.SIGINT)
        recorder.stderr.read()
        assert recorder.wait(PATIENCE_S) == 0


def test_mti_and_length_of_every_recorded_message_agree(tmp_path: Path) -> None:
    need("tshark")
    path = tmp_path / "host.pcapng"
    with (
        simulated(RIG, "tcp://127.0.0.1:0", tmp_path, SPEED) as (terminal, environment),
        recorded(terminal, path) as near,
    ):
        words = posdiag("diagnose", "sale-within-balance", "--pos", RELEASE, "--no-prove")
        bench = bench_of(int(terminal.rpartition(":")[2]), environment)
        words += ["--terminal", f"{near}?bench={bench}&speed={SPEED}", "--fail-on", "never"]
        subprocess.run(words, check=True, capture_output=True, env=environment, timeout=PATIENCE_S)
    # every port: the POS's own may be one that tshark knows for something else
    settings = ["-d", "tcp.port==1-65535,iso8583", "-o", "iso8583.len_endian:Big endian"]
    settings += ["-o", "iso8583.charset:Digits represented in ASCII"]
    shown = run(
        "tshark", "-r", path, *settings, "-Y", "iso8583.mti", "-T", "fields", "-e", "iso8583.mti",
        "-e", "iso8583.len",
    )  # fmt: skip
    theirs = [(mti, int(size)) for mti, size in (line.split("\t") for line in shown.splitlines())]
    assert theirs == ours(path)
    assert len(theirs) >= 2


def ours(path: Path) -> list[tuple[str, int]]:
    """MTI, and length as its prefix tells it, of each message in the order in which they passed."""
    way = way_of("host", assembly.library().codec_of(assembly.library().select((RELEASE,))[0]))
    assert way is not None
    ears = {True: Ear(way, sure=True), False: Ear(way, sure=True)}
    found = []
    with path.open("rb") as stream:
        for event in read(stream, path.name):
            if isinstance(event, Chunk):
                for piece, _ in ears[event.from_a].hear(event.data, event.at_us // 1000):
                    mti = way.codec.decode(piece.data).value("mti") or ""
                    found.append((mti, int.from_bytes(piece.data[:2], "big")))
    return found
