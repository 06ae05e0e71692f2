"""may-use: options in both languages, the answer, and wrong names told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from posdiag.cli import may_use as module
from posdiag.cli.phrases.may_use import TEXTS

Posdiag = Callable[..., Any]
SHOP = (
    *("--instrument", "선불카드", "--route", "카운터", "--sector", "식당", "--sales", "5억"),
    *("--region", "서울 마포구", "--holder-region", "서울", "--direct", "no"),
)


def test_yes_no_and_depends(posdiag: Posdiag) -> None:
    yes = posdiag("may-use", "소비쿠폰", "--on", "2025-08-01", *SHOP)
    assert (yes.code, yes.err) == (0, "")
    assert yes.out.splitlines()[1] == "Yes, it may be used"
    assert posdiag("may-use", "소비쿠폰", "--on", "2025-12-01", *SHOP).out.splitlines()[1].startswith("No")
    assert posdiag("may-use", "소비쿠폰", "--on", "2025-08-01").out.splitlines()[1] == "It depends"


def test_json_goes_to_a_file(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "ruling.json"
    ran = posdiag(
        "may-use", "onnuri", "--on", "2025-12-01", "--item", "술", "--format", "json", "-o", str(path)
    )
    assert (ran.code, ran.out) == (0, "")
    told = json.loads(path.read_text("utf-8"))
    assert told["schema"] == "posdiag/ruling/1"
    assert told["facts"]["items"] == ["alcohol"]


def test_undoing_is_asked_with_do(posdiag: Posdiag) -> None:
    ran = posdiag("may-use", "소비쿠폰", "--do", "refund", "--on", "2025-08-01", lang="ko")
    assert ran.out.splitlines()[1] == "아니요, 현금으로 환불할 수 없습니다"


def test_a_wrong_name_is_told_with_its_option_and_the_nearest(posdiag: Posdiag) -> None:
    ran = posdiag("may-use", "소비쿠폰", "--route", "kiosko")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--route: `kiosko` is not known\n    did you mean kiosk")
    assert posdiag("may-use", "소비쿠펀").code == 2


def test_every_phrase_is_used() -> None:
    source = Path(module.__file__).read_text("utf-8")
    for key in TEXTS:
        name = key.removeprefix("may_use.")
        assert name == "about" or f'"{name}"' in source or f'"may_use.{name}"' in source, key
