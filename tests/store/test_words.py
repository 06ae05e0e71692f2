"""Both languages say the same of a database, with the same blanks."""

import re
import string

from posdiag.store.words import STORE_PHRASES, store_says


def test_every_phrase_has_both_languages_and_the_same_blanks() -> None:
    for key, (korean, english) in STORE_PHRASES.items():
        blanks = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (korean, english)
        ]
        assert blanks[0] == blanks[1], key
        assert re.search("[가-힣]", korean), key
        assert not re.search("[가-힣]", english), key


def test_a_phrase_is_told_in_the_language_asked_for() -> None:
    assert "13" in store_says("ko", "newer", had=13, known=2)
    assert store_says("en", "folder") == "a folder, not a file"
