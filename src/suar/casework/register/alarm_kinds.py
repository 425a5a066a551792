"""Alarms about imports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

UNDONE = "register.undone"
KINDS = (
    Kind(
        UNDONE,
        _("Impor yang sudah tampil dibatalkan; kunci semua berkas anaknya dimusnahkan"),
        _(
            "Buka Impor register dan baca alasannya. Tanyakan kepada yang membatalkan; bila keliru, impor lagi berkas "
            "aslinya, lalu tutup."
        ),
        Audience.LEADERS,
        by_hand=True,
        page="register:import-list",
    ),
)
