"""Alarms about clocks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

PAUSE = "pause.waiting"
KINDS = (
    Kind(
        PAUSE,
        _("Jeda sebuah tenggat menunggu persetujuan"),
        _("Siapa yang disebut di sana membuka Kewajiban, Menunggu persetujuan Anda, lalu menyetujui atau menolaknya."),
        Audience.LEADERS,
        page="duties:duty-list",
    ),
)
