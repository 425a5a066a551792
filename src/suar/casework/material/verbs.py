"""What the ledger's verbs say on a screen: material that arrived."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "material.begin": _("mulai mencatat materi yang masuk"),
    "material.belong": _("menautkan catatan materi ke berkas atau pengaduan"),
    "material.close": _("menutup catatan materi sebagai orang kedua"),
    "material.correct": _("memperbaiki langkah pada materi yang masuk"),
    "material.follow": _("memindahkan catatan materi ke berkas anak"),
    "material.step": _("mencatat langkah pada materi yang masuk"),
    "read.material": _("membaca catatan materi yang masuk"),
    "read.material_list": _("membaca daftar materi yang masuk"),
    "read.material_print": _("mencetak berita acara materi yang masuk"),
}
