"""What the ledger's verbs say on a screen: letters that came in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "mail.answer": _("mencatat surat masuk sebagai jawaban surat kita"),
    "mail.belong": _("menautkan surat masuk ke berkas atau pengaduan"),
    "mail.correct": _("memperbaiki catatan surat masuk"),
    "mail.dispose": _("menulis disposisi"),
    "mail.enter": _("mengagendakan surat masuk"),
    "mail.finish": _("menyelesaikan disposisi"),
    "mail.follow": _("memindahkan surat masuk ke berkas anak"),
    "mail.note_read": _("menandai disposisi sudah dibaca"),
    "mail.release": _("melepaskan surat masuk dari berkas"),
    "mail.settle": _("menyatakan surat masuk selesai"),
    "read.mail": _("membaca surat masuk"),
    "read.mail_export": _("mengekspor agenda surat masuk"),
    "read.mail_list": _("membaca agenda surat masuk"),
    "read.mail_print": _("mencetak lembar disposisi"),
}
