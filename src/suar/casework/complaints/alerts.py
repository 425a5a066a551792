"""Who is told of an urgent complaint that nobody who may decide has seen: the one on duty tonight, half an hour later
the second, then the Ketua. By e-mail without content: no number, no place, no word of it.

Which stages are done stands in the ledger, by the day; how long ago the last was, only in the worker's memory: the hour
would tell when somebody filed. A worker that starts anew waits its half hour again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suar.casework.complaints import actions, danger
from suar.casework.complaints.models import Complaint, Status
from suar.casework.conflicts.withheld import is_withheld
from suar.core.alarms import mail
from suar.core.ledger.actors import ARRIVALS
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Office, Role, User, Watch
from suar.registry.accounts.permissions import LEADERS

URGENT = _("Ada pengaduan mendesak. Buka Suar.")
PATIENCE = timedelta(minutes=30)
DAWN = timedelta(hours=7)  # until then it is still the night of the day before
STAGES = 3
AT_ONCE = 50  # complaints of one round

_told_at: dict[UUID, datetime] = {}


def alert(now: datetime) -> int:
    """Tell whoever is next about each urgent complaint that waits for eyes that may decide. Returns how many were
    told."""
    unseen = Complaint.objects.unread() | Complaint.objects.passed_on().filter(status=Status.READ)
    waiting = list(unseen.filter(urgent=True).select_related("office").order_by("id")[:AT_ONCE])
    for gone in _told_at.keys() - {complaint.pk for complaint in waiting}:
        del _told_at[gone]
    return sum(_alert(complaint, now) for complaint in waiting)


def _alert(complaint: Complaint, now: datetime) -> int:
    """The next stage if it is time; a stage without anybody who can be reached is passed over at once.
    Returns how many were told."""
    stage = _stage(complaint)
    if stage and now - _told_at.setdefault(complaint.pk, now) < PATIENCE:
        return 0
    people = [_told_of(complaint, user) for user in chain(complaint.office, night_of(now))]
    while stage < STAGES:
        user = people[stage]
        refused: list[str] = []
        if user is not None and not mail.send(URGENT, [(user.email, user.language)], refused):
            if not refused:
                return 0  # no server, or it is away: the same stage again in a minute
            user = None  # an address that takes nothing keeps nobody else from being told
        stage += 1
        actions.note_alert(complaint=complaint, stage=stage, user=user, by=ARRIVALS)
        _told_at[complaint.pk] = now
        if user is not None:
            return 1
    return 0


def _stage(complaint: Complaint) -> int:
    """How many of the chain were told, since danger was last said of it."""
    told = danger.last_told(complaint)
    alerted = Entry.objects.about(complaint.subject).filter(verb="complaint.alert")
    return alerted.filter(pk__gt=told.pk if told else 0).count()


def _told_of(complaint: Complaint, user: User | None) -> User | None:
    """Nobody from whom the complaint is withheld: a leader who is free is told in their place."""
    if user is None or not is_withheld(user, complaint.subject):
        return user
    leaders = User.objects.holding(role__in=LEADERS, office=complaint.office).filter(is_active=True).exclude(email="")
    return next((one for one in leaders.order_by("pk") if not is_withheld(one, complaint.subject)), None)


def night_of(now: datetime) -> date:
    """The day whose watch stands at this moment: until seven in the morning the one of the evening before."""
    return (timezone.localtime(now) - DAWN).date()


def chain(office: Office, on: date) -> list[User | None]:
    """First, second, Ketua: each active and with an address, or None."""
    watch = Watch.objects.filter(office=office, on=on).select_related("first", "second").first()
    ketua = User.objects.holding(role=Role.KETUA, office=office).filter(is_active=True).order_by("pk").first()
    people = [watch.first if watch else None, watch.second if watch else None, ketua]
    return [user if user is not None and user.is_active and user.email else None for user in people]
