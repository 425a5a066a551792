"""What the ledger's verbs say on a screen: the shared pages of the desk."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "read.search": _("mencari"),
    "read.today": _("membaca halaman Hari ini"),
}
