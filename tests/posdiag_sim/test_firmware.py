"""The firmware's traits."""

from __future__ import annotations

import dataclasses

import pytest

from posdiag_sim.firmware import Firmware


def test_the_defaults_are_those_of_a_sound_terminal() -> None:
    firmware = Firmware()
    assert firmware.dedupe
    assert firmware.reverse_on_timeout
    assert firmware.fallback
    assert firmware.entries == set("CSFTQBKM")


def test_a_release_cannot_change_while_it_runs() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Firmware().dedupe = False  # type: ignore[misc]
