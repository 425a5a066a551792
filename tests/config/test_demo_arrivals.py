"""The invented office shows material that arrived at two stages of the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.material.models import Arrival, Status, Step
from suar.config.demo.arrivals import receive_two
from suar.config.demo.clock import at
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role
from suar.registry.agencies import actions as agencies
from tests.factories import a_case, a_user

pytestmark = pytest.mark.django_db


def test_one_is_over_and_one_waits_for_the_police() -> None:
    agencies.load_agencies(by=OPERATOR)
    with at(timezone.now() - timedelta(days=30)):
        staff = {str(role): a_user(role) for role in (Role.KETUA, Role.DIVISI_PENGADUAN, Role.SEKRETARIAT)}
        a_case(staff["ketua"])
    receive_two(staff["ketua"].office, staff)
    over, running = Arrival.objects.order_by("noticed_at")
    assert (over.status, over.case_id is not None, running.status, running.is_nobodys) == (
        Status.CLOSED, True, Status.OPEN, True,
    )  # fmt: skip
    assert {row.step for row in running.taken.all()} == {Step.STOP, Step.APART, Step.CALL}
    assert verify().wrong == []
