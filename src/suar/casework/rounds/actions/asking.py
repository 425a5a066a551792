"""Somebody of the office asks after what a body owes."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.conflicts.withheld import require_free, require_receiver
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.duties.recording import may_work
from suar.casework.rounds.models import Asked, How
from suar.core import ledger
from suar.core.errors import DomainError
from suar.core.once import made_by, once
from suar.registry.accounts.models import User


def ask(*, duty: Duty, by: User, how: str = How.PHONE, line: str = "", said: str = "", press: str = "") -> Asked:
    """Asked today, by which way and on which official line; who answered and what stands in the duty's own notes.

    `press`: on which page it was pressed; a second press there on the same day finds the first. Raises DomainError,
    Refused, Conflict."""
    may_work(by, duty.office)
    require_free(by, duty.subject)
    if duty.agency is None:
        raise DomainError(_("Kewajiban ini milik komisi sendiri. Yang ditanya adalah lembaga."))
    if how not in How.values:
        raise DomainError(_("Pilih dengan cara apa ditanyakan."))
    require_receiver(duty.agency, duty.subject)

    def act(pk: UUID) -> Asked:
        row = Asked(pk=pk, office=duty.office, duty=duty, how=how, line=line, at=timezone.now(), by=by)
        return _written(row, duty, by, said)

    return once(Asked.objects.all(), press_of(by, duty, press, how, line, said), act, duty_id=duty.pk)


def _written(row: Asked, duty: Duty, by: User, said: str) -> Asked:
    facts = {"duty": str(duty.pk), "how": row.how}
    with ledger.record("round.ask", by=by, subject=duty.subject, office=duty.office.code, data=facts) as entry:
        entry.add(row)
        asked = _("Ditanyakan lewat %(how)s.") % {"how": How(row.how).label}
        duties.ask_after(duty=duty, by=by, note=" ".join(part for part in (asked, said.strip()) if part))
    return row


def press_of(by: User, duty: Duty, *said: str) -> UUID:
    """Of the same question by the same person from the same page on the same day always the same."""
    return made_by(f"{by.actor_id} {timezone.localdate()} {said}", duty.pk)
