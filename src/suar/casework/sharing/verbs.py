"""What the ledger's verbs say on a screen: consents, agreements, what goes out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "agreement.draw_up": _("menyusun kesepakatan berbagi"),
    "agreement.end": _("mengakhiri kesepakatan berbagi"),
    "agreement.sign": _("menandatangani kesepakatan berbagi"),
    "consent.give": _("mencatat persetujuan atau penolakan"),
    "consent.withdraw": _("mencatat pencabutan persetujuan"),
    "read.agreement": _("membaca kesepakatan berbagi"),
    "read.agreement_list": _("membaca daftar kesepakatan berbagi"),
    "read.referral": _("membaca rujukan"),
    "read.referral_pdf": _("mengunduh surat rujukan"),
    "read.sharing": _("membaca persetujuan dan apa yang pernah keluar dari berkas"),
    "read.sharing_check": _("memeriksa apakah keterangan boleh keluar dari berkas"),
    "read.sharing_print": _("mencetak daftar apa yang pernah keluar dari berkas"),
    "referral.answer": _("mencatat jawaban atas rujukan"),
    "referral.cancel": _("membatalkan rancangan rujukan"),
    "referral.draft": _("menyusun rancangan rujukan"),
    "referral.edit": _("mengubah rancangan rujukan"),
    "referral.finish": _("mencatat hasil rujukan"),
    "referral.lose_consent": _("mencatat bahwa persetujuan rujukan ternyata dari anak lain"),
    "referral.receipt": _("mencatat tanda terima rujukan"),
    "referral.review": _("meninjau rujukan yang pergi tanpa kesepakatan"),
    "referral.send": _("mengirim rujukan"),
    "referral.tell": _("memberi tahu penerima bahwa persetujuan dicabut"),
}
