"""The captures of the explain bench are what they are meant to be: every message of them is explained."""

from __future__ import annotations

from pathlib import Path

from bench.explain import _explain
from bench.traffic import CONNECTIONS, write_host_traffic
from posdiag import assembly
from posdiag.capture.open import read
from posdiag.explain.survey import Survey
from posdiag.wire.iso8583.codec import IsoCodec


def test_every_message_is_in_a_payment(tmp_path: Path) -> None:
    library = assembly.library()
    codec = library.dialects.codec_for("iso87-ascii")
    assert isinstance(codec, IsoCodec)
    path = tmp_path / "messages.pcap"
    count = write_host_traffic(path, codec, 1_000)
    survey = Survey(library)
    with path.open("rb") as stream:
        episodes = [episode for event in read(stream, "x") for episode in survey.take(event)]
    episodes += survey.end()
    assert count >= 1_000
    assert (survey.lines, survey.lost, survey.trouble_count) == (CONNECTIONS, 0, 0)
    assert sum(place.frames for place in survey.places.values()) == count
    assert len(episodes) < count
    took_s, peak_mb = _explain(path, tmp_path / "out")
    assert took_s > 0
    assert peak_mb > 1
