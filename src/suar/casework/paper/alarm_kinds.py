"""Alarms of numbered paper."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

LOST_WRITTEN = "paper.lost"
KINDS = (
    Kind(
        LOST_WRITTEN,
        _("Lembar kertas berisi tulisan hilang"),
        _(
            "Mungkin ada nama anak di atasnya. Cari hari ini di tempat terakhir dipakai, putuskan siapa yang perlu "
            "diberi tahu, lalu tutup alarm ini. Lembar yang ditemukan masih dapat dicatat."
        ),
        Audience.LEADERS,
        by_hand=True,
    ),
)
