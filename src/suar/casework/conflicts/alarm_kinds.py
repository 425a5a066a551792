"""Alarms of conflicts of interest. Whoever is in the conflict does not hear of it (`withheld.Veil`)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

UNDECIDED, NOBODY_FREE = "conflict.undecided", "conflict.nobody_free"
KINDS = (
    Kind(
        UNDECIDED,
        _("Benturan kepentingan belum diputuskan selama tiga hari"),
        _("Buka Benturan kepentingan dan putuskan. Sampai itu berkasnya tidak diperlihatkan kepada yang disebut."),
        Audience.LEADERS,
    ),
    Kind(
        NOBODY_FREE,
        _("Ketua dan Wakil tidak dapat memutuskan benturan kepentingan"),
        _("Keduanya sendiri disebut. Komisioner lain memutuskan; minta juga orang di luar komisi untuk memeriksanya."),
        Audience.DUTY,
    ),
)
