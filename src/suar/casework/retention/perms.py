"""An item, an act or a hold only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint, GroupFinding
from suar.casework.material.models import Arrival
from suar.casework.retention.models import Act, Kind
from suar.casework.retention.withheld import about_withheld
from suar.core.errors import DomainError
from suar.core.ledger.models import Hold, HoldQuerySet
from suar.registry.accounts.models import Office, User

PERSONS = ("office", "proposed_by", "approved_by", "started_by", "withdrawn_by")


def get_act(user: User, act_id: UUID) -> Act:
    """An act of an office that this member of staff serves."""
    return get_object_or_404(Act.objects.visible_to(user).select_related(*PERSONS).defer("paper"), pk=act_id)


def get_hold(user: User, hold_id: UUID) -> Hold:
    """A hold in an office that this member of staff serves."""
    return get_object_or_404(holds_of(user), pk=hold_id)


def holds_of(user: User) -> HoldQuerySet:
    offices = Office.objects.filter(pk__in=() if user.agency_ids else user.office_ids)
    return Hold.objects.filter(office__in=offices.values("code")).exclude(about_withheld(user))


def find_file(user: User, number: str, unknown: str) -> tuple[Kind, UUID]:
    """Whose key the file of this number is: of a case, a complaint, a finding or an arrival of the
    user's offices.

    Raises DomainError with the words `unknown`."""
    wanted = number.strip()
    case = Case.objects.visible_to(user).filter(number__iexact=wanted).first()
    if case is not None:
        return Kind.CHILD, case.child_id
    complaint = Complaint.objects.visible_to(user).filter(number__iexact=wanted).first()
    if complaint is not None:
        return (Kind.CHILD if complaint.case_id else Kind.COMPLAINT), complaint.subject
    finding = GroupFinding.objects.visible_to(user).filter(number__iexact=wanted).first()
    if finding is not None:
        return Kind.FINDING, finding.pk
    arrival = Arrival.objects.visible_to(user).nobodys().filter(number__iexact=wanted).first()
    if arrival is not None:
        return Kind.ARRIVAL, arrival.pk
    raise DomainError(unknown)
