"""What the ledger's verbs say on a screen: numbered paper."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "paper.close": _("menutup lembar kertas tanpa mencatatnya"),
    "paper.count": _("menghitung lembar kertas yang belum kembali"),
    "paper.enter": _("mencatat lembar kertas"),
    "paper.lay_receipt": _("mengaktifkan kode pelapor dari kertas"),
    "paper.print": _("mencetak buku kertas"),
    "read.paper": _("membaca daftar lembar satu buku kertas"),
    "read.paper_list": _("membaca daftar buku kertas"),
    "read.paper_sheet": _("membuka lembar kertas"),
}
