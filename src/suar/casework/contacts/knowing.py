"""Who calls again: what a number has brought before, by keyed tokens. Nothing that is withheld is shown or counted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.contacts.models import Contact, ContactsQuerySet, Flag, FlagKind, FlagQuerySet
from suar.core.vault import tokens
from suar.core.vault.fields import unlock
from suar.core.vault.sounds import number
from suar.registry.accounts.models import Office, User

SHORTEST = 7  # digits: fewer are a service or a slip
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Known:
    """What of a number this user may see: the newest rows, and how many there are in all."""

    contacts: list[Contact]
    complaints: list[Complaint]
    cases: list[Case]
    flags: list[Flag]
    times: int = 0
    complaint_count: int = 0
    case_count: int = 0

    @property
    def is_new(self) -> bool:
        return not (self.contacts or self.complaints or self.cases or self.flags)

    @property
    def ids(self) -> list[object]:
        rows = [*self.contacts, *self.complaints, *self.cases, *self.flags]
        return [row.pk for row in rows]


NOBODY = Known([], [], [], [])


def is_long_enough(phone: str) -> bool:
    return len(number(phone)) >= SHORTEST


def of(phone: str, user: User) -> Known:
    """By contacts, complaints that are no case yet, and children whose safe contact it is."""
    if not is_long_enough(phone):
        return NOBODY
    found = tokens.find_number(phone)
    seen = Contact.objects.visible_to(user)
    contacts = seen.once().filter(pk__in=found).select_related("complaint", "case", "by").order_by("-at", "id")
    became = contacts.order_by()
    through = became.exclude(complaint=None).values("complaint")
    mine = became.exclude(case=None).values("case")
    complaints = Complaint.objects.visible_to(user).filter(Q(pk__in=found) | Q(pk__in=through), case=None)
    cases = Case.objects.visible_to(user).filter(Q(child__in=found) | Q(pk__in=mine)).select_related("child")
    flags = flags_seen_by(user).filter(pk__in=found).select_related("by")
    newest, times = _newest(contacts)
    told, told_count = _newest(complaints.order_by("-received_at", "id"))
    held, held_count = _newest(cases.order_by("-opened_on", "id"))
    return Known(newest, told, held, unlock(flags.order_by("until")), times, told_count, held_count)


def _newest[Row: Model](rows: QuerySet[Row]) -> tuple[list[Row], int]:
    """The first of them, and how many there are: asked only where there may be more."""
    shown = list(rows[:SHOWN])
    return shown, len(shown) if len(shown) < SHOWN else rows.count()


def flags_seen_by(user: User) -> FlagQuerySet:
    return Flag.objects.standing(timezone.localdate()).filter(contact__in=Contact.objects.visible_to(user))


def flags_of(contact: Contact, user: User) -> list[Flag]:
    """On its number, whichever contact they were set at."""
    found = tokens.find_number(contact.phone) if is_long_enough(contact.phone) else []
    flags = flags_seen_by(user).filter(Q(contact=contact) | Q(pk__in=found))
    return unlock(flags.select_related("by").order_by("until"))


def not_to_call(user: User) -> set[str]:
    """The numbers that nobody calls back now, as far as this user may know of them."""
    flags = unlock(flags_seen_by(user).filter(kind=FlagKind.DO_NOT_CALL))
    return {number(flag.phone) for flag in flags if flag.is_readable}


def may_be_called(phone: str, office: Office) -> bool:
    """False while whoever answers there might be the danger. Asked of all flags, also of those that whoever notes the
    call may not see: that somebody is near must not make them call."""
    flags = Flag.objects.standing(timezone.localdate()).filter(kind=FlagKind.DO_NOT_CALL, contact__office=office)
    return not flags.filter(pk__in=tokens.find_number(phone)).exists()


def waiting_of(phone: str, by: User) -> ContactsQuerySet:
    """Missed calls of this number that wait in the offices of whoever asks."""
    found = tokens.find_number(phone) if is_long_enough(phone) else []
    return Contact.objects.visible_to(by).waiting().filter(pk__in=found)
