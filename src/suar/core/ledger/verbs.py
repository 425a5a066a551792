"""What the ledger's verbs say on a screen: keys, copies and erasure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "ledger.accept": _("menerima baris yang diubah di luar Suar"),
    "ledger.found": _("menemukan baris yang diubah di luar Suar"),
    "retention.hold": _("menahan pemusnahan"),
    "retention.lift_hold": _("melepas penahanan pemusnahan"),
    "vault.backup": _("membuat cadangan"),
    "vault.backup.begin": _("mulai membuat cadangan"),
    "vault.erase": _("memusnahkan kunci"),
    "vault.erase.intend": _("memutuskan pemusnahan kunci"),
    "vault.orphans": _("memusnahkan kunci yang tidak dipakai"),
    "vault.recovery_sheet": _("mencetak lembar pemulihan"),
    "vault.reindex": _("menyusun ulang indeks pencarian"),
    "vault.restore": _("memulihkan cadangan"),
    "vault.drill": _("melatih pemulihan"),
    "vault.shares": _("mencetak lembar berbagi kunci"),
    "vault.unlock": _("membuka kunci kantor"),
    "vault.rotate": _("mengganti kunci pembungkus"),
    "vault.rotate.begin": _("mulai mengganti kunci pembungkus"),
}

# Why a key was destroyed, and why it may not be.
REASONS: dict[str, Any] = {
    "request": _("permintaan anak atau keluarga"),
    "retention": _("masa simpan habis"),
    "order": _("perintah pengadilan"),
    "mistake": _("salah catat"),
    "hold.court": _("perkara di pengadilan"),
    "hold.investigation": _("penyelidikan atau penyidikan"),
    "hold.complaint": _("keberatan atau pengaduan atas kerja komisi"),
    "hold.child": _("anak atau keluarga memintanya"),
    "hold.audit": _("pemeriksaan atau arsip statis"),
}
