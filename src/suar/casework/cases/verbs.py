"""What the ledger's verbs say on a screen: a child's file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "case.add_task": _("menambah tugas"),
    "case.assess_risk": _("menilai risiko"),
    "case.assign": _("menetapkan petugas"),
    "case.close": _("menutup berkas"),
    "case.confirm_risk": _("menyetujui risiko yang lebih rendah"),
    "case.finish_task": _("menyelesaikan tugas"),
    "case.note": _("menulis catatan"),
    "case.note_mend": _("membetulkan catatan"),
    "case.open": _("membuka berkas"),
    "case.propose_closure": _("mengusulkan penutupan"),
    "case.refuse_closure": _("menolak penutupan"),
    "case.reopen": _("membuka berkas lagi"),
    "case.safety": _("memperbarui “aman sekarang?”"),
    "case.set_event": _("mencatat tanggal kejadian"),
    "case.settle_role": _("memutuskan kedudukan anak"),
    "case.sheet": _("menulis lembar pantau"),
    "case.sheet_answer": _("mencatat jawaban lembaga"),
    "read.case": _("membaca berkas"),
    "read.case_export": _("mengekspor daftar berkas"),
    "read.case_list": _("membaca daftar berkas"),
    "read.duplicates": _("membaca daftar data ganda"),
}
