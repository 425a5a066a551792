"""When what the file is about happened, as far as anybody knows."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import ages, rules
from suar.casework.cases.actions.recording import recorded
from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_file
from suar.casework.children.perms import must_open
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor


def set_event(*, case: Case, event_on: str, by: Actor) -> Case:
    """A day, a month or a year; empty where nobody knows. The age in the file is counted by it from here on."""
    require_file(case, by)
    must_open(case.child)
    event_on = checked(event_on)
    with recorded("case.set_event", case, by, known=bool(event_on)) as entry:
        case.event_on = event_on
        ages.count_again(case)
        entry.change(case)
    return case


def checked(event_on: str) -> str:
    """Raises DomainError for what is no day, month or year that has begun."""
    text = event_on.strip()
    days = rules.event_days(text)
    if text and (days is None or days[0] > timezone.localdate()):
        raise DomainError(_("Tulis tanggal kejadian yang sudah lewat: 2026-05-09, 2026-05, atau 2026."))
    return text
