"""What pages show of sessions: who may read which, hours of a month, and the moment in the journey of a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.timeline import Moment
from suar.casework.supervision.models import Session, SessionFile, TalkQuerySet
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, offices_with

LATEST = 10


def readable(user: User) -> TalkQuerySet:
    """Sessions of this user, and of the offices that they lead."""
    return Session.objects.visible_to(user, offices_with(user, Permission.CASELOAD_OVERRIDE))


def hours(user: User, month: date) -> list[tuple[str, float]]:
    """Hours of supervision that each person had in that month, of what this reader may see."""
    rows = readable(user).filter(held_at__year=month.year, held_at__month=month.month).order_by()
    found = rows.values_list("other__name").annotate(total=Sum("minutes")).order_by("other__name")
    return [(name, round(total / 60, 1)) for name, total in found]


def moments(case: Case, user: User) -> Iterable[Moment]:
    """What was agreed about this file when the work was talked about."""
    rows = list(SessionFile.objects.filter(case=case).select_related("by").order_by("-at")[:LATEST])
    share_cipher(case, *rows)
    return [Moment(at=row.at, title=_("Disepakati dalam supervisi"), body=row.agreed, by=row.by.name) for row in rows]
