"""What the ledger's verbs say on a screen: the end of files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "retention.approve": _("menyetujui berita acara pemusnahan"),
    "retention.ask": _("mengajukan pemusnahan"),
    "retention.done": _("menyelesaikan berita acara pemusnahan"),
    "retention.draw_up": _("menyusun berita acara pemusnahan"),
    "retention.drop": _("menarik usulan pemusnahan"),
    "retention.erase_at_once": _("memusnahkan lewat perintah mesin"),
    "retention.propose": _("mengusulkan pemusnahan"),
    "retention.start": _("melaksanakan pemusnahan"),
    "retention.withdraw": _("membatalkan berita acara pemusnahan"),
    "read.retention_act": _("membaca berita acara pemusnahan"),
    "read.retention_export": _("mengekspor daftar arsip yang dimusnahkan"),
    "read.retention_holds": _("membaca daftar penahanan"),
    "read.retention_list": _("membaca daftar masa simpan"),
    "read.retention_paper": _("mengunduh berita acara pemusnahan"),
}

# Why an act was not carried out.
REASONS: dict[str, Any] = {
    "needed": _("berkas masih diperlukan"),
    "held": _("ada penahanan atau perkara"),
    "wrong": _("daftarnya keliru"),
    "objection": _("ada keberatan"),
}
