"""Every change of an alarm."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.core import ledger
from suar.core.alarms.kinds import kind_of
from suar.core.alarms.models import Alarm
from suar.core.errors import Conflict
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import StaleRow

CODE = re.compile(r"[\w.:+-]{1,64}", re.ASCII)


def raise_alarm(*, kind: str, subject: str, detail_codes: Iterable[str], office: str, by: Actor) -> Alarm:
    """The open alarm of this kind about this subject; made if there is none, by whoever is first. Raises ValueError
    for a kind that nobody declared and for a detail that is no code."""
    kind_of(kind)
    details = [code for code in detail_codes if code]
    if wrong := [code for code in (*details, *filter(None, (subject, office))) if not CODE.fullmatch(code)]:
        raise ValueError(f"An alarm holds codes only, not {wrong[0]!r}.")
    found = Alarm.objects.open().about(kind, subject, office)
    standing = found.first()
    if standing is not None:
        return standing
    alarm = Alarm(kind=kind, subject=subject, office=office, details=" ".join(details)[:200], opened_at=timezone.now())
    try:
        with ledger.record("alarm.raise", by=by, office=office, why=kind) as entry:
            entry.add(alarm)
    except IntegrityError:  # another process was first
        return found.get()
    return alarm


def close(*, kind: str, subject: str, office: str, by: Actor) -> int:
    """Close what is open of this kind about this subject. Returns how many; one that somebody else closes is none."""
    closed = 0
    for alarm in Alarm.objects.open().about(kind, subject, office):
        try:
            close_one(alarm=alarm, by=by)
        except Conflict:
            continue
        closed += 1
    return closed


def close_one(*, alarm: Alarm, by: Actor) -> None:
    """Raises Conflict when it is closed already."""
    if not alarm.is_open:
        raise Conflict(_("Alarm ini sudah ditutup."))
    alarm.closed_at, alarm.closed_by = timezone.now(), by.actor_id
    try:
        with ledger.record("alarm.close", by=by, office=alarm.office, why=alarm.kind) as entry:
            entry.change(alarm)
    except StaleRow as stale:
        raise Conflict(_("Alarm ini sudah ditutup.")) from stale


def note_mailed(*, alarm: Alarm, people: int, by: Actor) -> None:
    """That so many people were written to. An alarm that was closed meanwhile stays as it is."""
    alarm.mailed_at = timezone.now()
    try:
        with ledger.record("alarm.mail", by=by, office=alarm.office, why=alarm.kind, data={"people": people}) as entry:
            entry.change(alarm)
    except StaleRow:
        return
