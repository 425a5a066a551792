"""What the ledger's verbs say on a screen: supervision."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "read.caseload": _("membaca beban kerja"),
    "read.term": _("membaca serah terima"),
    "read.term_print": _("mencetak berita acara serah terima"),
    "supervision.unwatch": _("mengakhiri penjagaan berkas: sudah ada petugasnya"),
    "supervision.watch": _("menunjuk penjaga berkas yang belum ada petugasnya"),
    "term.hand_over": _("melaksanakan serah terima akhir masa jabatan"),
}
