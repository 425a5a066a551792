"""Alarms about accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

DISOWNED = "account.disowned"
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
)
