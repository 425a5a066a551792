"""Whoever is named as a receiver is neither somebody from whom the file is withheld nor somebody whom it reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.cases.receivers import require_named
from suar.casework.children import actions as children
from suar.casework.complaints import actions as complaints
from suar.casework.conferences import actions as conferences
from suar.casework.conflicts import actions as conflicts
from suar.casework.rounds import actions as rounds
from suar.casework.sharing import actions as sharing
from suar.casework.sharing.perms import get_referral
from suar.core.errors import DomainError
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.casework.rights.ground import a_case_that_reports
from tests.casework.sharing.ground import a_referral, one_that_may_go
from tests.casework.supervision.ground import fresh
from tests.conditions import MET
from tests.factories import a_case, a_complaint, a_user, an_agency, an_office, an_officer

pytestmark = pytest.mark.django_db
NAME, OTHER = "Herkulanus Bujangga", "Yohana Rekaan"
REFUSED = "Pilih penerima lain"


@pytest.fixture
def ketua() -> User:
    an_office()
    return a_user(Role.KETUA)


@pytest.fixture
def agency() -> Agency:
    return an_agency()


def withheld(case: Case, agency: Agency, by: User) -> None:
    """From a person of this body."""
    partner = a_user(Role.MITRA, case.office, agency=agency, name=NAME)
    conflicts.withhold(
        subject=case.child_id, office=case.office, case_id=case.pk, reference=case.number, user=partner, by=by,
        why="Pamannya", reader="Wakil Ketua",
    )  # fmt: skip


def referral(case: Case, by: User, agency: Agency, name: str) -> None:
    a_referral(case, by, agency, to={"name": name, "role": "Kepala"})


def handover(case: Case, by: User, agency: Agency, name: str) -> None:
    complaints.hand_over(
        case=case, agency=agency, purpose="Laporan", packet="Ringkasan", recipient=name, conditions=MET, by=by
    )


def invitation(case: Case, by: User, agency: Agency, name: str) -> None:
    starts_at = timezone.now() + timedelta(days=2)
    planned = conferences.plan(case=case, by=by, starts_at=starts_at, place="Kantor", purpose="Rencana", chair=by)
    conferences.invite(conference=planned, by=by, agency=agency, name=name)


def weekly(case: Case, by: User, agency: Agency, name: str) -> None:
    handover(case, by, agency, OTHER)
    rounds.make(office=case.office, agency=agency, by=by, recipient=name, list_id=uuid4())


@pytest.mark.parametrize("way", [referral, handover, invitation, weekly])
@pytest.mark.parametrize("name", [NAME, f"Bapak {NAME}, Kepala UPTD", "Herkulanus"])
def test_nothing_is_made_out_to_somebody_from_whom_the_file_is_withheld(
    ketua: User, agency: Agency, way: Callable[[Case, User, Agency, str], None], name: str
) -> None:
    case = a_case(an_officer())
    withheld(case, agency, ketua)
    with pytest.raises(DomainError, match=REFUSED):
        way(fresh(case), ketua, agency, name)
    way(fresh(case), ketua, agency, OTHER)


@pytest.mark.parametrize("way", [referral, handover, invitation])
def test_nothing_is_made_out_to_whom_the_child_s_complaint_reports(
    ketua: User, agency: Agency, way: Callable[[Case, User, Agency, str], None]
) -> None:
    case = a_case_that_reports(NAME, ketua)
    with pytest.raises(DomainError, match=REFUSED):
        way(fresh(case), ketua, agency, NAME)
    way(fresh(case), ketua, agency, OTHER)


def test_what_another_file_of_the_child_reports_counts_and_what_was_unfounded_does_not(ketua: User) -> None:
    case, twin = a_case(an_officer()), a_case_that_reports(NAME, ketua)
    require_named(NAME, [case.child_id])
    children.merge(child=case.child, other=twin.child, why="Anak yang sama", by=ketua)
    with pytest.raises(DomainError, match=REFUSED):
        require_named(NAME, [case.child_id])
    require_named(OTHER, [case.child_id])


def test_a_complaint_that_is_no_file_yet_reports_too(ketua: User) -> None:
    complaint = a_complaint(ketua, answers={"desk": {"reported_name": NAME}})
    with pytest.raises(DomainError, match=REFUSED):
        require_named(NAME, [complaint.subject])


def test_a_referral_is_asked_once_more_when_it_leaves(ketua: User, agency: Agency) -> None:
    officer = an_officer()
    drawn = one_that_may_go(officer, agency, to={"name": NAME, "role": "Kepala"})
    withheld(drawn.case, agency, ketua)
    with pytest.raises(DomainError, match=REFUSED):
        sharing.send(referral=get_referral(officer, drawn.pk), by=officer, how="courier")


def test_a_list_that_names_somebody_shut_out_since_does_not_leave(ketua: User, agency: Agency) -> None:
    case = a_case(an_officer())
    handover(case, ketua, agency, OTHER)
    made = rounds.make(office=case.office, agency=agency, by=ketua, recipient=NAME, list_id=uuid4())
    withheld(case, agency, ketua)
    with pytest.raises(DomainError, match=REFUSED):
        rounds.mark_sent(weekly=made, by=ketua, how="letter")
