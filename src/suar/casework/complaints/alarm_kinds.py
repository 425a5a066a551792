"""Alarms of the way that complaints take to us."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

OUTSIDE_SILENT, OUTSIDE_FOREIGN, CODES_DELETED = "outside.silent", "outside.foreign", "codes.deleted"
OUTSIDE_UNREADABLE = "outside.unreadable"
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
    Kind(
        OUTSIDE_UNREADABLE,
        _("Mesin formulir mengirim kiriman yang tidak dapat dibaca"),
        _(
            "Kiriman itu tetap tersimpan di mesin formulir, tersegel; yang lain berjalan terus. Minta petugas teknis "
            "memeriksa mesin itu, mulai ulang proses pekerja untuk mencobanya sekali lagi, lalu tutup alarm ini."
        ),
        Audience.HOUSE,
        by_hand=True,
    ),
    Kind(
        CODES_DELETED,
        _("Banyak kode pelapor terhapus sekaligus"),
        _(
            "Mungkin seseorang menguasai mesin formulir. Kewajiban menjawab tetap berjalan. Minta petugas teknis "
            "memeriksanya. Hanya bila penghapusan itu sungguhan, tutup alarm ini: barulah kewajiban itu berakhir."
        ),
        Audience.LEADERS,
        by_hand=True,
    ),
)
