"""Which complaint, hand-over or finding somebody may know of (404 for all others), and whose office it must be."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint, GroupFinding, HandOver
from suar.casework.conflicts.withheld import is_withheld, require_free
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import opened_cipher, unlock
from suar.core.vault.keys import KeyMissing
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def get_complaint(user: User, pk: UUID) -> Complaint:
    """A complaint of an office the user serves, its key at hand; or 404.

    Where it became a case between the row and its key, the row is read once more: it is under the child's key now."""
    rows = Complaint.objects.visible_to(user).select_related("office", "officer", "opened_by", "case", "finding")
    complaint = unlocked(rows.filter(pk=pk).first()) or unlocked(rows.filter(pk=pk).first())
    if complaint is None:
        raise Http404
    return complaint


def unlocked(complaint: Complaint | None) -> Complaint | None:
    """The row with its key opened; None where its key is gone though nobody erased it."""
    if complaint is None:
        return None
    try:
        opened_cipher(complaint)
    except KeyMissing:
        return None
    return complaint


def get_handover(user: User, pk: UUID) -> HandOver:
    """A hand-over of a complaint or case of an office the user serves; or 404."""
    rows = HandOver.objects.visible_to(user).select_related(
        "complaint__office", "case__office", "case__child", "agency", "by"
    )
    handover = rows.filter(pk=pk).first()
    if handover is None:
        raise Http404
    return unlock([handover])[0]


def get_finding(user: User, pk: UUID) -> GroupFinding:
    finding = GroupFinding.objects.visible_to(user).select_related("office", "by").filter(pk=pk).first()
    if finding is None:
        raise Http404
    return unlock([finding])[0]


def get_case(user: User, pk: UUID) -> Case:
    """The case that is to be handed over, or 404."""
    case = Case.objects.visible_to(user).select_related("office", "child").filter(pk=pk).first()
    if case is None:
        raise Http404
    return case


def first_of_same(by: Actor, complaint: Complaint, same: Complaint | None) -> Complaint | None:
    """The complaint that all the same ones point to, beginning with `same`. None where there is none, where it is the
    complaint itself or another office's, and where any on the way is withheld: whoever asks cannot tell these apart."""
    passed = {complaint.pk}
    while same is not None and same.pk not in passed and same.office_id == complaint.office_id:
        if isinstance(by, User) and is_withheld(by, same.subject):
            return None
        if same.same_as is None:
            return same
        passed.add(same.pk)
        same = same.same_as
    return None


def unknown_number() -> str:
    """What every number is answered with that leads nowhere, whatever the reason."""
    return gettext("Sebut nomor pengaduan lain di kantor ini yang dapat Anda baca, misalnya P-0012/26.")


def same_shown(user: User, complaint: Complaint) -> UUID | None:
    """The complaint that this one was closed as the same as, where the user may know of it."""
    if complaint.same_as_id is None:
        return None
    return Complaint.objects.visible_to(user).filter(pk=complaint.same_as_id).values_list("pk", flat=True).first()


def require_here(by: Actor, permission: Permission, row: Complaint | Case | HandOver) -> None:
    """The permission, in the office of this row, and it is not withheld. Raises Refused."""
    require(by, permission, row.office.pk)
    require_free(by, row.vault_subject)


def source_by_number(user: User, office_id: int, number: str) -> Complaint | Case | None:
    """The complaint or file of this office with that number; None where there is none that the user may see."""
    wanted = number.strip().upper()
    complaints = Complaint.objects.visible_to(user).filter(office=office_id, number=wanted)
    cases = Case.objects.visible_to(user).filter(office=office_id, number=wanted)
    complaint = complaints.select_related("office", "case").first()
    return complaint or cases.select_related("office", "child").first()
