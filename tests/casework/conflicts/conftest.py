"""The child of the insider tests, for whoever asks for it."""

from __future__ import annotations

import pytest

from tests.casework.conflicts.ground import Ground, a_ground
from tests.casework.conflicts.wide import widen


@pytest.fixture
def ground() -> Ground:
    return a_ground()


@pytest.fixture
def wide() -> Ground:
    """The same child in every room."""
    return widen(a_ground())
