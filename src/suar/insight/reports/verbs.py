"""What the ledger's verbs say on a screen: reports."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "read.report": _("membaca laporan"),
    "read.report_file": _("mengunduh laporan"),
    "read.report_list": _("membaca daftar laporan"),
    "read.report_preview": _("melihat pratinjau laporan"),
    "report.freeze": _("membekukan laporan"),
}

# Which edition was read, and in which form it was taken away.
REASONS: dict[str, Any] = {
    "rahasia": _("edisi RAHASIA"),
    "terbuka": _("edisi terbuka"),
    "pdf": "PDF",
    "docx": "DOCX",
    "xlsx": "XLSX",
    "json": "JSON",
}
