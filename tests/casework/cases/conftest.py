"""The officer and a file with something on every tab."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.cases import actions
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.registry.accounts.models import User
from tests.factories import (
    a_case,
    an_agency,
    an_officer,
)


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def case(officer: User) -> Case:
    """A file with something on every tab."""
    case = a_case(officer, safe_now="no", received_at=timezone.now() - timedelta(days=3))
    actions.write_note(case=case, by=officer, kind="words", said="Aku mau sekolah.")
    actions.add_task(case=case, by=officer, text="Telepon sekolah", officer=officer)
    actions.write_sheet(
        case=case, by=officer, state="Tenang.", obstacle_law=True, asked_of=an_agency(), asked="Kabar perkara"
    )
    actions.assess_risk(case=case, answers={"threat": "yes"}, by=officer)
    children.set_safe_contact(
        child=case.child, by=officer, answers={"may_call": "yes", "who": "Bibi, L.", "avoid": "Ayah tidak boleh tahu"}
    )
    return case
