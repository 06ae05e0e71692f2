"""Every trait has words in both languages, and a group."""

from __future__ import annotations

from posdiag.profile.trait_types import TRAIT_READERS
from posdiag.profile.trait_words import GROUP_NAMES, TRAIT_WORDS, Group, words_of


def test_every_trait_has_words_and_no_words_are_without_a_trait() -> None:
    assert set(TRAIT_WORDS) == {*TRAIT_READERS, "wire"}


def test_every_group_is_named_and_used() -> None:
    assert set(GROUP_NAMES) == set(Group) == {words.group for words in TRAIT_WORDS.values()}


def test_an_option_of_the_dialect_is_about_framing() -> None:
    assert words_of("wire.length.kind").group is Group.FRAMING
    assert words_of("timers.answer_ms").text["en"].startswith("wait for the answer")
