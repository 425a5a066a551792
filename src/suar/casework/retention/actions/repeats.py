"""A complaint that was closed as the same as another tells the same story under a key of its own: it ends with it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.complaints.models import Complaint, ComplaintQuerySet, Status
from suar.casework.retention import ripe
from suar.casework.retention.actions.proposing import item_of
from suar.casework.retention.models import Item, ItemStatus, Kind, Why
from suar.casework.retention.withheld import about_withheld
from suar.core.errors import Conflict
from suar.core.ledger import holds
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import User


def repeats_of(items: Sequence[Item], by: User) -> list[Item]:
    """The proposals, some of them new and not saved, of what repeats these files, where somebody asked for their end.
    What the calendar proposes it proposes file by file.

    Left out: what is held, what stands in another act or is erased, what is withheld from whoever asks. Raises Conflict
    while one of them is being worked on."""
    found: dict[UUID, Item] = {}
    for item in items:
        for complaint in _told_again(item.subject, by) if item.why != Why.RETENTION else ():
            if complaint.subject not in found:
                found[complaint.subject] = _proposal_of(complaint, item)
    known = {item.subject for item in items} | holds.held_among(found)
    return [one for subject, one in found.items() if one.status == ItemStatus.DUE and subject not in known]


def _told_again(subject: UUID, by: User) -> list[Complaint]:
    """Whatever leads here, over however many others."""
    seen: dict[UUID, Complaint] = {}
    found: ComplaintQuerySet = Complaint.objects.filter(same_as__subject=subject)
    while True:
        fresh = found.filter(status=Status.DUPLICATE).exclude(pk__in=seen).exclude(about_withheld(by))
        new = {complaint.pk: complaint for complaint in fresh.select_related("office")}
        if not new:
            break
        seen |= new
        found = Complaint.objects.filter(same_as__in=new)
    opens = set(DataKey.objects.filter(pk__in=[one.subject for one in seen.values()]).values_list("pk", flat=True))
    return [complaint for complaint in seen.values() if complaint.subject in opens]


def _proposal_of(complaint: Complaint, first: Item) -> Item:
    known = Item.objects.exclude(status=ItemStatus.DROPPED).about(complaint.subject).first()
    if known is not None:
        return known
    ended = ripe.of_subject(Kind.COMPLAINT, complaint.subject, timezone.localdate(), any_time=True)
    if not ended:
        raise Conflict(
            gettext("Pengaduan %(number)s sama dengan ini dan masih dikerjakan. Selesaikan dulu kewajibannya.")
            % {"number": complaint.number}
        )
    return item_of(ended[0], timezone.now(), why=first.why, asked_by=first.asked_by)
