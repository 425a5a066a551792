"""What is written down as new did not reach the office in another century."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.core.documents.reaching import LONGEST, must_be_lately
from suar.core.errors import DomainError


def test_five_years_back_is_lately_and_a_day_more_is_not() -> None:
    now = timezone.now()
    must_be_lately(now - LONGEST)
    must_be_lately(timezone.localdate(now) - LONGEST)
    with pytest.raises(DomainError, match=str((now - LONGEST).year)):
        must_be_lately(now - LONGEST - timedelta(days=1))


def test_it_is_counted_from_the_day_on_which_it_was_written_down() -> None:
    long_ago = timezone.now() - 3 * LONGEST
    must_be_lately(long_ago - timedelta(days=20), written=long_ago)
    with pytest.raises(DomainError):
        must_be_lately(long_ago - 2 * LONGEST, written=long_ago)
