"""What an agency owes of which nobody may see the file becomes our own duty to reach it, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.models import Withholding
from suar.casework.duties import actions
from suar.casework.duties.models import Duty, Status
from suar.core.ledger.models import Entry
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.factories import a_case, a_late_duty, a_user, an_agency, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    an_office()
    return a_case(a_user(Role.KETUA))


def owed(case: Case, agency: Agency) -> Duty:
    about = {"subject": case.child_id, "case_id": case.pk, "reference": case.number, "office": case.office}
    return a_late_duty(agency, by=case.officer, **about)


def withhold(case: Case, user: User) -> Withholding:
    assert case.officer is not None
    return conflicts.withhold(subject=case.child_id, office=case.office, user=user, by=case.officer, why="Ia kakaknya.")


def ours(case: Case) -> list[Duty]:
    return list(Duty.objects.about(case.child_id).filter(kind="reach_agency").order_by("started_at"))


def test_the_last_of_an_agency_in_conflict_gives_a_leader_the_duty_to_reach_it_once(case: Case) -> None:
    agency = an_agency()
    owed(case, agency)
    withhold(case, a_user(Role.MITRA, agency=agency))
    assert actions.reach(now=timezone.now()) == 1
    assert actions.reach(now=timezone.now()) == 0
    (duty,) = unlock(ours(case))
    assert (duty.officer, duty.agency, duty.is_open) == (case.officer, None, True)
    assert agency.name in duty.what
    assert "duty.start" in {entry.verb for entry in Entry.objects.about(case.child_id)}


def test_while_a_colleague_may_see_it_the_duty_stays_with_the_agency(case: Case) -> None:
    agency = an_agency()
    owed(case, agency)
    withhold(case, a_user(Role.MITRA, agency=agency))
    a_user(Role.MITRA, agency=agency)
    assert actions.reach(now=timezone.now()) == 0 and ours(case) == []


def test_an_agency_without_accounts_is_told_by_letter_as_ever(case: Case) -> None:
    owed(case, an_agency())
    a_user(Role.WAKIL)
    withhold(case, a_user(Role.SEKRETARIAT))
    assert actions.reach(now=timezone.now()) == 0 and ours(case) == []


def test_where_the_file_is_withheld_from_the_whole_agency_colleagues_do_not_count(case: Case) -> None:
    agency = an_agency()
    owed(case, agency)
    head = a_user(Role.MITRA, agency=agency, name="Herkulanus Bujangga")
    a_user(Role.MITRA, agency=agency)
    conflicts.declare(user=head, by=head, heads_agency=True)
    children.edit(child=case.child, by=case.officer, guardian=head.name)
    assert actions.reach(now=timezone.now()) == 1


def test_it_ends_when_somebody_may_see_it_again_and_begins_anew_for_what_is_owed_later(case: Case) -> None:
    agency = an_agency()
    owed(case, agency)
    now = timezone.now()
    row = withhold(case, a_user(Role.MITRA, agency=agency))
    actions.reach(now=now)
    actions.finish(duty=ours(case)[0], by=case.officer, note="Selesai.")
    assert actions.reach(now=now + timedelta(minutes=1)) == 0
    owed(case, agency)
    assert actions.reach(now=timezone.now()) == 1
    (found,) = unlock(Withholding.objects.select_related("office").filter(pk=row.pk))
    conflicts.lift(withholding=found, by=case.officer, why="Bukan orang yang sama.")
    assert actions.reach(now=timezone.now()) == 1
    assert [duty.status for duty in ours(case)] == [Status.DONE, Status.CANCELLED]


def test_with_the_ketua_in_conflict_another_leader_has_it(case: Case) -> None:
    agency, wakil = an_agency(), a_user(Role.WAKIL)
    owed(case, agency)
    withhold(case, a_user(Role.MITRA, agency=agency))
    assert case.officer is not None
    conflicts.recuse(subject=case.child_id, office=case.office, by=case.officer)
    actions.reach(now=timezone.now())
    assert ours(case)[0].officer == wakil
