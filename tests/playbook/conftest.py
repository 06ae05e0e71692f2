"""The desk of an agent: the command line on a database of the test's own."""

from tests.cli.conftest import case, posdiag

__all__ = ["case", "posdiag"]
