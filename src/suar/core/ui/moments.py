"""How long ago something happened, and how pressing a due moment is. Absolute forms come from
core.documents.indonesian."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suar.core.documents.indonesian import ZONE, relative

DAY = dt.timedelta(days=1)


def since(at: dt.datetime, now: dt.datetime) -> str:
    """`baru saja`, `20 menit lalu`, `kemarin`, `3 hari lalu`, `5 bulan lalu`; a moment to come as its distance
    (`2 jam lagi`).

    From yesterday on, days are days of the calendar in Pontianak; a month counts 30 days, a year 365.
    """
    span = now - at
    days = (now.astimezone(ZONE).date() - at.astimezone(ZONE).date()).days
    minutes = int(span.total_seconds() // 60)
    if span < dt.timedelta(0):
        return relative(at, now)
    if minutes < 1:
        return _("baru saja")
    if minutes < 60:
        return ngettext("%d menit lalu", "%d menit lalu", minutes) % minutes
    if days == 0 or span < dt.timedelta(hours=6):
        return ngettext("%d jam lalu", "%d jam lalu", minutes // 60) % (minutes // 60)
    if days == 1:
        return _("kemarin")
    if days < 60:
        return ngettext("%d hari lalu", "%d hari lalu", days) % days
    if days < 730:
        return ngettext("%d bulan lalu", "%d bulan lalu", days // 30) % (days // 30)
    return ngettext("%d tahun lalu", "%d tahun lalu", days // 365) % (days // 365)


def due_tone(at: dt.datetime, now: dt.datetime) -> str:
    """red when late, amber within the day, else none."""
    if at < now:
        return "red"
    soon = at.astimezone(ZONE).date() == now.astimezone(ZONE).date() or at - now < dt.timedelta(hours=12)
    return "amber" if soon else ""
