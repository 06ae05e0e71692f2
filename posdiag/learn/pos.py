"""Measures a POS: all lessons in their order, and the names of what none of them can measure."""

from __future__ import annotations

from posdiag.learn.desk import Desk
from posdiag.learn.lesson_answers import lesson_late, lesson_part, lesson_routes
from posdiag.learn.lesson_counter import lesson_counter
from posdiag.learn.lesson_frames import lesson_frames
from posdiag.learn.lesson_silence import lesson_numbers, lesson_silence
from posdiag.learn.lesson_speech import Name, lesson_speech
from posdiag.profile.trait_types import TRAIT_READERS

#: Traits that no errand shows on a line.
UNSEEN = ("timers.connect_ms", "bin_digits", "bin_table", "screen_width", "screen_cut", "screen_charset")
AGENT_ONLY = ("timers.reader_ms", "approval_from", "busy_tries")


def learn_pos(desk: Desk, known: tuple[str, dict[str, str]], name: Name) -> None:
    """Everything that can be measured of the POS at a desk; `desk.learnt` holds it, and what was left out.

    `known` is the dialect and the options of the terminal it stands at, `name` finds those of a stranger.
    """
    desk.learnt.leave("agent-only", *AGENT_ONLY)
    desk.learnt.leave("unseen", *UNSEEN)
    if not lesson_speech(desk, known, name):
        desk.learnt.leave("no-speech", *TRAIT_READERS)
        return
    lesson_silence(desk)
    lesson_numbers(desk)
    lesson_frames(desk)
    lesson_late(desk)
    lesson_part(desk)
    lesson_routes(desk)
    lesson_counter(desk)
