"""Alarms about accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

DISOWNED = "account.disowned"
HANDED = "account.handed"
CLOSED = "closure.late"
KINDS = (
    Kind(
        DISOWNED,
        _("Pemilik akun tidak mengenali sebuah perubahan atau perangkat"),
        _(
            "Semua perangkatnya sudah dikeluarkan dan yang baru ditambahkan dilepas. Temui pemiliknya. Bila akunnya "
            "ditutup, buka lagi di halaman akunnya. Baca jejak akunnya sebelum alarm ini ditutup."
        ),
        Audience.LEADERS,
        by_hand=True,
        page="accounts:user-list",
    ),
    Kind(
        HANDED,
        _("Peran, kata sandi, surel, atau langkah kedua akun seorang pembaca berkas diubah orang lain, atau ditutup"),
        _(
            "Temui pemilik akunnya dan tanyakan apakah ia memintanya; jangan bertanya kepada yang melakukannya. Baca "
            "jejak akunnya sebelum alarm ini ditutup."
        ),
        Audience.LEADERS,
        by_hand=True,
        page="accounts:user-list",
    ),
    Kind(
        CLOSED,
        _("Hari libur setempat diubah menjelang harinya, sesudahnya, atau berderet"),
        _("Buka Pengaturan: hari libur menggeser setiap tenggat hari kerja. Tanyakan dasarnya kepada yang mencatat."),
        Audience.LEADERS,
        by_hand=True,
        page="accounts:settings",
    ),
)
