"""Alarms of the way that files come to their end."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

AT_ONCE = "retention.at_once"
KINDS = (
    Kind(
        AT_ONCE,
        _("Berkas dimusnahkan lewat perintah mesin, tanpa masa tunggu"),
        _("Tanyakan kepada kedua orang yang disebut dalam berita acaranya apakah mereka menyetujui, lalu tutup."),
        Audience.LEADERS,
        by_hand=True,
    ),
)
