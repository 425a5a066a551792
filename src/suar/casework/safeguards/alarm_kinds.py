"""Alarms about what insiders read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

GLASS = "glass.broken"
KINDS = (
    Kind(
        GLASS,
        _("Berkas dibuka dari kantor lain karena anak dalam bahaya"),
        _("Buka Pengamanan, baca alasannya, dan nilai apakah memang perlu. Alarm ini tertutup dengan penilaian itu."),
        Audience.LEADERS,
        page="safeguards:safeguard-list",
    ),
)
