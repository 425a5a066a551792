"""Somebody went along with the child. What the child said there is nobody's to write down here."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.cases.recording import add, recorded
from suar.casework.conferences import owed, rules
from suar.casework.conferences.models import Accompaniment
from suar.casework.conferences.models.accompaniment import Occasion
from suar.casework.conferences.models.base import Known
from suar.casework.conferences.recording import may_work, worded
from suar.core.clocks.past import must_have_been
from suar.core.errors import DomainError
from suar.core.once import once
from suar.registry.accounts.models import User

PRESENCES = ("lawyer", "companion", "social_worker", "breaks")


def accompany(
    *, case: Case, by: User, occasion: str, began_at: datetime, accompaniment_id: UUID | None = None, **facts: Any
) -> Accompaniment:
    """One time, and the next date as a duty of ours. `fulfils`: the id of the open promise that was kept by it.

    The same `accompaniment_id` again writes nothing. Raises DomainError for words about what the child testified: too
    many of them, or such as blame a child."""
    may_work(case, by)

    def act(pk: UUID) -> Accompaniment:
        now = timezone.now()
        row = Accompaniment(
            id=pk, case=case, child=case.child, by=by, at=now, occasion=occasion, began_at=began_at, **facts
        )
        _check(row)
        return _written(row, by)

    return once(Accompaniment.objects.all(), accompaniment_id, act, case_id=case.pk)


def _written(row: Accompaniment, by: User) -> Accompaniment:
    case = row.case
    promised = {duty.pk for duty in owed.open_promises(case)}
    if row.fulfils is not None and row.fulfils not in promised:
        raise DomainError(_("Janji pendampingan itu sudah selesai. Muat ulang halaman."))
    with recorded("accompaniment.write", case, by, accompaniment=str(row.pk), occasion=row.occasion) as entry:
        if row.fulfils is not None:
            owed.kept(case, row.fulfils, row.began_at, by)
        following = owed.next_time(row, by)
        row.next_duty = following.pk if following else None
        add(entry, case, row)
    return row


def _check(row: Accompaniment) -> None:
    if row.occasion not in Occasion.values or any(getattr(row, name) not in Known.values for name in PRESENCES):
        raise DomainError(_("Pilih dari daftar."))
    must_have_been(row.began_at)
    row.companions = worded(row.companions, _("Tulis siapa yang mendampingi anak."))
    row.place, row.condition, row.promised = row.place.strip(), row.condition.strip(), row.promised.strip()
    for text in (row.condition, row.promised):
        if refusal := rules.unfit_words(text):
            raise DomainError(refusal)
    if row.next_at is not None and row.next_at <= row.began_at:
        raise DomainError(_("Tanggal berikutnya harus sesudah pendampingan ini."))
