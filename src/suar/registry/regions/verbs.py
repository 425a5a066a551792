"""What the ledger's verbs say on a screen: regions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "region.load": _("memuat daftar wilayah"),
    "region.load_boundaries": _("memuat batas wilayah"),
    "region.load_population": _("memuat jumlah penduduk"),
}
