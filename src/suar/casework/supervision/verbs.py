"""What the ledger's verbs say on a screen: supervision."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "read.caseload": _("membaca beban kerja"),
    "read.session": _("membaca catatan supervisi"),
    "read.session_list": _("membaca daftar supervisi"),
    "read.term": _("membaca serah terima"),
    "read.term_print": _("mencetak berita acara serah terima"),
    "read.transfer": _("membaca pemindahan berkas"),
    "read.transfer_list": _("membaca daftar pemindahan berkas"),
    "supervision.agree": _("menulis kesepakatan supervisi ke berkas"),
    "supervision.session": _("mencatat supervisi"),
    "supervision.unwatch": _("mengakhiri penjagaan berkas: sudah ada petugasnya"),
    "supervision.watch": _("menunjuk penjaga berkas yang belum ada petugasnya"),
    "term.hand_over": _("melaksanakan serah terima akhir masa jabatan"),
    "transfer.accept": _("menerima berkas dari kantor lain"),
    "transfer.propose": _("mengusulkan pemindahan berkas ke kantor lain"),
    "transfer.refuse": _("menolak berkas dari kantor lain"),
    "transfer.withdraw": _("menarik usul pemindahan berkas"),
}
