"""The invented office shows paper that was used in the week without power, and letters that came in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.complaints.models import Complaint
from suar.casework.intake.models import Filing
from suar.casework.mail.models import Incoming
from suar.casework.paper.models import Kind, Sheet, Status
from suar.config.demo.clock import at
from suar.config.demo.papers import write_and_receive
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.verify import verify
from suar.registry.accounts.models import Role
from suar.registry.agencies import actions as agencies
from tests.factories import a_case, a_user

pytestmark = pytest.mark.django_db
ROLES = (Role.KETUA, Role.DIVISI_PENGADUAN, Role.DIVISI_PEMANTAUAN, Role.SEKRETARIAT)


def test_sheets_in_every_state_but_lost_and_letters_at_every_stage() -> None:
    agencies.load_agencies(by=OPERATOR)
    with at(timezone.now() - timedelta(days=40)):
        staff = {str(role): a_user(role) for role in ROLES}
        a_case(staff["ketua"])
    write_and_receive(staff["ketua"].office, staff)
    assert set(Sheet.objects.values_list("status", flat=True)) == {Status.OPEN, Status.ENTERED, Status.SPOILED}
    assert set(Sheet.objects.values_list("pad__kind", flat=True)) == set(Kind.values)
    assert Filing.objects.count() == Complaint.objects.exclude(reply_key=b"").count() == 2
    letters = Incoming.objects.all()
    assert letters.exclude(settled_at=None).count() == 1 and letters.exclude(case=None).count() == 1
    assert verify().wrong == []
