"""What the ledger's verbs say on a screen: requests about a child's data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "rights.carry_out": _("melaksanakan dan menjawab permintaan data"),
    "rights.check": _("memeriksa siapa yang meminta data"),
    "rights.confirm": _("memutuskan permintaan data sebagai orang kedua"),
    "rights.drop": _("mencatat permintaan data dicabut"),
    "rights.package": _("membuat paket data untuk peminta"),
    "rights.propose": _("mengusulkan keputusan atas permintaan data"),
    "rights.receive": _("mencatat permintaan data"),
    "rights.reconsider": _("meninjau lagi keputusan atas permintaan data"),
    "rights.send_back": _("mengembalikan usul atas permintaan data"),
    "read.rights": _("membaca permintaan data"),
    "read.rights_check": _("memeriksa permintaan data dari mesin"),
    "read.rights_list": _("membaca daftar permintaan data"),
}
