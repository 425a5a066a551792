"""What the ledger's verbs say on a screen: letters to agencies."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "letter.add_template": _("memasang templat surat"),
    "letter.answer": _("mencatat jawaban surat"),
    "letter.drop_template": _("melepas templat surat"),
    "letter.edit": _("menyunting usulan surat"),
    "letter.issue": _("menerbitkan surat"),
    "letter.propose": _("mengusulkan surat"),
    "letter.send": _("mencatat surat terkirim"),
    "letter.settle": _("mengeluarkan kewajiban yang selesai dari usulan surat"),
    "letter.withdraw": _("menarik surat"),
    "read.letter": _("membaca surat"),
    "read.letter_export": _("mengekspor daftar surat"),
    "read.letter_file": _("mengunduh surat"),
    "read.letter_list": _("membaca daftar surat"),
    "read.letter_template": _("mengunduh templat surat"),
}
