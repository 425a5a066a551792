"""What the ledger's verbs say on a screen: the import of a register."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "read.import": _("membaca impor"),
    "read.imported_names": _("membaca nama terlapor di baris impor"),
    "read.imported_row": _("membaca baris impor"),
    "register.begin": _("mulai membaca berkas register"),
    "register.discard": _("membuang impor"),
    "register.drop": _("membuang baris impor"),
    "register.fail": _("impor gagal dibaca"),
    "register.map_heading": _("mencocokkan judul kolom"),
    "register.receive": _("menerima berkas register"),
    "register.remove": _("menghapus baris impor"),
    "register.remove_batch": _("menghapus sekumpulan baris impor"),
    "register.restage": _("membaca ulang impor"),
    "register.review": _("meninjau kewajiban dari impor"),
    "register.rows": _("menulis baris impor"),
    "register.show": _("memperlihatkan hasil impor"),
    "register.shown": _("hasil impor diperlihatkan"),
    "register.stage": _("menyiapkan impor"),
    "register.staged": _("impor siap ditinjau"),
    "register.undo": _("membatalkan impor"),
    "register.undo_stopped": _("pembatalan impor terhenti"),
    "register.undone": _("impor dibatalkan"),
    "register.wait_again": _("impor menunggu lagi"),
}
