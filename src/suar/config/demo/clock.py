"""The demo's year is lived through the actions; while it is, the time of day is the one it tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, `timezone.now()` is this moment. For a fictional home only."""
    with patch("django.utils.timezone.now", lambda: moment):
        yield
