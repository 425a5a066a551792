"""What the ledger's verbs say on a screen: duties."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "duty.acknowledge": _("menerima kewajiban"),
    "duty.ask_after": _("menanyakan kewajiban"),
    "duty.assign": _("menugaskan kewajiban"),
    "duty.cancel": _("membatalkan kewajiban"),
    "duty.confirm_pause": _("menyetujui jeda"),
    "duty.escalate": _("menaikkan kewajiban ke Ketua"),
    "duty.extend": _("memperpanjang kewajiban"),
    "duty.finish": _("menyelesaikan kewajiban"),
    "duty.know_date": _("mencatat tanggal peristiwa"),
    "duty.late": _("menandai kewajiban terlambat"),
    "duty.move": _("memindahkan kewajiban ke berkas anak"),
    "duty.pause": _("menjeda kewajiban"),
    "duty.recount": _("menghitung tenggat menurut aturan lain"),
    "duty.reject_pause": _("menolak jeda"),
    "duty.remind": _("mengingatkan kewajiban"),
    "duty.reopen": _("membuka kewajiban lagi"),
    "duty.start": _("memulai kewajiban"),
    "duty.unmark": _("menarik tanda yang dibuat jam yang keliru"),
    "limit.agree": _("menyetujui batas baru aturan komisi"),
    "limit.propose": _("mengusulkan batas baru aturan komisi"),
    "limit.withdraw": _("menarik usulan batas baru"),
    "read.duty": _("membaca kewajiban"),
    "read.duty_export": _("mengekspor daftar kewajiban"),
    "read.duty_list": _("membaca daftar kewajiban"),
}
