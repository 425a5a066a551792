from __future__ import annotations

import pytest

from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role
from tests.factories import a_user, an_agency, an_office, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_everyone_can_be_made(role: Role) -> None:
    user = a_user(role)
    assert user.roles == {role}
    assert Entry.objects.filter(verb="appointment.add").count() == 1


def test_standing_people() -> None:
    assert an_officer().office == an_office()
    assert an_officer_elsewhere().office != an_office()
    assert an_outsider().role == Role.GUBERNUR
    assert an_agency().active
