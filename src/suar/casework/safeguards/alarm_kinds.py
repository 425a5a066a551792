"""Alarms about what insiders read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

HONEY, HONEY_REAL = "honey.opened", "honey.real"
GLASS, UNUSUAL, OF_KETUA = "glass.broken", "reading.unusual", "reading.unusual.ketua"
LOOK = _("Buka Pengamanan dan lihat buktinya. Tanyakan dulu; sering ada alasan yang baik. Catat apa yang Anda temukan.")
KINDS = (
    Kind(
        GLASS,
        _("Berkas dibuka dari kantor lain karena anak dalam bahaya"),
        _("Buka Pengamanan, baca alasannya, dan nilai apakah memang perlu. Alarm ini tertutup dengan penilaian itu."),
        Audience.LEADERS,
        page="safeguards:safeguard-list",
    ),
    Kind(
        HONEY,
        _("Berkas umpan dibuka"),
        _("Buka Berkas umpan: di sana tertulis siapa dan kapan. Tanyakan dulu; jangan sebut berkas mana."),
        Audience.LEADERS,
        by_hand=True,
        page="safeguards:honey-list",
    ),
    Kind(
        HONEY_REAL,
        _("Berkas umpan kini menyimpan kerja nyata"),
        _("Ada yang bekerja di berkas itu: sejak itu ikut dihitung. Periksa anak siapa yang tercatat."),
        Audience.LEADERS,
        by_hand=True,
        page="safeguards:honey-list",
    ),
    Kind(UNUSUAL, _("Ada pembacaan yang perlu dilihat"), LOOK, Audience.KETUA, page="safeguards:safeguard-list"),
    Kind(OF_KETUA, _("Ada pembacaan yang perlu dilihat Wakil"), LOOK, Audience.WAKIL, page="safeguards:safeguard-list"),
)
