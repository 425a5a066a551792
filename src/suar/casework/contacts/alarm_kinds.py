"""Alarms of open intakes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

LAPSES = "contact.draft_lapses"
KINDS = (
    Kind(
        LAPSES,
        _("Isian yang belum disimpan segera terhapus"),
        _(
            "Mungkin ada anak di dalamnya. Hubungi petugas yang disebut di sana hari ini: hanya petugas itu yang dapat "
            "membukanya, lalu menyimpan atau menutupnya. Sesudah tujuh hari tidak disentuh isinya hilang."
        ),
        Audience.LEADERS,
    ),
)
