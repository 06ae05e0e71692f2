"""profiles diff: two shipped releases, in every form, with the exit code that a pipeline asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Posdiag = Callable[..., Any]
WORSE = ("profiles", "diff", "reference/seorak@2.1", "reference/seorak@2.2", "-s", "sale-within-balance")


def test_a_release_that_breaks_payments_is_told_with_the_trait(posdiag: Posdiag) -> None:
    ran = posdiag(*WORSE)
    assert ran.code == 0
    assert "wire.handshake  - → none  profiles/pos/reference/seorak.yaml:" in ran.out
    assert "by wire.handshake (proven by replay)" in ran.out
    assert "재생으로 확인" in posdiag(*WORSE, lang="ko").out


def test_only_fail_on_worse_makes_it_a_failure(posdiag: Posdiag) -> None:
    assert posdiag(*WORSE, "--fail-on", "worse").code == 1
    backwards = (
        "profiles",
        "diff",
        "reference/seorak@2.2",
        "reference/seorak@2.3",
        "-s",
        "sale-within-balance",
    )
    assert posdiag(*backwards, "--fail-on", "worse").code == 0


def test_the_json_can_be_read_and_repeats_itself(posdiag: Posdiag) -> None:
    ran = posdiag(*WORSE, "--format", "json")
    document = json.loads(ran.out)
    assert document["scenarios"][0]["touch"] == "worse"
    words = document["command"].split()
    assert posdiag(*words[1:], "--format", "json").out == ran.out


def test_a_file_can_be_compared_with_a_shipped_release(posdiag: Posdiag, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "id: reference/mine\nkind: reference\nvendor: reference\nsource: made up\n"
        "name: {ko: 내것, en: Mine}\n"
        "rig: counter-fs\nlike: reference/hangang@3.1\n"
        'releases:\n  - {release: "1.0", date: 2026-01-01, source: made up, note: {ko: 가, en: a}, '
        "changes: {timers: {answer_ms: 1000}}}\n",
        encoding="utf-8",
    )
    ran = posdiag("profiles", "diff", "reference/hangang", str(file), "--no-replay")
    assert ran.code == 0
    assert "timers.answer_ms  35000 → 1000" in ran.out
    assert "mine.yaml:9" in ran.out


def test_what_cannot_be_compared_is_told_with_its_place(posdiag: Posdiag) -> None:
    ran = posdiag("profiles", "diff", "reference/hangang@2.1", "reference/hangong")
    assert ran.code == 2
    assert "B reference/hangong: no product" in ran.err
    several = posdiag("profiles", "diff", "reference/hangang@*", "reference/hangang")
    assert several.code == 2
    assert "A: `reference/hangang@*` means" in several.err
