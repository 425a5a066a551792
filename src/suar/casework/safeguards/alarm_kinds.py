"""Alarms about what insiders read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

HONEY, HONEY_REAL, HONEY_LIST = "honey.opened", "honey.real", "honey.list"
GLASS, OFTEN = "glass.broken", "glass.often"
UNUSUAL, OF_KETUA = "reading.unusual", "reading.unusual.ketua"
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
        OFTEN,
        _("Berkas kantor lain sering dibuka, atau dicari tanpa hasil"),
        _("Buka Pengamanan: di sana tertulis siapa dan berapa kali. Tanyakan dulu; malam yang berat juga ada."),
        Audience.LEADERS,
        by_hand=True,
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
    Kind(
        HONEY_LIST,
        _("Daftar berkas umpan diubah"),
        _("Buka Berkas umpan: pimpinan lain menanam atau mengerjakan satu. Tanyakan kepadanya bila Anda tidak tahu."),
        Audience.LEADERS,
        by_hand=True,
        page="safeguards:honey-list",
    ),
    Kind(UNUSUAL, _("Ada pembacaan yang perlu dilihat"), LOOK, Audience.KETUA, page="safeguards:safeguard-list"),
    Kind(OF_KETUA, _("Ada pembacaan yang perlu dilihat Wakil"), LOOK, Audience.WAKIL, page="safeguards:safeguard-list"),
)
