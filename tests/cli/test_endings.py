"""Exit codes: scripts rely on these numbers."""

from posdiag.cli import endings


def test_the_codes_are_those_that_scripts_rely_on() -> None:
    codes = (endings.DONE, endings.FINDINGS, endings.USAGE, endings.FAILED, endings.NOTHING)
    assert codes == (0, 1, 2, 3, 5)
    assert endings.INTERRUPTED == 130
