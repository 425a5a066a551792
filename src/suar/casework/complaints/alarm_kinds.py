"""Alarms of the way that complaints take to us."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

OUTSIDE_SILENT, OUTSIDE_FOREIGN = "outside.silent", "outside.foreign"
KINDS = (
    Kind(
        OUTSIDE_SILENT,
        _("Mesin formulir tidak menjawab"),
        _("Minta petugas teknis memeriksa mesin formulir dan jaringannya. Pengaduan menunggu di sana, tersegel."),
        Audience.HOUSE,
    ),
    Kind(
        OUTSIDE_FOREIGN,
        _("Mesin formulir menunjukkan kunci yang bukan milik kami"),
        _("Kunci yang benar sudah dikembalikan. Cari siapa yang dapat menulis di mesin itu, lalu tutup alarm ini."),
        Audience.HOUSE,
        by_hand=True,
    ),
)
