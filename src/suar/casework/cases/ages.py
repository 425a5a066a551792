"""How old the child of a file was: at the event where both its date and the birth date are known, else as it was when
the file was reported. How old it is today stands in no file: it is counted at each look."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import rules
from suar.casework.cases.models import Case
from suar.casework.children.models import Child
from suar.core.errors import DomainError
from suar.core.ledger.recording import Recording
from suar.core.vault.fields import share_cipher


def is_of_event(case: Case) -> bool:
    """Whether the age that the file holds is that at the event."""
    return rules.age_then(case.child.birth_date, case.event_on) is not None


def counted(case: Case) -> int | None:
    """At the event; where its date is not known, on the day on which the file was opened. None without a birth date."""
    if case.event_on:
        return rules.age_then(case.child.birth_date, case.event_on)
    return rules.age_at(case.child.birth_date, case.opened_on)


def at_opening(case: Case, reported: int | None) -> int | None:
    """What was reported counts until the event's date says more."""
    if reported is not None and not is_of_event(case):
        return reported
    return counted(case)


def now(case: Case) -> int | None:
    """Today; of one whose birth date is not known, as old as it was said to be."""
    today = rules.age_at(case.child.birth_date, timezone.localdate())
    return today if today is not None else case.age


def count_again(case: Case) -> None:
    """After the birth date or the event's date changed. What was reported stays where nothing can be counted."""
    if (found := counted(case)) is not None:
        case.age = found


def follow_birth(child: Child, entry: Recording) -> None:
    """The birth date turned out to be another: so did the ages in all files of the child."""
    for case in Case.objects.filter(child=child).select_related("office"):
        case.child, before = child, case.age
        share_cipher(child, case)
        count_again(case)
        if case.age != before:
            entry.change(case)


def checked(event_on: str) -> str:
    """When an event was, as it is kept. Raises DomainError for what is no day, month or year that has begun."""
    text = event_on.strip()
    days = rules.event_days(text)
    if text and (days is None or days[0] > timezone.localdate()):
        raise DomainError(_("Tulis tanggal kejadian yang sudah lewat: 2026-05-09, 2026-05, atau 2026."))
    return text
