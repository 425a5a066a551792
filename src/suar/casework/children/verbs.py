"""What the ledger's verbs say on a screen: the data of a child."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "child.circumstance_correct": _("memperbaiki catatan keadaan anak"),
    "child.circumstance_end": _("mengakhiri catatan keadaan anak"),
    "child.circumstance_lead": _("memilih kelompok perlindungan yang utama"),
    "child.circumstance_note": _("mencatat keadaan anak"),
    "child.circumstance_withdraw": _("menarik catatan keadaan anak"),
    "child.edit": _("mengubah data anak"),
    "child.merge": _("menggabungkan dua berkas anak"),
    "child.register": _("mendaftarkan anak"),
    "child.safe_contact": _("mengubah cara menghubungi"),
    "child.separate": _("melepas gabungan dua berkas anak"),
    "read.child": _("membaca data anak"),
    "read.child_alike": _("mencari berkas anak yang sama"),
    "read.child_circumstances": _("membaca keadaan anak"),
    "read.child_compare": _("membandingkan dua anak dengan namanya"),
    "read.child_name": _("membuka nama anak"),
}
