"""One classifier over the shipped data for all tests of the room: it keeps no state between texts."""

from __future__ import annotations

import pytest

from posdiag.classify import Classifier, load_classifier
from posdiag.profile.roots import Roots


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    return load_classifier(Roots.of())
