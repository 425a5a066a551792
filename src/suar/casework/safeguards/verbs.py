"""What the ledger's verbs say on a screen: the safeguards."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.safeguards.models import Danger, Verdict

WORDS: dict[str, Any] = {
    "glass.break": _("membuka berkas kantor lain karena anak dalam bahaya"),
    "glass.miss": _("mencari berkas kantor lain tanpa hasil"),
    "glass.review": _("menilai pembukaan darurat"),
    "reading.add": _("menambah tanda pada pembacaan yang perlu dilihat"),
    "reading.note": _("mencatat pembacaan yang perlu dilihat"),
    "reading.settle": _("mencatat hasil melihat pembacaan"),
    "safeguard.put_away": _("menyisihkan berkas umpan yang dimusnahkan"),
    "read.unusual": _("melihat pembacaan yang perlu dilihat"),
    "read.case_readers": _("melihat siapa yang membuka berkas"),
    "read.glass": _("membaca pembukaan darurat"),
    "read.glass_list": _("membaca daftar pembukaan darurat"),
}

GLASS = "glass."
REASONS: dict[str, Any] = {f"{GLASS}{danger.value}": danger.label for danger in Danger} | {
    f"verdict.{Verdict.NEEDED}": pgettext_lazy("penilaian", "memang perlu"),
    f"verdict.{Verdict.NOT_NEEDED}": pgettext_lazy("penilaian", "tidak perlu"),
}
