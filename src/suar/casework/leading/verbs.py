"""What the ledger's verbs say on a screen: who leads a file, and what is known where another body does."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "leading.interview": _("mencatat wawancara anak"),
    "leading.name_lead": _("menetapkan yang memimpin berkas"),
    "leading.note_number": _("mencatat nomor sistem lain"),
    "leading.watch": _("mencatat kabar dari yang memimpin"),
    "leading.withdraw_interview": _("menarik catatan wawancara"),
    "leading.withdraw_number": _("menarik nomor sistem lain"),
    "read.simfoni": _("membaca isian untuk SIMFONI"),
}
