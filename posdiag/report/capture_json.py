"""What is to be said of captures themselves in JSON: their lines, troubles and losses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from posdiag.explain.survey import Sights
from posdiag.masking import mask_text


def capture_object(surveys: Mapping[str, Sights]) -> list[dict[str, Any]]:
    """One object for each file, in the order in which they were read."""
    return [_one(name, survey) for name, survey in surveys.items()]


def _one(name: str, survey: Sights) -> dict[str, Any]:
    return {
        "file": name,
        "lines": survey.lines,
        "bytes": survey.size,
        "lost": survey.lost,
        "troubles": [
            {"place": mask_text(trouble.place), "what": mask_text(trouble.what), "remedy": trouble.remedy}
            for trouble in survey.troubles
        ],
        "trouble_count": survey.trouble_count,
        "notes": [mask_text(note.text) for note in survey.notes],
        "note_count": survey.note_count,
        "places": [
            {
                "ends": place.ends,
                "dialect": place.dialect,
                "what": place.what,
                "evidence": list(place.evidence),
                "also": list(place.also),
                "lines": place.lines,
                "frames": place.frames,
                "bytes": place.size,
                "lost": place.lost,
            }
            for place in survey.places.values()
        ],
    }
