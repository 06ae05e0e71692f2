"""Settings of all tests: machines are shared, so no example is judged by its time."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("posdiag", deadline=None)
settings.load_profile("posdiag")
