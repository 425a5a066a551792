"""Alarms of conflicts of interest. Whoever is in the conflict does not hear of it (`withheld.Veil`)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from suar.core.alarms.kinds import Audience, Kind

UNDECIDED, NOBODY_FREE = "conflict.undecided", "conflict.nobody_free"
BY_HAND, BY_THE_LAST, ONE_READER = "conflict.by_hand", "conflict.by_the_last", "conflict.one_reader"
MANY_TIES = "conflict.many_ties"
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
    Kind(
        BY_HAND,
        _("Pimpinan menahan sebuah berkas dari seseorang"),
        _("Buka Benturan kepentingan, bagian Sudah diputuskan, dan baca alasannya. Tidak beralasan? Cabut."),
        Audience.LEADERS,
        by_hand=True,
        page="conflicts:withholding-list",
    ),
    Kind(
        BY_THE_LAST,
        _("Satu-satunya pimpinan yang dapat membaca sebuah berkas menahannya dari seseorang"),
        _("Komisioner membuka Benturan kepentingan, bagian Sudah diputuskan, dan membaca alasannya."),
        Audience.DUTY,
        by_hand=True,
    ),
    Kind(
        ONE_READER,
        _("Sebuah berkas kini hanya dapat dibaca satu orang di komisi"),
        _("Tanyakan kepada pengawas komisi apakah orang dari luar sudah ikut membaca. Jangan tanyakan berkasnya."),
        Audience.HOUSE,
        by_hand=True,
    ),
    Kind(
        MANY_TIES,
        _("Orang lembaga menyatakan banyak hubungan dalam sepekan"),
        _("Rinciannya menyebut siapa dan berapa. Tanyakan dulu; keluarga besar juga ada. Nama yang dicoba-coba tidak."),
        Audience.LEADERS,
        by_hand=True,
    ),
)
