"""What the ledger's verbs say on a screen: contacts and open intakes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "contact.call_back": _("menelepon balik"),
    "contact.call_off": _("mencabut panggilan balik karena nomor tidak boleh ditelepon"),
    "contact.draft_begin": _("membuka isian"),
    "contact.draft_close": _("menutup isian yang bukan pengaduan"),
    "contact.draft_lapse": _("menghapus isian yang lama tidak disentuh"),
    "contact.file": _("menyimpan isian sebagai pengaduan"),
    "contact.flag": _("memberi tanda pada nomor"),
    "contact.flag_end": _("menghapus tanda nomor yang sudah berakhir"),
    "contact.follow": _("memindahkan catatan kontak ke berkas anak"),
    "contact.forget": _("menghapus nomor dan kata-kata kontak"),
    "contact.missed": _("mencatat panggilan tak terjawab"),
    "contact.news": _("mencatat kabar untuk berkas atau pengaduan"),
    "contact.note": _("mencatat kontak yang bukan pengaduan"),
    "contact.number_add": _("menambah nomor kantor"),
    "contact.number_remove": _("menghapus nomor kantor"),
    "contact.unflag": _("mencabut tanda pada nomor"),
    "read.caller": _("melihat riwayat satu nomor"),
    "read.contact": _("membaca kontak"),
    "read.contact_list": _("membaca daftar kontak"),
    "read.contact_number": _("membuka nomor penelepon"),
    "read.missed_list": _("membaca daftar panggilan tak terjawab"),
}
