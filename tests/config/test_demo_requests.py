"""The invented office was asked for data four times: given, twice decided, and once refused by one who waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.rights.models import SubjectRequest
from suar.config.demo.clock import at
from suar.config.demo.requests import ask_for_data
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role
from tests.factories import a_case, a_user

pytestmark = pytest.mark.django_db


def test_one_is_over_two_are_decided_and_one_waits() -> None:
    with at(timezone.now() - timedelta(days=60)):
        roles = (Role.KETUA, Role.WAKIL, Role.DIVISI_PENGADUAN, Role.SEKRETARIAT)
        staff = {str(role): a_user(role) for role in roles}
        for _n in range(4):
            a_case(staff["ketua"], safe_now="yes")
    ask_for_data(staff["ketua"].office, staff)
    asked = SubjectRequest.objects.order_by("received_at")
    assert [(one.relation, one.status, one.outcome) for one in asked] == [
        ("child", "done", "grant"), ("parent", "decided", "grant"), ("parent", "open", ""),
        ("child", "decided", "grant"),
    ]  # fmt: skip
    assert asked[2].decisions.get().outcome == "refuse"
    assert verify().wrong == []
