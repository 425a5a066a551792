"""Entries that bear no subject, for they are about several files: whoever may not know of one of these reads none."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from suar.casework.retention.models import Act, Item, Listing
from suar.casework.retention.withheld import about_withheld
from suar.core.ledger.models import Covered
from suar.registry.accounts.models import User

READS = ("read.retention_act", "read.retention_paper")


def about_an_end_withheld_from(user: User) -> Q:
    """Steps towards the end of a file that is withheld from this user, and looks at an act that names one."""
    items: set[UUID] = set(Item.objects.filter(about_withheld(user)).values_list("pk", flat=True))
    if not items:
        return Q(pk__in=[])
    acts: set[UUID] = set(Listing.objects.filter(item__in=items).values_list("act", flat=True))
    # In words, as an entry names its rows: the engines write such an id in a column each in its own way.
    rows = Q(table=Item._meta.label_lower, row__in=[str(pk) for pk in items])
    rows |= Q(table=Act._meta.label_lower, row__in=[str(pk) for pk in acts])
    hidden = Q(pk__in=Covered.objects.filter(rows).values("entry"))
    for act in acts:
        hidden |= Q(verb__in=READS, data__contains=str(act))
    return hidden
