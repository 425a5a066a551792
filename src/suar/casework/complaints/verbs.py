"""What the ledger's verbs say on a screen: complaints, findings, hand-overs and what comes in by the form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "complaint.alert": _("memberi tahu petugas piket"),
    "complaint.chase": _("mencari jalan lain kepada pelapor"),
    "complaint.close": _("menutup pengaduan"),
    "complaint.danger": _("mencatat bahwa anak tidak aman"),
    "complaint.delete_code": _("menghapus kode pelapor"),
    "complaint.deliver": _("menyampaikan balasan"),
    "complaint.forget_code": _("mencabut kode pelapor, berkasnya sudah dimusnahkan"),
    "complaint.forget_unread": _("membuang pesan yang belum dibaca, berkasnya sudah dimusnahkan"),
    "complaint.let_go": _("melepas pengaduan dari petugas yang tidak boleh melihatnya"),
    "complaint.make_case": _("membuka berkas dari pengaduan"),
    "complaint.message": _("menerima pesan pelapor"),
    "complaint.open": _("membuka pengaduan baru"),
    "complaint.propose_unfounded": _("mengusulkan bahwa dugaan tidak terbukti"),
    "complaint.read_reply": _("balasan dibaca pelapor"),
    "complaint.receive": _("menerima pengaduan"),
    "complaint.reopen": _("membuka pengaduan lagi"),
    "complaint.reply": _("membalas pelapor"),
    "complaint.triage": _("menelaah pengaduan"),
    "draft_key.rotate": _("mengganti kunci isian formulir"),
    "finding.record": _("mencatat temuan"),
    "handover.make": _("menyerahkan ke lembaga lain"),
    "handover.receipt": _("mencatat tanda terima penyerahan"),
    "intake.key_foreign": _("menemukan kunci formulir yang bukan milik kami"),
    "intake.set_aside": _("menyisihkan kiriman yang tidak terbaca"),
    "intake_key.destroy": _("memusnahkan kunci formulir"),
    "quarantine.empty": _("mengosongkan karantina formulir"),
    "quarantine.let_through": _("meloloskan kiriman dari karantina"),
    "read.alike": _("membaca daftar anak yang mirip"),
    "read.complaint": _("membaca pengaduan"),
    "read.complaint_export": _("mengekspor daftar pengaduan"),
    "read.complaint_list": _("membaca daftar pengaduan"),
    "read.complaint_names": _("membuka nama dalam pengaduan"),
    "read.finding": _("membaca temuan"),
    "read.finding_list": _("membaca daftar temuan"),
    "read.handover": _("membaca penyerahan"),
}
