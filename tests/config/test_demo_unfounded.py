"""In the invented office a suspicion did not hold: two found so, of another the second still reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.complaints.models import Complaint
from suar.config.demo.clock import at
from suar.config.demo.morning import find_unfounded
from suar.config.demo.year import Year
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role
from tests.factories import a_user

pytestmark = pytest.mark.django_db


def test_one_is_closed_by_two_and_one_waits_for_the_second() -> None:
    with at(timezone.now() - timedelta(days=60)):
        staff = {str(role): a_user(role) for role in (Role.WAKIL, Role.DIVISI_PENGADUAN)}
    find_unfounded(Year(office=staff["wakil"].office, staff=staff, today=timezone.now()))
    closed, waiting = Complaint.objects.order_by("received_at")
    assert (closed.status, waiting.status) == ("unfounded", "read")
    assert closed.unfounded_by == waiting.unfounded_by == staff["divisi_pengaduan"]
    assert verify().wrong == []
