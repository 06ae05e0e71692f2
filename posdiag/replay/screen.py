"""What a POS's screen makes of the text in an answer: cut to its width, read in its charset."""

from __future__ import annotations

from posdiag.profile.traits import Traits


def shown(text: str, traits: Traits) -> tuple[str, bytes]:
    """The text as this release shows it, and the bytes it shows.

    A fixed 16-byte line holds eight Hangul; a release that cuts at bytes may split one (DOMAIN 3.4).
    """
    raw = text.encode("cp949", errors="replace")
    if traits.screen_width and len(raw) > traits.screen_width:
        raw = raw[: traits.screen_width]
        if traits.screen_cut == "characters":
            raw = raw.decode("cp949", errors="ignore").encode("cp949")
    return raw.decode(traits.screen_charset, errors="replace"), raw
