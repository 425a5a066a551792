"""Of a child's other file that is withheld from somebody, the tab and the gate tell that person nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from suar.casework.cases.models import Case
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.models import Withholding
from suar.casework.sharing import actions, gate, perms
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_merge
from tests.casework.sharing.ground import FIELDS, a_consent, a_sent_referral, a_signed_agreement, today
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user, an_agency, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


def kept_from(user: User, case: Case, by: User) -> None:
    conflicts.withhold(
        subject=case.child_id, office=case.office, user=user, by=by, case_id=case.pk, reference=case.number,
        why="Kerabat.",
    )  # fmt: skip


def given_back(case: Case) -> None:
    """This file alone: what was withheld of one that is read as the same child's stays withheld there."""
    row = unlock(Withholding.objects.about(case.child_id).select_related("office"))[0]
    conflicts.lift(withholding=row, by=a_user(Role.KETUA), why="Bukan anak ini.")


def test_a_referral_of_the_withheld_file_is_not_named_where_receivers_are_to_be_told(officer: User) -> None:
    ketua, sent, mine = a_user(Role.KETUA), a_sent_referral(officer), a_case(officer)
    other = sent.case
    a_merge(mine.child, other.child, ketua)
    consent = perms.get_consent(officer, other.consents.get().pk)
    actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="Takut.")
    kept_from(officer, other, ketua)
    given_back(mine)
    page = reverse("sharing:case-sharing", args=[mine.pk])
    assert sent.number not in text_of(signed_in(officer), page)
    assert sent.number in text_of(signed_in(ketua), page)


def test_what_was_said_in_the_withheld_file_forbids_without_its_day_or_words(officer: User) -> None:
    ketua, agency, other, mine = a_user(Role.KETUA), an_agency(), a_case(officer), a_case(officer)
    a_signed_agreement(officer, agency)
    a_consent(other, officer, agency, answer="no", given_on=today() - timedelta(days=37))
    a_merge(mine.child, other.child, ketua)
    asked: dict[str, Any] = {"case": mine, "agency": agency, "purpose": "services", "fields": FIELDS}
    assert [one.code for one in gate.refusals(**asked, user=officer)] == ["refused"]
    kept_from(officer, other, ketua)
    (found,) = gate.refusals(**asked, user=officer)
    assert found.code == "sealed" and "tidak setuju" not in found.words
    assert [one.code for one in gate.refusals(**asked, user=ketua)] == ["refused"]
