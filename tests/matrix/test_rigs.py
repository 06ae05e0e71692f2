"""--rig: own rigs, names, globs and firmware; what means no terminal is told."""

from __future__ import annotations

import pytest

from posdiag.errors import InputError
from posdiag.matrix.rigs import check_rigs, terminals_of
from tests.matrix.small import a_release

KNOWN = {"counter": ("1.0", "1.1", "2.0"), "counter-usb": (), "kiosk": ("5.0",)}


@pytest.mark.parametrize(
    ("wanted", "terminals"),
    [
        ((), ("sim:counter",)),
        (("own",), ("sim:counter",)),
        (("own@*",), ("sim:counter@1.0", "sim:counter@1.1", "sim:counter@2.0")),
        (("own@newest",), ("sim:counter@2.0",)),
        (("counter*",), ("sim:counter", "sim:counter-usb")),
        (("sim:kiosk@5.*", "own", "own"), ("sim:kiosk@5.0", "sim:counter")),
    ],
)
def test_a_release_is_played_at(wanted: tuple[str, ...], terminals: tuple[str, ...]) -> None:
    check_rigs(wanted, KNOWN)
    assert terminals_of(a_release("1.0"), wanted, KNOWN) == terminals


@pytest.mark.parametrize(
    ("wanted", "what", "remedy"),
    [
        ("cuonter", "no rig `cuonter`", "did you mean `counter`?"),
        ("kiosk@9", "no firmware release `9`", "there are: 5.0"),
        ("counter-usb@1", "no firmware release `1`", "it has no firmware releases"),
        ("tcp://127.0.0.1:9", "not a rig", "a matrix is played at rigs"),
    ],
)
def test_what_means_no_terminal_is_told(wanted: str, what: str, remedy: str) -> None:
    with pytest.raises(InputError) as caught:
        check_rigs((wanted,), KNOWN)
    (problem,) = caught.value.problems
    assert problem.what == what
    assert problem.remedy.startswith(remedy)


def test_a_release_whose_terminal_is_none_of_ours_needs_a_rig() -> None:
    release = a_release("1.0", rig="external")
    with pytest.raises(InputError, match="name one with --rig"):
        terminals_of(release, (), KNOWN)
    assert terminals_of(release, ("kiosk",), KNOWN) == ("sim:kiosk",)
