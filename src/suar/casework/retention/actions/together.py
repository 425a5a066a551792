"""Files that are read as one child's come to their end together or not at all: one alone would take with it what the
child said, a no above all, while the other goes on."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.children.merges import each_child
from suar.casework.retention import ripe
from suar.casework.retention.actions.proposing import in_use, item_of
from suar.casework.retention.actions.repeats import repeats_of
from suar.casework.retention.models import Item, ItemStatus, Kind, Why
from suar.core.errors import Conflict
from suar.registry.accounts.models import User


def along(items: Sequence[Item], by: User) -> list[Item]:
    """The proposals, some of them new and not saved, of what goes with these: the other files of each child, and what
    repeats any of them. Raises Conflict while one is being worked on or stands in another act."""
    others = [_proposal_of(subject, first) for subject, first in _beside(items).items()]
    return [*others, *repeats_of([*items, *others], by)]


def must_be_whole(items: Sequence[Item]) -> None:
    """Raises Conflict, naming the files of the same children that became so since."""
    beside = Case.objects.filter(child__in=_beside(items)).order_by("number")
    if named := list(beside.values_list("number", flat=True)):
        raise Conflict(
            gettext(
                "Dibaca sebagai satu anak sejak disusun, dan belum ikut: %(files)s. Batalkan berita acara ini dan "
                "susun yang baru."
            )
            % {"files": ", ".join(named)}
        )


def _beside(items: Sequence[Item]) -> dict[UUID, Item]:
    """The files of the same children that are not among these and still open, each with one that it goes with."""
    wholes = each_child([item.subject for item in items if item.kind == Kind.CHILD])
    listed = {item.subject for item in items}
    found = {pk: item for item in items for pk in sorted(wholes.get(item.subject, set()) - listed)}
    begun = set(Case.objects.filter(child__in=found).values_list("child_id", flat=True))
    return {pk: found[pk] for pk in sorted(begun & ripe.with_key(begun))}


def _proposal_of(subject: UUID, first: Item) -> Item:
    known = Item.objects.exclude(status=ItemStatus.DROPPED).about(subject).first()
    if known is not None:
        if known.status != ItemStatus.DUE:
            raise Conflict(
                gettext("Berkas %(file)s dari anak yang sama ada dalam berita acara lain. Batalkan dulu yang itu.")
                % {"file": known.reference}
            )
        return known
    asked = first.why != Why.RETENTION
    over = ripe.of_subject(Kind.CHILD, subject, timezone.localdate(), any_time=asked)
    if not over:
        raise Conflict(in_use())
    return item_of(over[0], timezone.now(), why=first.why, asked_by=first.asked_by)
